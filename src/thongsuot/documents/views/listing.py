"""Which documents are there? The list, its filters and its pages."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thongsuot.documents import listing, queries
from thongsuot.documents.forms import FilterForm
from thongsuot.documents.list_rows import Rows
from thongsuot.documents.models import Document
from thongsuot.documents.queries import Filter
from thongsuot.documents.wording import DIRECTIONS, MARKS, STATUSES, Words, said
from thongsuot.events.models import Chain
from thongsuot.look.templatetags.look import dmy
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

UNITS = 200  # of the reader's subtree, to choose from
KEPT = 60  # seconds
KINDS = 8  # the most frequent, to choose by one click


@dataclass(frozen=True, slots=True)
class Chip:
    """A value of a filter: chosen, to be taken away, or to be chosen, with its count."""

    text: str
    url: str
    chosen: bool
    count: str = ""


@reading
def documents(request: ActingRequest) -> HttpResponse:
    """The list of the documents that the reader may see.

    The untouched list is a function of the post, the day and the chain of events: it is kept until something happens.
    """
    acting = request.acting
    if request.GET:
        context = _context(request)
    else:
        state = Chain.objects.values_list("seq", flat=True).get(pk=1)
        key = f"list:{acting.unit_id}:{acting.role}:{get_language()}:{timezone.localdate()}:{state}"
        context = cache.get_or_set(key, lambda: _context(request), KEPT) or {}
    may = {"may_register": acting.bears(Right.REGISTER), "may_send": acting.bears(Right.SEND)}
    return render(request, "documents/list.html", {**context, **may})


def _context(request: ActingRequest) -> dict[str, Any]:
    """Rows, filters and counts of the list that is asked for."""
    asked = request.GET
    form = FilterForm(asked or None, units=_units(request))
    chosen = form.chosen() if asked else Filter()
    sort = asked.get("sort", "") if asked.get("sort") in listing.SORTS else listing.SORTS[0]
    after, before = listing.cursor(asked.get("after", "")), listing.cursor(asked.get("before", ""))
    found = listing.page(request.acting, chosen, sort, after, before)
    counts = listing.tally(request.acting, chosen)
    active = _active(request, chosen)
    return {
        "filters": render_to_string("look/_filters.html", {"form": form, "active": len(active)}, request),
        "rows": told(found.rows, request.acting),
        "page": {"previous": found.previous, "following": found.following},
        "total": total(counts),
        "chips": [*active, *_quick(request, chosen, counts)],
        "active": len(active),
        "sort": sort,
        "chosen": chosen,
    }


def told(rows: list[Document], acting: Acting) -> list[SafeString]:
    """Documents as a list prints them; one query says which are in force."""
    forces, written = queries.forces(rows), Rows(acting)
    return [written.write(row, forces[row.pk]) for row in rows]


def total(counts: listing.Tally) -> str:
    """How many there are, as far as they were counted."""
    return f"{listing.MOST:,}+".replace(",", ".") if counts.more else f"{counts.total:,}".replace(",", ".")


def _units(request: ActingRequest) -> list[tuple[int, str]]:
    rows = Unit.objects.below(request.acting.path).order_by("path").values_list("pk", "name")
    return list(rows[:UNITS])


_NAMES: Mapping[str, Words] = {"direction": DIRECTIONS, "status": STATUSES, "mark": MARKS}


def _active(request: HttpRequest, chosen: Filter) -> list[Chip]:
    """The chosen filters; each goes away by a click."""
    out = []
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        if value:
            name = "q" if field.name == "words" else field.name
            out.append(Chip(_written(name, value), _url(request, name, ""), True))
    return out


def _written(name: str, value: object) -> str:
    match name:
        case "since":
            return _("Dated from %(day)s") % {"day": dmy(value)}  # type: ignore[arg-type]
        case "until":
            return _("Dated until %(day)s") % {"day": dmy(value)}  # type: ignore[arg-type]
        case "unit":
            unit = Unit.objects.filter(pk=int(str(value))).first()
            return unit.name if unit else str(value)
        case "q":
            return f"“{value}”"
    return said(_NAMES[name], str(value)) if name in _NAMES else str(value)


def _quick(request: HttpRequest, chosen: Filter, counts: listing.Tally) -> list[Chip]:
    """What narrows further by a click: registers, readings that wait or failed, marks, the most frequent kinds."""
    out = []
    for name in ("direction", "status", "mark", "kind"):
        found = sorted(counts.by[name].items(), key=lambda row: -row[1])[:KINDS]
        if getattr(chosen, name) or len(found) < 2:
            continue
        for value, n in found:
            if value and (name, value) != ("status", "read"):
                words = said(_NAMES[name], value) if name in _NAMES else value
                out.append(Chip(words, _url(request, name, value), False, f"{n}+" if counts.more else str(n)))
    return out


def _url(request: HttpRequest, name: str, value: str) -> str:
    """This list with one filter set or taken away, from its first page."""
    query = request.GET.copy()
    for gone in ("after", "before", name):
        query.pop(gone, None)
    if value:
        query[name] = value
    return f"?{query.urlencode()}" if query else request.path
