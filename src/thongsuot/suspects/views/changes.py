"""What changed in a document, what rests on it in which unit, and who has not decided? Every number opens its list."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.dissemination.views.asking import key_of
from thongsuot.documents.queries import seen_among
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link
from thongsuot.suspects import queries, showing
from thongsuot.suspects.access import may_map
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.queries import PRINTED, Tally
from thongsuot.suspects.rules import CHOICES, Cause
from thongsuot.suspects.showing import Line
from thongsuot.suspects.views.opening import opened_change
from thongsuot.suspects.wording import CAUSES
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading

SIZE, CLAUSES, UNITS, EACH = 50, 20, 25, 6
MOST = 1000
"""Units of a printed page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A change in the list, with what the reader sees of its figures."""

    row: Change
    name: str
    what: str
    clauses: int
    waits: int
    decided: int


@reading
def changes(request: ActingRequest) -> HttpResponse:
    """The changes of documents, the newest first; ``?document=`` of one."""
    acting, document = request.acting, key_of(request.GET.get("document", ""))
    page = Paginator(queries.changes(acting, document), SIZE).get_page(request.GET.get("page"))
    rows = list(page)
    seen = seen_among(acting, [key for row in rows for key in (row.document_id, row.successor_id)])
    counts = queries.tallies(acting, [row.pk for row in rows])
    context = {
        "page": page, "rows": [_listed(row, seen, counts[row.pk]) for row in rows],
        "crumbs": [Link(_("To be reviewed"), reverse("suspects")), Link(_("Changes"))],
    }  # fmt: skip
    return render(request, "suspects/changes.html", context)


def _listed(row: Change, seen: set[int], counts: dict[str, int]) -> Listed:
    decided = sum(counts.get(choice, 0) for choice in CHOICES)
    return Listed(row, showing.named(row.document, seen), told(row, seen), len(row.clauses), counts.get("", 0), decided)


def told(row: Change, seen: set[int]) -> str:
    """What happened; by a document the reader may not see, only that it happened."""
    if row.successor is not None and row.successor.pk not in seen:
        return said(CAUSES, row.cause)
    return showing.title(row)


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree of a change: its figures, and the first of its things."""

    tally: Tally
    depth: int
    lines: list[Line]
    more: int


@reading
def change(request: ActingRequest, pk: int) -> HttpResponse:
    """One change: its words before and after, what rests on them by unit; ``?all=1`` all units, to be printed."""
    row, acting = opened_change(request, pk), request.acting
    seen = seen_among(acting, [row.document_id, row.successor_id])
    whole = request.GET.get("all") == "1"
    every = queries.units(acting, row)
    units = Paginator(every, MOST if whole else UNITS).get_page(request.GET.get("page"))
    clauses = Paginator(row.clauses, MOST if whole else CLAUSES).get_page(request.GET.get("clauses"))
    readable = row.document_id in seen
    context = {
        "change": row, "document": row.document if readable else None, "name": showing.named(row.document, seen),
        "what": told(row, seen), "readable": readable, "causes": _causes(row, acting), "clauses": clauses,
        "words": showing.words(row, list(clauses)) if readable else [], "units": units,
        "branches": _branches(row, list(units), acting, MOST if whole else EACH), "whole": whole,
        "waits": sum(tally.waits for tally in every), "decided": sum(tally.decided for tally in every),
        "silent": sum(tally.waits > 0 for tally in every), "n_units": len(every),
        "mapped": row.cause == Cause.REPLACED and readable, "maps": may_map(acting, row),
        "crumbs": crumbs(row, seen),
    }  # fmt: skip
    return render(request, "suspects/change.html", context)


def crumbs(row: Change, seen: set[int], *more: Link) -> list[Link]:
    """The way to a change's pages."""
    here = Link(showing.named(row.document, seen), reverse("change", args=[row.pk]) if more else "")
    return [Link(_("To be reviewed"), reverse("suspects")), Link(_("Changes"), reverse("changes")), here, *more]


def _causes(row: Change, acting: Acting) -> list[object]:
    causes = list(row.causes.all())
    seen = seen_among(acting, [one.pk for one in causes])
    return [one for one in causes if one.pk in seen]


def _branches(row: Change, units: list[Tally], acting: Acting, each: int) -> list[Branch]:
    """Units with the first of what each has to decide on or has decided; one query for all."""
    keys = [tally.unit.pk for tally in units]
    rows = Suspect.objects.visible_to(acting).filter(change=row, unit__in=keys).select_related(*PRINTED).order_by("pk")
    seen = seen_among(acting, [row.document_id])
    found: dict[int, list[Line]] = {key: [] for key in keys}
    for one in rows:
        if len(found[one.unit_id]) < each:
            found[one.unit_id].append(showing.line(one, acting, seen))
    top = min(((tally.unit.path or "").count(".") for tally in units), default=0)
    return [
        Branch(tally, min(3, (tally.unit.path or "").count(".") - top), found[tally.unit.pk],
               sum(tally.counts.values()) - len(found[tally.unit.pk]))
        for tally in units
    ]  # fmt: skip


@reading
def units(request: ActingRequest, pk: int) -> HttpResponse:
    """The units that a change touches; ``?waiting=1`` those that have not decided on all of it."""
    row, waiting = opened_change(request, pk), request.GET.get("waiting") == "1"
    seen = seen_among(request.acting, [row.document_id, row.successor_id])
    every = queries.units(request.acting, row, waiting=waiting)
    page = Paginator(every, SIZE).get_page(request.GET.get("page"))
    here = Link(_("Units that have not decided") if waiting else _("Units"))
    context = {
        "change": row, "page": page, "waiting": waiting, "name": showing.named(row.document, seen),
        "what": told(row, seen), "waits": sum(tally.waits for tally in every),
        "document": row.document if row.document_id in seen else None, "crumbs": crumbs(row, seen, here),
    }  # fmt: skip
    return render(request, "suspects/units.html", context)
