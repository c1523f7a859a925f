"""Which clause of a document does which unit answer? One pass over an index, whatever the number of units."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, StringAgg, Value
from django.db.models.functions import Cast
from django.utils import timezone

from thongsuot.documents.models import Document, Share
from thongsuot.programmes import clauses
from thongsuot.programmes.models import Basis, Exemption, Programme, ProgrammeItem
from thongsuot.programmes.rules import Cover, Decision, Part, Reach, Stage, State
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST_DOUBLED = 500
"""Of one list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause and how many units stand where with it."""

    loc: str
    counts: dict[Cover, int]


@dataclass(frozen=True)
class Map:
    """Coverage of a document: its clauses that order something, the units that were given it, and who answers what.

    ``exempt``, ``full`` and ``partial`` hold for each clause the units that stand so; the first that holds counts.
    """

    locs: Sequence[str]
    units: Sequence[int]
    exempt: dict[str, set[int]] = field(default_factory=dict)
    full: dict[str, set[int]] = field(default_factory=dict)
    partial: dict[str, set[int]] = field(default_factory=dict)

    def at(self, loc: str, unit: int) -> Cover:
        """One cell."""
        if unit in self.exempt[loc]:
            return Cover.EXEMPT
        if unit in self.full[loc]:
            return Cover.FULL
        return Cover.PARTIAL if unit in self.partial[loc] else Cover.NONE

    @cached_property
    def _all(self) -> set[int]:
        return set(self.units)

    def standing(self, loc: str) -> dict[Cover, set[int]]:
        """The units of a clause by how they stand; each unit stands once."""
        exempt = self.exempt[loc] & self._all
        full = (self.full[loc] & self._all) - exempt
        partial = (self.partial[loc] & self._all) - exempt - full
        return {
            Cover.FULL: full,
            Cover.PARTIAL: partial,
            Cover.EXEMPT: exempt,
            Cover.NONE: self._all - exempt - full - partial,
        }

    def counts(self) -> list[Cell]:
        """Every clause with its counts."""
        return [Cell(loc, {how: len(units) for how, units in self.standing(loc).items()}) for loc in self.locs]

    def of_unit(self, unit: int) -> Counter[Cover]:
        """How many clauses a unit answers how."""
        return Counter(self.at(loc, unit) for loc in self.locs)


def given(document: Document, acting: Acting) -> QuerySet[Unit]:
    """The units of somebody's subtree that hold a document, and so shall answer it: it was registered by or shared
    with them, and they exist today."""
    shared = Share.objects.filter(document=document).values("unit")
    rows = Unit.objects.on(timezone.localdate()).below(acting.path)
    return (rows.filter(pk__in=shared) | rows.filter(pk=document.unit_id)).order_by("path")


def coverage(document: Document, units: Iterable[int], *, drafts: bool = False) -> Map:
    """The map of a document for some units: issued programmes count, with ``drafts`` those still worked on too."""
    locs = clauses.locs_of(document)
    found = Map(locs, list(units), *({loc: set[int]() for loc in locs} for _way in range(3)))
    stage = Stage.PLANNED if drafts else Stage.ISSUED
    bases = Basis.objects.filter(document=document, stage__gte=stage)
    reach = Reach(locs)
    for at, part, keys in _grouped(bases.order_by().values("loc", "part")):
        for loc, how in reach.parts(at, Part(part)):
            (found.full if how == Part.FULL else found.partial)[loc].update(keys)
    approved = Exemption.objects.filter(document=document, state=Decision.APPROVED)
    for at, _state, keys in _grouped(approved.order_by().values("loc", "state")):
        for loc in reach.under(at):
            found.exempt[loc].update(keys)
    return found


def _grouped(rows: QuerySet[Any, Any]) -> Iterator[tuple[str, str, list[int]]]:
    """Rows by two columns, the units of each group in one string: a row for each cell would cost ten times as much."""
    joined = StringAgg(Cast("unit_id", CharField()), delimiter=Value(","))
    for row in rows.annotate(keys=joined):
        first, second, keys = row.values()
        yield first, second, [int(key) for key in keys.split(",")]


def silent(document: Document, acting: Acting) -> QuerySet[Unit]:
    """The units that were given a document and neither issued a programme nor are exempt from all of it."""
    answered = Programme.objects.filter(answers=document, state=State.ISSUED).values("unit")
    exempt = Exemption.objects.filter(document=document, loc="", state=Decision.APPROVED).values("unit")
    return given(document, acting).exclude(pk__in=answered).exclude(pk__in=exempt)


def orphans(document: Document, acting: Acting) -> QuerySet[ProgrammeItem]:
    """Kept items of programmes that answer a document, in somebody's sight, that rest on no clause."""
    seen = Programme.objects.visible_to(acting).filter(answers=document).values("pk")
    rows = ProgrammeItem.objects.filter(~Exists(Basis.objects.filter(item=OuterRef("pk"))), kept=True)
    return rows.filter(programme__in=seen).select_related("programme__unit", "lead").order_by("programme", "order")


@dataclass(frozen=True, slots=True)
class Doubled:
    """A clause that several items of one unit carry out in full."""

    unit: Unit
    loc: str
    items: list[ProgrammeItem]


def doubled(document: Document, acting: Acting) -> list[Doubled]:
    """Where a unit carries out the same clause in full more than once, its drafts counted."""
    below = Unit.objects.below(acting.path).values("pk")
    full = Basis.objects.filter(document=document, part=Part.FULL, stage__gte=Stage.PLANNED, unit__in=below)
    pairs = full.order_by().values("unit", "loc").annotate(n=Count("pk")).filter(n__gt=1).order_by("loc", "unit")
    twice = [(row["unit"], row["loc"]) for row in pairs[:MOST_DOUBLED]]
    rows = full.filter(unit__in={unit for unit, _loc in twice}, loc__in={loc for _unit, loc in twice})
    found: dict[tuple[int, str], list[Basis]] = {pair: [] for pair in twice}
    for row in rows.select_related("item__programme", "unit").order_by("item__order"):
        if (row.unit_id, row.loc) in found:
            found[row.unit_id, row.loc].append(row)
    return [Doubled(same[0].unit, loc, [row.item for row in same]) for (_unit, loc), same in found.items()]


def standing_units(found: Map, loc: str, how: Cover) -> QuerySet[Unit]:
    """The list behind a figure of the map."""
    return Unit.objects.filter(pk__in=found.standing(loc)[how]).order_by("path")
