"""Where did each clause of a replaced document go? A table to look at, and for who registered the new one to say."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.dissemination.views.asking import key_of
from thongsuot.documents.models import Version
from thongsuot.documents.queries import seen_among
from thongsuot.documents.views.clause import address
from thongsuot.documents.wording import place_name, said
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden
from thongsuot.programmes.clauses import texts
from thongsuot.suspects import mapping as mappings
from thongsuot.suspects.access import may_map
from thongsuot.suspects.models import Change, Mapped
from thongsuot.suspects.views.changes import crumbs
from thongsuot.suspects.views.opening import opened_change
from thongsuot.suspects.wording import LIKENESS_BADGES, LIKENESSES
from thongsuot.units.doors import ActingRequest, reading

SIZE = 25
LONG = 400
"""Letters of a clause that the table prints."""


@dataclass(frozen=True, slots=True)
class Row:
    """An old clause, and the new one that stands for it."""

    held: Mapped
    old: str
    old_url: str
    old_words: str
    new: str
    new_url: str
    new_words: str
    likeness: str
    badge: str
    choices: SafeString


@reading
def mapping(request: ActingRequest, pk: int) -> HttpResponse:
    """The clauses of the old document, each with its counterpart; ``?said=0`` those that nobody has confirmed."""
    change = opened_change(request, pk)
    seen = seen_among(request.acting, [change.document_id, change.successor_id])
    if change.after is None or change.successor is None or not {change.document_id, change.successor.pk} <= seen:
        raise Http404
    may, only = may_map(request.acting, change), request.GET.get("said") == "0"
    if request.method == "POST":
        return _confirm(request, change)
    rows = change.mapped.filter(said_at=None) if only else change.mapped.all()
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "change": change, "document": change.document, "successor": change.successor, "page": page, "may": may,
        "rows": _rows(change, change.after, list(page), may), "only": only,
        "unsaid": change.mapped.filter(said_at=None).count(),
        "crumbs": crumbs(change, seen, Link(_("Where its clauses went"))),
    }  # fmt: skip
    return render(request, "suspects/mapping.html", context)


def _confirm(request: ActingRequest, change: Change) -> HttpResponse:
    """Confirm one row, or all of the page."""
    if not may_map(request.acting, change):
        raise Forbidden
    one = key_of(request.POST.get("row", ""))
    keys = [key for written in request.POST.getlist("pk") if (key := key_of(written))]
    wanted = [one] if one else keys
    said_ = {key: request.POST.get(f"new-{key}", "")[:120] for key in wanted}
    seen = {key: key_of(request.POST.get(f"revision-{key}", "")) for key in wanted}
    n = mappings.confirm(change, said_, seen, by=request.acting)
    messages.success(request, ngettext("%(n)s row was confirmed.", "%(n)s rows were confirmed.", n) % {"n": n})
    back = reverse("change-mapping", args=[change.pk])
    return redirect(back + (f"?{request.GET.urlencode()}" if request.GET else ""))


def _rows(change: Change, after: Version, rows: list[Mapped], may: bool) -> list[Row]:
    old = texts(change.before, [row.old for row in rows]) if change.before else {}
    new = texts(after, [row.new for row in rows])
    levels = dict(after.provisions.order_by("index").values_list("loc", "level"))
    mine = dict(change.before.provisions.values_list("loc", "level")) if change.before else {}
    return [
        Row(
            row, place_name(row.old), address(change.document, row.old, None),
            _short(old[row.old].text if row.old in old else ""), place_name(row.new),
            address(change.successor, row.new, None) if row.new and change.successor else "",
            _short(new[row.new].text if row.new in new else ""), said(LIKENESSES, row.likeness),
            LIKENESS_BADGES[row.likeness], _choices(row, levels, mine.get(row.old, "")) if may else SafeString(""),
        )
        for row in rows
    ]  # fmt: skip


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONG else line[:LONG].rsplit(" ", 1)[0] + "…"


def _choices(row: Mapped, levels: dict[str, str], level: str) -> SafeString:
    """The clauses of the new document that can stand for one: of its level, and what is chosen now."""
    same = [loc for loc, of in levels.items() if of == level or loc == row.new]
    options = [("", _("No counterpart")), *((loc, place_name(loc)) for loc in same)]
    told = ((loc, SafeString(" selected") if loc == row.new else "", name) for loc, name in options)
    return format_html(
        '<select class="form-select" name="new-{0}" id="new-{0}" aria-label="{1}">{2}</select>', row.pk,
        _("The new clause for %(place)s") % {"place": place_name(row.old)},
        format_html_join("", '<option value="{}"{}>{}</option>', told),
    )  # fmt: skip
