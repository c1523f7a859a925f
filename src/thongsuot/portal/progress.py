"""How far is a public document carried out, in numbers alone? Counts of clauses, units and duties; never a person."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from thongsuot.documents.models import Document, Provision, Share
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import said
from thongsuot.programmes.coverage import coverage
from thongsuot.programmes.models import Programme, ProgrammeItem
from thongsuot.programmes.rules import Cover, State
from thongsuot.units.models import Unit

COUNTED = tuple(Cover)
MOST_UNITS = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A clause, or a unit, with its counts in the order of ``COUNTED``."""

    name: str
    counts: list[int]
    loc: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of a document on a day."""

    clauses: int
    units: int
    issued: int  # units that issued a programme
    tasks: int  # of the programme that it is, if it is one
    lines: list[Line]
    named: list[Line]
    held_back: bool  # so few units hold it that a number would name one


def progress(shown: Publication) -> Progress | None:
    """What may be told; nothing where it was not published, or where the numbers speak of a text that was not."""
    document = shown.document
    if not shown.show_progress or document.current_id != shown.version_id:
        return None
    units = holders(document, shown.unit)
    keys = list(units)
    found = coverage(document, keys)
    told = said(len(keys), named=shown.show_units)
    there = set(Provision.objects.filter(version=shown.version_id, loc__in=found.locs).values_list("loc", flat=True))
    lines = [
        Line("", [cell.counts.get(how, 0) for how in COUNTED], cell.loc)
        for cell in found.counts()
        if told and cell.loc in there
    ]
    return Progress(
        clauses=len(found.locs),
        units=len(keys),
        issued=Programme.objects.filter(answers=document, state=State.ISSUED, unit__in=keys)
        .values("unit").distinct().count(),
        tasks=ProgrammeItem.objects.filter(programme__issued=document.pk, kept=True).count(),
        lines=lines,
        named=[Line(name, _row(found.of_unit(key))) for key, name in units.items()] if shown.show_units else [],
        held_back=not told,
    )  # fmt: skip


def holders(document: Document, publisher: Unit) -> dict[int, str]:
    """The units of the publisher's subtree that hold a document and so shall answer it, in the order of the tree."""
    shared = Share.objects.filter(document=document).values("unit")
    rows = Unit.objects.on(timezone.localdate()).below(publisher.path or "")
    held = rows.filter(pk__in=shared) | rows.filter(pk=document.unit_id)
    return dict(held.order_by("path").values_list("pk", "name")[:MOST_UNITS])


def _row(counts: Counter[Cover]) -> list[int]:
    return [counts.get(how, 0) for how in COUNTED]
