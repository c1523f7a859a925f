"""Which duties may somebody see, and on what do they hang? The reads that lists, sheets and pages share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from thongsuot.followup.models import Assignment, Part, Tally
from thongsuot.followup.tallying import Facet
from thongsuot.units.access import Acting
from thongsuot.units.models import Handover, Unit
from thongsuot.units.rules import Lot

NARROW = 20_000
"""Up to so many duties below a unit are found by their keys first; more, and a list walks along its own index."""


def visible(acting: Acting | None) -> QuerySet[Assignment]:
    """``visible_to``, written so that both databases find a page of a million at once; a test holds the two equal."""
    if acting is None or not acting.reads:
        return Assignment.objects.none()
    below = Unit.objects.below(acting.path).order_by()
    if wide(acting):
        near = Q(restricted=False)
        if Unit.objects.exclude(path__startswith=acting.path).exists():
            near &= Q(lead__in=below.values("pk")) | Q(assigner__in=below.values("pk"))
        own = Q(lead=acting.unit_id) | Q(assigner=acting.unit_id)
        return Assignment.objects.filter(near | own | Q(pk__in=_taking(acting)))
    units = list(below.values_list("pk", flat=True))
    given = Assignment.objects.filter(restricted=False, assigner__in=units).exclude(lead__in=units).order_by()
    more = {*given.values_list("pk", flat=True), *_taking(acting).values_list("assignment", flat=True)}
    return Assignment.objects.filter(Q(restricted=False, lead__in=units) | Q(pk__in=more | named(acting)))


def named(acting: Acting) -> set[int]:
    """The keys of what documents for named units order that somebody's unit leads, gave or takes part in."""
    rows, own = Assignment.objects.filter(restricted=True).order_by().values_list("pk", flat=True), acting.unit_id
    return {*rows.filter(lead=own), *rows.filter(assigner=own), *rows.filter(pk__in=_taking(acting))}


def _taking(acting: Acting) -> QuerySet[Part, Any]:
    """What somebody's unit takes part in, and what it sees as the heir of another one."""
    seen = Handover.objects.filter(new=acting.unit_id, lot=Lot.SIGHT).order_by().values("key")
    return Part.objects.filter(unit=acting.unit_id).order_by().values("assignment").union(seen)


def wide(acting: Acting) -> bool:
    """Whether so much is done below a unit that its duties are better not listed by their keys."""
    counted = Tally.objects.filter(node=acting.unit_id, facet=Facet.WHEN).aggregate(n=Sum("n"))["n"]
    return (counted or 0) > NARROW


@dataclass(frozen=True, slots=True)
class Knot:
    """A duty on a thread, as a way to the clause at the top prints it."""

    pk: int
    unit: str
    action: str


def threads(rows: Iterable[Assignment]) -> Mapping[int, list[Knot]]:
    """For each of some duties those it was passed down from, the first one first; one query for all."""
    ways = {row.pk: [int(key) for key in row.trail.split(".") if key] for row in rows}
    wanted = {key for way in ways.values() for key in way}
    told = Assignment.objects.filter(pk__in=wanted).values_list("pk", "lead__short_name", "lead__name", "action")
    known = {pk: Knot(pk, short or name, action) for pk, short, name, action in told} if wanted else {}
    return {pk: [known[key] for key in way if key in known] for pk, way in ways.items()}
