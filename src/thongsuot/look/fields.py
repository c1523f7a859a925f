"""How is a day typed into a form, and one of a thousand rows chosen? Fields and widgets that Django lacks."""

from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class DayField(forms.DateField):
    """Ô nhập ngày: ngày/tháng/năm.

    The browser's own date input writes days as the browser's language has them: mm/dd/yyyy on an English Windows.
    """

    def __init__(self, **options: Any) -> None:
        marks = {"inputmode": "numeric", "placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "maxlength": 10}
        options.setdefault("widget", forms.DateInput(attrs=marks | {"class": "day"}, format="%d/%m/%Y"))
        options.setdefault("error_messages", {"invalid": _("Write the day as 05/02/2026.")})
        super().__init__(input_formats=FORMATS, **options)


class LongSelect(forms.Select):
    """Danh sách chọn dài; Django's own renders a template for each option, which takes longer than a page's rows."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup in one go."""
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return _select(self, given, {"" if value is None else str(value)})


def _select(widget: forms.Select, given: dict[str, Any], chosen: set[str]) -> SafeString:
    options = SafeString("".join(_option(key, text, chosen) for key, text in widget.choices))
    return format_html("<select{}>{}</select>", flatatt(given), options)


def _option(key: Any, text: Any, chosen: set[str]) -> str:
    """Written by hand: of a list of hundreds, ``format_html`` takes longer than the rows of the page."""
    value, words = str(key), text if isinstance(text, SafeString) else escape(str(text))
    return f'<option value="{escape(value)}"{" selected" if value in chosen else ""}>{words}</option>'
