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
        if not whole(acting):
            near &= Q(lead__in=below.values("pk")) | Q(assigner__in=below.values("pk"))
        own = Q(lead=acting.unit_id) | Q(assigner=acting.unit_id)
        return Assignment.objects.filter(near | own | Q(pk__in=_taking(acting)))
    units = list(below.values_list("pk", flat=True))
    given = Assignment.objects.filter(restricted=False, assigner__in=units).exclude(lead__in=units).order_by()
    keys = {*_taking(acting), *(pk for (pk,) in together([given, *named(acting)], "pk"))}
    return Assignment.objects.filter(Q(restricted=False, lead__in=units) | Q(pk__in=keys))


def named(acting: Acting) -> list[QuerySet[Assignment]]:
    """What documents for named units order that somebody's unit gave, leads or takes part in: none is in two parts.

    Parts, because both databases walk an index for each of them, and read all duties for their sum.
    """
    rows, own = Assignment.objects.filter(restricted=True).order_by(), acting.unit_id
    taken = rows.filter(pk__in=_taking(acting)).exclude(lead=own).exclude(assigner=own)
    return [rows.filter(assigner=own), rows.filter(lead=own).exclude(assigner=own), taken]


def together(parts: Iterable[QuerySet[Assignment]], *columns: str) -> QuerySet[Assignment, Any]:
    """Some columns of some parts, one part behind the other, in one statement."""
    first, *rest = (rows.values_list(*columns) for rows in parts)
    return first.union(*rest, all=True).order_by()


def _taking(acting: Acting) -> QuerySet[Part, Any]:
    """What somebody's unit takes part in, and what it sees as the heir of another one."""
    seen = Handover.objects.filter(new=acting.unit_id, lot=Lot.SIGHT).order_by().values_list("key", flat=True)
    return Part.objects.filter(unit=acting.unit_id).order_by().values_list("assignment", flat=True).union(seen)


def wide(acting: Acting) -> bool:
    """Whether so much is done below a unit that its duties are better not listed by their keys."""
    counted = Tally.objects.filter(node=acting.unit_id, facet=Facet.DUE).aggregate(n=Sum("n"))["n"]
    return (counted or 0) > NARROW


def whole(acting: Acting) -> bool:
    """Whether every unit stands below somebody's."""
    above = acting.unit.parent_id is not None
    return not above and not Unit.objects.filter(parent=None).exclude(pk=acting.unit_id).exists()


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
