"""How is a text held while it is changed? As a tree of units whose pieces, read in order, are the text itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from vanban.consolidation.values import Change, Standing, State
from vanban.model import Level, Provision

ROOT = "ALL"


@dataclass(slots=True, eq=False)
class Unit:
    """A provision on the workbench: its printed number, then its own words, those below it, and what is between."""

    loc: str
    level: Level
    number: str
    label: str
    heading: str
    parts: list["str | Unit"] = field(default_factory=list)
    state: State = State.IN_FORCE
    changes: list[Change] = field(default_factory=list)
    above: "Unit | None" = None

    @property
    def below(self) -> list["Unit"]:
        """The units directly in it."""
        return [part for part in self.parts if isinstance(part, Unit)]

    def walk(self) -> Iterator["Unit"]:
        """It and all that is in it, in the order of the text."""
        yield self
        for part in self.parts:
            if isinstance(part, Unit):
                yield from part.walk()

    @property
    def gap(self) -> str:
        """What parts its number from its words, where the number brings no blank."""
        return "" if self.label.endswith((" ", "\n")) else " "

    def words(self) -> str:
        """Its text, number and all."""
        return self.label + "".join(part if isinstance(part, str) else part.words() for part in self.parts)

    def lead(self) -> str:
        """Its own words before the first unit in it."""
        out = []
        for part in self.parts:
            if isinstance(part, Unit):
                break
            out.append(part)
        return "".join(out)

    def set_lead(self, words: str) -> None:
        """Other own words; what is below stays, with the line break before it."""
        kept = self.lead()
        while self.parts and isinstance(self.parts[0], str):
            self.parts.pop(0)
        gap = kept[len(kept.rstrip()) :] if self.parts else ""
        self.parts.insert(0, words.rstrip("\n") + gap)

    def moved(self, loc: str) -> None:
        """It, and all in it, under another place."""
        old = self.loc
        for unit in self.walk():
            if unit.loc == old or unit.loc.startswith(old + "."):  # articles have their place by themselves
                unit.loc = loc + unit.loc[len(old) :]

    def adopt(self) -> None:
        """Those in it are below it from now on, in place and name."""
        for child in self.below:
            child.above = self
            child.moved(f"{self.loc}.{child.loc}")

    def place(self) -> int:
        """Where it stands among its parent's parts."""
        assert self.above is not None
        return next(i for i, part in enumerate(self.above.parts) if part is self)

    def swap(self, old: "Unit", new: "Unit") -> None:
        """Put a unit where another stood, with the blanks behind it."""
        new.above = self
        words = old.words()
        gap = words[len(words.rstrip()) :]
        at = old.place()
        self.parts[at : at + 1] = [new, gap] if gap else [new]

    def add(self, unit: "Unit", after: "Unit | None") -> None:
        """Put a unit on a line of its own behind another one, or at the end where none is named."""
        unit.above = self
        if after is not None:
            at = after.place() + 1
            self.parts[at:at] = ["\n", unit]
            return
        below = self.below
        if below:
            self.add(unit, below[-1])
            return
        last = self.parts[-1] if self.parts else ""
        gap = "" if isinstance(last, str) and last.endswith("\n") else "\n"
        self.parts.extend([gap, unit] if gap else [unit])

    def add_before(self, unit: "Unit", before: "Unit") -> None:
        """Put a unit on a line of its own in front of one of its own."""
        unit.above = self
        at = before.place()
        self.parts[at:at] = [unit, "\n"]


def grow(content: str, provisions: Sequence[Provision], start: int = 0, end: int | None = None) -> Unit:
    """The tree of a text, or of a stretch of it.

    >>> from vanban.parsing import outline
    >>> text = "Điều 1. Tên\\n1. Một:\\na) Hai;\\n2. Ba."
    >>> root = grow(text, outline(text).provisions)
    >>> root.words() == text, [unit.loc for unit in root.walk()]
    (True, ['ALL', 'D1', 'D1.K1', 'D1.K1.Pa', 'D1.K2'])
    """
    end = len(content) if end is None else end
    root = Unit(ROOT, Level.PART, "", "", "")
    open_: list[tuple[Unit, int]] = [(root, end)]
    at = start
    for row in provisions:
        while len(open_) > 1 and row.start >= open_[-1][1]:
            at = _close(open_, content, at)
        holder = open_[-1][0]
        if row.start > at:
            holder.parts.append(content[at : row.start])
        unit = Unit(row.loc, row.level, row.number, content[row.start : row.own], row.heading, above=holder)
        holder.parts.append(unit)
        open_.append((unit, min(row.end, open_[-1][1])))
        at = row.own
    while open_:
        at = _close(open_, content, at)
    return root


def _close(open_: list[tuple[Unit, int]], content: str, at: int) -> int:
    unit, end = open_.pop()
    if end > at:
        unit.parts.append(content[at:end])
    return max(at, end)


_STEP = re.compile(r"(Ph|TM|PL|MS|[CMDKPTG])([^.]+(?:\.\d+[a-zđ]?)*)")


def steps_of(loc: str) -> tuple[tuple[str, str], ...]:
    """A place as its steps: the level's letters and the number.

    >>> steps_of("D7.K2.P2.5")
    (('D', '7'), ('K', '2'), ('P', '2.5'))
    """
    return tuple(_STEP.findall(loc))


_LAST_STEP = re.compile(r"(?:(.*)\.)?([A-Z].*)")


def parted(loc: str) -> tuple[str, str]:
    """The place that holds a place, and its own last step; of “P2.5” the number has the point.

    >>> parted("D7.K2.P2.5"), parted("D7")
    (('D7.K2', 'P2.5'), ('', 'D7'))
    """
    found = _LAST_STEP.fullmatch(loc)
    return (found[1] or "", found[2]) if found else ("", loc)


def places_of(root: Unit) -> dict[str, Unit]:
    """All units by their places; of two with the same place the first."""
    return {unit.loc: unit for unit in reversed(list(root.walk()))}


def written(root: Unit) -> tuple[str, list[Standing]]:
    """The text of a tree, and its provisions with their places in it."""
    out: list[str] = []
    rows: list[Standing] = []
    _write(root, out, rows, 0)
    return "".join(out), rows


def _write(unit: Unit, out: list[str], rows: list[Standing], at: int) -> int:
    mine, start = len(rows), at
    own = start + len(unit.label)
    out.append(unit.label)
    if unit.loc != ROOT:
        rows.append(
            Standing(
                unit.loc, unit.level, unit.number, unit.heading, start, start, own, unit.state, tuple(unit.changes)
            )
        )
    at = own
    for part in unit.parts:
        if isinstance(part, Unit):
            at = _write(part, out, rows, at)
        else:
            out.append(part)
            at += len(part)
    if unit.loc != ROOT:
        rows[mine] = replace(rows[mine], end=at)
    return at
