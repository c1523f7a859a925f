"""How does a template write an icon, a date, a badge, a field, a table, a link to page 3? With these tags.

Thẻ mẫu dùng chung: `{% load look %}`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.look.icons import BADGES, STROKES

register = template.Library()
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MARKS = {"internal": "LƯU HÀNH NỘI BỘ", "return": "XEM XONG TRẢ LẠI", "draft": "DỰ THẢO"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Write an icon: `{% icon "search" %}` beside a word; with a label where it stands alone."""
    told = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" focusable="false" {}><path d="{}"/></svg>',
        told,
        STROKES[name],
    )


@register.filter
def dmy(value: date | datetime | None) -> str:
    """Write a date as offices here do: 05/02/2026; nothing for no date."""
    return f"{local(value):%d/%m/%Y}" if value else ""


@register.filter
def dmyhm(value: datetime | None) -> str:
    """Write a moment in Vietnam's time: 05/02/2026 14:30."""
    return f"{local(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def machine(value: date | datetime | None) -> str:
    """Write it for `<time datetime="…">`."""
    return local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else str(value or "")


def local(value: Any) -> Any:
    """Bring an aware moment to Vietnam's clock; a date stays as it is."""
    return value.astimezone(VIETNAM) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """Write the present query string with some values changed: `{% query_with page=2 %}`; None or "" removes one."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def badge(kind: str, text: object, icon_name: str = "") -> SafeString:
    """Write a state as icon and word; kinds: good, warn, bad, info, neutral, accent."""
    return format_html('<span class="badge-{}">{}<span>{}</span></span>', kind, icon(icon_name or BADGES[kind]), text)


@register.inclusion_tag("look/_mark.html")
def restriction(mark: str) -> dict[str, str]:
    """Show a document's restriction mark on top of the page and on every printed one: "internal", "return", "draft"."""
    return {"mark": mark, "text": MARKS.get(mark, mark)}


@register.simple_tag
def mark_badge(mark: str) -> SafeString | str:
    """Show a document's restriction mark in a line of a list; nothing for a document without one."""
    told = format_html('<strong lang="vi">{}</strong>', MARKS.get(mark, mark))
    return badge("bad", told, "lock") if mark else ""


@register.inclusion_tag("look/_pages.html", takes_context=True)
def page_links(context: Context, page: Page[Any], name: str = "page") -> dict[str, object]:
    """Link to the other pages of a list and keep its filters."""
    numbers = [
        {"number": number, "url": query_with(context, **{name: number}) if isinstance(number, int) else ""}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    previous = query_with(context, **{name: page.number - 1}) if page.has_previous() else ""
    following = query_with(context, **{name: page.number + 1}) if page.has_next() else ""
    return {"page": page, "numbers": numbers, "previous": previous, "following": following}


@register.inclusion_tag("look/_sort.html", takes_context=True)
def sort_header(context: Context, key: str, text: str, css: str = "") -> dict[str, object]:
    """Write a column heading that sorts by `?sort=key`, or `-key` the other way."""
    request = context.get("request")
    present = request.GET.get("sort", "") if request is not None else ""
    order = {key: "ascending", f"-{key}": "descending"}.get(present, "")
    url = query_with(context, sort=f"-{key}" if present == key else key, page=None)
    return {"url": url, "text": text, "order": order, "css": css}


@register.inclusion_tag("look/_field.html")
def field(bound: BoundField, label: str = "", css: str = "") -> dict[str, object]:
    """Write a form field: label, input, help and errors, tied together for readers of all kinds."""
    widget = bound.field.widget
    grouped = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    checkbox = isinstance(widget, forms.CheckboxInput)
    if checkbox:
        kind = "form-check-input"
    elif isinstance(widget, forms.Select) and not grouped:
        kind = "form-select"
    else:
        kind = "" if grouped else "form-control"
    wanted = f"{widget.attrs.get('class', '')} {kind} {'is-invalid' if bound.errors else ''}"
    return {
        "field": bound,
        "label": label or bound.label,
        "widget": bound.as_widget(attrs={"class": " ".join(wanted.split())}),
        "checkbox": checkbox,
        "grouped": grouped,
        "css": css,
    }


@register.simple_block_tag(takes_context=True)
def table(
    context: Context,
    content: str,
    caption: str,
    rows: Sequence[object] | Mapping[str, object] | Page[Any] | None = None,
    empty: str = "",
    css: str = "",
    hide_caption: bool = False,
) -> SafeString:
    """Wrap `<thead>` and `<tbody>` in a captioned table; tell, when `rows` is empty, that there are none."""
    facts = {"content": content, "caption": caption, "css": css, "hide_caption": hide_caption}
    nothing = rows is not None and not len(rows)
    return render_to_string("look/_table.html", facts | {"nothing": nothing, "empty": empty or _("Nothing here yet.")})


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: str,
    bound: forms.BaseForm | None = None,
    action: str = "",
    method: str = "post",
    submit: str = "",
    cancel_url: str = "",
    css: str = "",
    upload: bool = False,
) -> SafeString:
    """Wrap a form: CSRF, summary of errors, the given fields (all of `bound` when empty), the buttons."""
    facts: dict[str, object] = {"form": bound, "content": SafeString(content.strip()), "action": action}
    facts |= {"method": method, "submit": submit, "cancel_url": cancel_url, "css": css, "upload": upload}
    facts["files"] = upload or (bound is not None and bound.is_multipart())
    # Not with the request: its context processors have run for this page already.
    return render_to_string("look/_form.html", facts | {"csrf_token": context.get("csrf_token")})
