"""Which clause of a document does which unit answer? One pass over an index, whatever the number of units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document, Share
from thongsuot.documents.rules import Direction
from thongsuot.programmes import clauses, standing
from thongsuot.programmes.asked import spared
from thongsuot.programmes.models import Basis, Exemption, Programme, ProgrammeItem, Standing
from thongsuot.programmes.rules import Cover, Decision, Part, Reach, Stage, State
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST_DOUBLED = 500
"""Of one list."""
Bits = dict[str, int]
"""For each clause a number, one bit a unit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause and how many units stand where with it."""

    loc: str
    counts: dict[Cover, int]


@dataclass(frozen=True)
class Map:
    """Coverage of a document: its clauses that order something, the units that were given it, and who answers what.

    Each way to answer holds for each clause the units that do, a bit for each unit in the order of ``units``.
    """

    locs: Sequence[str]
    units: Sequence[int]
    exempt: Bits = field(default_factory=lambda: defaultdict(int))
    done: Bits = field(default_factory=lambda: defaultdict(int))  # in full, by something confirmed
    waiting: Bits = field(default_factory=lambda: defaultdict(int))  # issued, not confirmed
    full: Bits = field(default_factory=lambda: defaultdict(int))
    partial: Bits = field(default_factory=lambda: defaultdict(int))
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)  # whom each clause calls by name
    spared: Mapping[str, int] = field(default_factory=dict)  # whom the clause surely does not name

    @cached_property
    def _at(self) -> Mapping[int, int]:
        return {unit: n for n, unit in enumerate(self.units)}

    @cached_property
    def standing(self) -> Mapping[str, dict[Cover, int]]:
        """The units of each clause by how they stand, as bits; each unit stands once."""
        everybody = (1 << len(self.units)) - 1
        found = {}
        for loc in self.locs:
            exempt = self.exempt[loc]
            full = self.full[loc] & ~exempt
            done = self.done[loc] & full & ~self.waiting[loc]
            partial = self.partial[loc] & ~exempt & ~full
            left = everybody & ~(full | partial | exempt)
            others = left & self.spared.get(loc, 0)
            found[loc] = {
                Cover.DONE: done,
                Cover.FULL: full & ~done,
                Cover.PARTIAL: partial,
                Cover.EXEMPT: exempt,
                Cover.OTHERS: others,
                Cover.NONE: left & ~others,
            }
        return found

    def at(self, loc: str, unit: int) -> Cover:
        """One cell."""
        bit = 1 << self._at[unit]
        return next(how for how, bits in self.standing[loc].items() if bits & bit)

    def who(self, bits: int) -> list[int]:
        """The units of some bits."""
        return [unit for unit, n in self._at.items() if bits >> n & 1]

    def counts(self) -> list[Cell]:
        """Every clause with its counts."""
        return [Cell(loc, {how: bits.bit_count() for how, bits in ways.items()}) for loc, ways in self.standing.items()]

    def of_unit(self, unit: int) -> Counter[Cover]:
        """How many clauses a unit answers how."""
        return Counter(self.at(loc, unit) for loc in self.locs)

    def all_through(self, *ways: Cover) -> int:
        """The units that stand in one of these ways with every clause, as bits; nobody does where there is none."""
        bits = (1 << len(self.units)) - 1 if self.locs else 0
        for stand in self.standing.values():
            held = 0
            for how in ways:
                held |= stand[how]
            bits &= held
        return bits

    def unasked(self) -> int:
        """The units to which no clause is addressed and that answer none, as bits: they have nothing to answer."""
        return self.all_through(Cover.OTHERS)


def given(document: Document, acting: Acting) -> QuerySet[Unit]:
    """The units of somebody's subtree that shall answer a document."""
    return holders(document, acting.path)


def holders(document: Document, path: str) -> QuerySet[Unit]:
    """The units under a path that hold a document and so shall answer it, as long as they exist.

    It was shared with them, or it came to them and they registered it; who issued it has nothing to answer.
    """
    held = Q(pk__in=Share.objects.filter(document=document).values("unit"))
    own = Q(pk=document.unit_id)
    holding = held | own if document.direction == Direction.IN else held & ~own
    return Unit.objects.on(timezone.localdate()).below(path).filter(holding).order_by("path")


