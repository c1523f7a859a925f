"""How are duties told in figures? The split that adds up, ratios that name their denominators, sums over duties."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from thongsuot.followup.rules import AGES, SPLIT, Kind, Standing, age, month


@dataclass(frozen=True, slots=True)
class Split:
    """How many duties stand where. Each stands once: the four of the split add up to those that are valid."""

    counts: Mapping[Standing, int] = field(default_factory=dict)

    def of(self, *standings: Standing) -> int:
        """How many stand in any of these."""
        return sum(self.counts.get(one, 0) for one in standings)

    @property
    def valid(self) -> int:
        """Neither suspended nor withdrawn: the denominator."""
        return self.of(*SPLIT)

    @property
    def done(self) -> int:
        """Confirmed by the unit that gave it, in time or late."""
        return self.of(Standing.DONE_IN_TIME, Standing.DONE_LATE)

    @property
    def open(self) -> int:
        """Not confirmed yet, in time or overdue."""
        return self.of(Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE)

    def __add__(self, other: "Split") -> "Split":
        return Split(Counter(self.counts) + Counter(other.counts))

    def __sub__(self, other: "Split") -> "Split":
        return Split({one: self.of(one) - other.of(one) for one in Standing})

    def __bool__(self) -> bool:
        return any(self.counts.values())


class Ratio(StrEnum):
    """A part of a whole that has a name."""

    DONE = "done"
    IN_TIME = "in-time"
    OVERDUE = "overdue"
    OVERDUE_OPEN = "overdue-open"


def ratio(which: Ratio, split: Split) -> tuple[int, int]:
    """Numerator and denominator: done of valid, done in time of done, overdue of valid, overdue of open.

    >>> ratio(Ratio.IN_TIME, Split({Standing.DONE_IN_TIME: 2, Standing.DONE_LATE: 1, Standing.OPEN_OVERDUE: 5}))
    (2, 3)
    """
    late = split.of(Standing.OPEN_OVERDUE)
    return {
        Ratio.DONE: (split.done, split.valid),
        Ratio.IN_TIME: (split.of(Standing.DONE_IN_TIME), split.done),
        Ratio.OVERDUE: (late, split.valid),
        Ratio.OVERDUE_OPEN: (late, split.open),
    }[which]


def tenths(part: int, whole: int) -> int | None:
    """A ratio in tenths of a per cent, rounded; none where nothing is there to be a part of.

    All is said only of all, and nothing only of none.

    >>> tenths(2, 3), tenths(0, 0), tenths(99_999, 100_000), tenths(1, 100_000), tenths(3, 3), tenths(0, 3)
    (667, None, 999, 1, 1000, 0)
    """
    if not whole:
        return None
    near = (2000 * part + whole) // (2 * whole)
    return min(max(near, 1), 999) if 0 < part < whole else near


@dataclass(frozen=True, slots=True)
class Row:
    """A duty as figures count it, on some day."""

    pk: int
    lead: int
    level: int
    document: int
    kind: str
    standing: Standing
    due: date | None = None
    finished: date | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """What was finished in a month, and what fell due in it; the latter only where it is counted."""

    month: int
    in_time: int
    late: int
    due: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a page of figures tells of a unit and those below it, for one kind of duty."""

    split: Split = field(default_factory=Split)
    apart: Split = field(default_factory=Split)  # duties of the other kind
    ages: tuple[int, ...] = (0,) * (len(AGES) + 1)
    levels: Mapping[int, Split] = field(default_factory=dict)
    documents: Mapping[int, Split] = field(default_factory=dict)
    units: Mapping[int, Split] = field(default_factory=dict)  # itself, and each unit right below with all under it
    done: Mapping[tuple[int, Standing], int] = field(default_factory=dict)  # by month
    due: Mapping[int, int] | None = field(default_factory=dict)  # by month
    complete: bool = True  # whether what documents for named units order is in them

    @property
    def months(self) -> list[Month]:
        """The months of the last year in which something happened, the oldest first."""
        there = sorted({at for at, _how in self.done} | set(self.due or ()))
        return [
            Month(
                at,
                self.done.get((at, Standing.DONE_IN_TIME), 0),
                self.done.get((at, Standing.DONE_LATE), 0),
                None if self.due is None else self.due.get(at, 0),
            )
            for at in there
        ]

    def most(self, size: int, start: int = 0) -> "Figures":
        """The same with some documents alone, of those with most duties first."""
        keys = sorted(self.documents, key=lambda key: (-self.documents[key].valid, key))[start : start + size]
        return replace(self, documents={key: self.documents[key] for key in keys})

    def __sub__(self, other: "Figures") -> "Figures":
        return Figures(
            self.split - other.split, self.apart - other.apart,
            tuple(a - b for a, b in zip(self.ages, other.ages, strict=True)),
            _taken(self.levels, other.levels), _taken(self.documents, other.documents), _taken(self.units, other.units),
            _less(self.done, other.done),
            None if self.due is None or other.due is None else _less(self.due, other.due), self.complete,
        )  # fmt: skip

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.split + other.split, self.apart + other.apart,
            tuple(a + b for a, b in zip(self.ages, other.ages, strict=True)),
            _added(self.levels, other.levels), _added(self.documents, other.documents),
            _added(self.units, other.units), Counter(self.done) + Counter(other.done),
            None if self.due is None or other.due is None else Counter(self.due) + Counter(other.due),
        )  # fmt: skip


def _less(one: Mapping[Any, int], other: Mapping[Any, int]) -> dict[Any, int]:
    return {key: n for key in {**one, **other} if (n := one.get(key, 0) - other.get(key, 0))}


def _taken(one: Mapping[int, Split], other: Mapping[int, Split]) -> dict[int, Split]:
    left = {key: split - other.get(key, Split()) for key, split in one.items()}
    return {key: split for key, split in left.items() if split}


def _added(one: Mapping[int, Split], other: Mapping[int, Split]) -> dict[int, Split]:
    return {key: one.get(key, Split()) + other.get(key, Split()) for key in {**one, **other}}


def fold(rows: Iterable[Row], kind: str, today: date, child: Mapping[int, int]) -> Figures:
    """The figures of duties one by one; ``child`` says for each unit that leads below which unit it is shown."""
    split, apart = Counter[Standing](), Counter[Standing]()
    ages, done, due = [0] * (len(AGES) + 1), Counter[tuple[int, Standing]](), Counter[int]()
    levels, documents, units = _Counts(), _Counts(), _Counts()
    for row in rows:
        if row.kind != kind:
            apart[row.standing] += 1
            continue
        split[row.standing] += 1
        for told, key in ((levels, row.level), (documents, row.document), (units, child.get(row.lead, row.lead))):
            told[key][row.standing] += 1
        if row.standing == Standing.OPEN_OVERDUE and row.due:
            ages[age(row.due, today)] += 1
        if row.finished and row.standing in (Standing.DONE_IN_TIME, Standing.DONE_LATE):
            done[month(row.finished), row.standing] += 1
        if row.due and row.standing in SPLIT:
            due[month(row.due)] += 1
    return Figures(
        Split(split), Split(apart), tuple(ages), levels.splits(), documents.splits(), units.splits(), done, due
    )


class _Counts(defaultdict[int, Counter[Standing]]):
    def __init__(self) -> None:
        super().__init__(Counter)

    def splits(self) -> dict[int, Split]:
        return {key: Split(counts) for key, counts in self.items()}


def other(kind: str) -> Kind:
    """The kind that is counted apart."""
    return Kind.REGULAR if kind == Kind.ONCE else Kind.ONCE
