"""How far is a public document carried out, in numbers alone? Counts of clauses, units and duties; never a person."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from thongsuot.documents.models import Document, Provision
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import SPLIT, Bucket, Kind, Standing
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import said
from thongsuot.programmes import coverage
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
class Duties:
    """The duties a document brought: four ways that add up to the valid ones; regular ones and those on hold apart."""

    split: dict[Standing, int]
    regular: int
    suspended: int

    @property
    def valid(self) -> int:
        """What the four ways add up to."""
        return sum(self.split.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of a document on a day."""

    clauses: int
    units: int
    issued: int  # units that issued a programme
    tasks: int  # of the programme that it is, if it is one
    lines: list[Line]
    named: list[Line]
    duties: Duties | None
    held_back: bool  # so few units hold it that a number would name one


def progress(shown: Publication) -> Progress | None:
    """What may be told; nothing where it was not published, or where the numbers speak of a text that was not."""
    document = shown.document
    if not shown.show_progress or document.current_id != shown.version_id:
        return None
    units = holders(document, shown.unit)
    keys = list(units)
    found = coverage.coverage(document, keys)
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
        duties=duties(document, shown.unit) if told else None,
        held_back=not told,
    )  # fmt: skip


def duties(document: Document, publisher: Unit) -> Duties | None:
    """The duties of the publisher's line that rest on a document; none where none was given."""
    below = Unit.objects.below(publisher.path or "").values("pk")
    rows = Assignment.objects.filter(document=document, lead__in=below).order_by().values_list("kind", "bucket")
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    found = {(kind, bucket): (n, over) for kind, bucket, n, over in rows.annotate(n=Count("pk"), late=late)}
    if not found:
        return None
    once = {Bucket(bucket): counts for (kind, bucket), counts in found.items() if kind == Kind.ONCE}
    n, over = once.get(Bucket.OPEN, (0, 0))
    split = {standing: once.get(Bucket(standing), (0, 0))[0] for standing in (SPLIT[0], SPLIT[1])}
    split |= {Standing.OPEN_IN_TIME: n - over, Standing.OPEN_OVERDUE: over}
    regular = sum(n for (kind, bucket), (n, _late) in found.items() if kind == Kind.REGULAR and bucket in _VALID)
    return Duties(split, regular, once.get(Bucket.SUSPENDED, (0, 0))[0])


_VALID = (Bucket.DONE_IN_TIME, Bucket.DONE_LATE, Bucket.OPEN)


def holders(document: Document, publisher: Unit) -> dict[int, str]:
    """The units of the publisher's subtree that hold a document and so shall answer it, in the order of the tree."""
    return dict(coverage.holders(document, publisher.path or "").values_list("pk", "name")[:MOST_UNITS])


def _row(counts: Counter[Cover]) -> list[int]:
    return [counts.get(how, 0) for how in COUNTED]