def coverage(document: Document, units: Iterable[int], *, drafts: bool = False) -> Map:
    """The map of a document for some units: issued programmes count, with ``drafts`` those still worked on too."""
    issued, all_ = both(document, units)
    return all_ if drafts else issued


def both(document: Document, units: Iterable[int]) -> tuple[Map, Map]:
    """The map of what is issued, and that with drafts; one reading for both."""
    named, keys = clauses.named(document), list(units)
    locs, others = list(named), spared(named, keys)
    issued, all_ = (Map(locs, keys, named=named, spared=others) for _one in range(2))
    touched = _touched(document, issued)
    reach = Reach(locs)
    for (stage, part), held in zip(standing.WAYS, touched, strict=False):
        maps = (all_,) if stage == Stage.PLANNED else (issued, all_)
        for at, bits in held.items():
            for loc, how in reach.parts(at, part):
                for found in maps:
                    _answered(found, loc, stage, how, bits)
    for at, bits in touched[-1].items():
        for loc in reach.under("" if at == standing.WHOLE else at):
            issued.exempt[loc] |= bits
            all_.exempt[loc] |= bits
    return issued, all_


def _touched(document: Document, found: Map) -> list[Bits]:
    """For each way to answer, the clauses named and the units that name them."""
    at = {unit: 1 << n for n, unit in enumerate(found.units)}
    out: list[Bits] = [defaultdict(int) for _way in range(len(standing.WAYS) + 1)]
    for unit, ways in standing.marked(document, found.units):
        if bit := at.get(unit):
            for held, locs in zip(out, ways, strict=False):
                for loc in locs:
                    held[loc] |= bit
    return out


def _answered(found: Map, loc: str, stage: Stage, how: Part, bits: int) -> None:
    (found.full if how == Part.FULL else found.partial)[loc] |= bits
    if stage == Stage.DONE and how == Part.FULL:
        found.done[loc] |= bits
    elif stage == Stage.ISSUED:
        found.waiting[loc] |= bits


def silent(document: Document, acting: Acting, found: Map | None = None) -> QuerySet[Unit]:
    """The units that were given a document that asks them something, and neither issued a programme nor are exempt.

    ``found`` is the map of all of them, where it was made already.
    """
    found = found or coverage(document, given(document, acting).values_list("pk", flat=True))
    spared_ = found.who(found.unasked())
    answered = Programme.objects.filter(answers=document, state=State.ISSUED).values("unit")
    exempt = Exemption.objects.filter(document=document, loc="", state=Decision.APPROVED).values("unit")
    return given(document, acting).exclude(pk__in=answered).exclude(pk__in=exempt).exclude(pk__in=spared_)


def orphans(document: Document, acting: Acting) -> QuerySet[ProgrammeItem]:
    """Kept items of programmes that answer a document, in somebody's sight, that rest on no clause."""
    loose = Standing.objects.filter(document=document, loose__gt=0).values("unit")
    seen = Programme.objects.visible_to(acting).filter(answers=document, unit__in=loose).values("pk")
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
    kept = Standing.objects.filter(document=document, unit__path__startswith=acting.path).exclude(twice="")
    pairs = [(loc, unit) for unit, locs in kept.values_list("unit", "twice")[:MOST_DOUBLED] for loc in locs.split()]
    twice = sorted(pairs)[:MOST_DOUBLED]
    rows = Basis.objects.filter(document=document, part=Part.FULL, stage__gte=Stage.PLANNED)
    rows = rows.filter(unit__in={unit for _loc, unit in twice}, loc__in={loc for loc, _unit in twice})
    found: dict[tuple[str, int], list[Basis]] = {pair: [] for pair in twice}
    for row in rows.select_related("item__programme", "unit").order_by("item__order"):
        if (row.loc, row.unit_id) in found:
            found[row.loc, row.unit_id].append(row)
    return [Doubled(same[0].unit, loc, [row.item for row in same]) for (loc, _unit), same in found.items()]


def standing_units(found: Map, loc: str, how: Cover) -> QuerySet[Unit]:
    """The list behind a figure of the map."""
    return Unit.objects.filter(pk__in=found.who(found.standing[loc][how])).order_by("path")
