"""Which decisions about changed texts need no database? What became of a clause, and what that means for what rests."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thongsuot.documents.rules import digest


class Cause(StrEnum):
    """What happened to a document."""

    TEXT = "text"  # it has another text
    REPLACED = "replaced"  # another document stands in its place (thay thế)
    REPEALED = "repealed"  # it is gone (bãi bỏ)
    SUSPENDED = "suspended"  # it does not hold for now (ngưng hiệu lực)


WHOLE = {"replaces": Cause.REPLACED, "repeals": Cause.REPEALED, "suspends": Cause.SUSPENDED}
"""The relations to a whole document that leave what rests on it without ground."""


class How(StrEnum):
    """What became of the words that something rests on."""

    WORDS = "words"  # they are others
    AROUND = "around"  # the words that they stand under are others
    RENUMBERED = "renumbered"  # the same words stand elsewhere
    REPEALED = "repealed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"  # in force again
    ADDED = "added"  # new: nothing rests on it yet
    REPLACED = "replaced"  # with their whole document
    ENDED = "ended"  # with their whole document, and nothing stands in its place


BY_CAUSE = {Cause.REPLACED: How.REPLACED, Cause.REPEALED: How.ENDED, Cause.SUSPENDED: How.SUSPENDED}


class Decision(StrEnum):
    """What a unit decides of one thing; the last two nobody decides."""

    KEEP = "keep"  # it holds as it is (vẫn phù hợp)
    REVISE = "revise"  # it has to be changed (cần sửa)
    WITHDRAW = "withdraw"  # it goes (rút bỏ)
    OVERTAKEN = "overtaken"  # the same words have changed again: asked anew
    LAPSED = "lapsed"  # the words hold again, or what rested on them is gone


CHOICES = (Decision.KEEP, Decision.REVISE, Decision.WITHDRAW)
THINGS = ("item", "assignment", "recurrence", "exemption")
"""What can rest on a clause."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision of one text. ``own`` are its words without those of the provisions inside it."""

    loc: str
    number: str
    text: str
    own: str
    state: str = ""  # as a consolidated text tells it: repealed, suspended, …

    @property
    def body(self) -> str:
        """Its words without its number: what stays the same when it is renumbered."""
        return unnumbered(self.text, self.number)


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of a clause; ``to`` is where its words stand now, where they moved."""

    loc: str
    how: How
    to: str = ""


_FEW = 2
"""Words that a clause must have at least to be known again elsewhere."""


def unnumbered(text: str, number: str) -> str:
    """A clause's words without what numbers it.

    >>> unnumbered("Điều 5. Trách nhiệm", "5"), unnumbered("2. Lập sổ.", "2"), unnumbered("đ) Lập sổ.", "đ")
    ('Trách nhiệm', 'Lập sổ.', 'Lập sổ.')
    """
    kinds = r"(?:(?:điều|chương|mục|tiểu mục|phần|khoản|điểm|phụ lục)\s+)?"
    return re.sub(rf"^\W*{kinds}{re.escape(number)}\s*[.):–-]?\s*", "", text, count=1, flags=re.IGNORECASE).strip()


def clauses(text: str, rows: Sequence[tuple[str, str, int, int, int]], states: dict[str, str]) -> list[Clause]:
    """The provisions of a text; ``rows`` are loc, number, start, end and the place of the one around, in order."""
    inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for _loc, _number, start, end, parent in rows:
        inside[parent].append((start, end))
    return [
        Clause(loc, number, text[start:end].strip(), _without(text, start, end, inside[n]), states.get(loc, ""))
        for n, (loc, number, start, end, _parent) in enumerate(rows)
    ]


def _without(text: str, start: int, end: int, inside: Iterable[tuple[int, int]]) -> str:
    pieces = []
    for begin, stop in inside:
        pieces.append(text[start:begin])
        start = max(start, stop)
    return " ".join([*pieces, text[start:end]]).strip()


class Compared:
    """Two texts of a document: what became of each clause of the older one.

    >>> old = [Clause("D1", "1", "Điều 1. Lập sổ", "Điều 1. Lập sổ"), Clause("D2", "2", "Điều 2. Thu", "Điều 2. Thu")]
    >>> new = [Clause("D1", "1", "Điều 1. Mới", "Điều 1. Mới"), Clause("D2", "2", "Điều 2. Lập sổ", "Điều 2. Lập sổ")]
    >>> found = Compared(old, new)
    >>> found.turn("D1"), found.turn("D2").how
    (Turn(loc='D1', how=<How.RENUMBERED: 'renumbered'>, to='D2'), <How.WORDS: 'words'>)
    """

    def __init__(self, before: Iterable[Clause], after: Iterable[Clause]) -> None:
        self._before = {clause.loc: clause for clause in before}
        self._after = {clause.loc: clause for clause in after}
        self._places: dict[str, list[str]] = defaultdict(list)
        for loc, clause in self._after.items():
            self._places[digest(clause.body)].append(loc)
        self._turns: dict[str, Turn | None] = {}

    def turn(self, loc: str) -> Turn | None:
        """What became of a clause, ``""`` being the whole text; None where nothing did."""
        if loc not in self._turns:
            self._turns[loc] = self._turned(loc)
        return self._turns[loc]

    def _turned(self, loc: str) -> Turn | None:
        if not loc:
            return Turn("", How.WORDS) if any(map(self.turn, {**self._before, **self._after})) else None
        old, new = self._before.get(loc), self._after.get(loc)
        if old is None:
            return Turn(loc, How.WORDS) if new is not None else None
        if new is None or digest(old.text) != digest(new.text):
            return self._other(old, new)
        if old.state != new.state and "suspended" in (old.state, new.state):
            return Turn(loc, How.SUSPENDED if new.state == "suspended" else How.RESUMED)
        return Turn(loc, How.AROUND) if self._led_otherwise(loc) else None

    def _other(self, old: Clause, new: Clause | None) -> Turn:
        if to := self._moved(old):
            return Turn(old.loc, How.RENUMBERED, to)
        gone = new is None or new.state == "repealed" or not new.body
        return Turn(old.loc, How.REPEALED if gone and old.body else How.WORDS)

    def _moved(self, old: Clause) -> str:
        """Where exactly these words stand now and did not stand before; empty where that is nowhere, or not certain."""
        body = old.body
        if len(body.split()) < _FEW:
            return ""
        same = digest(body)
        there = [loc for loc in self._places.get(same, ()) if loc != old.loc and not self._stood(loc, same)]
        if self._after.get(old.loc) and digest(self._after[old.loc].body) == same:
            return ""
        above, _dot, step = old.loc.rpartition(".")
        moved = self._moved(self._before[above]) if above in self._before else ""
        for parent in filter(None, (moved, above)):
            inside = [loc for loc in there if loc.rpartition(".")[0] == parent]
            if len(inside) == 1 or f"{parent}.{step}" in inside:
                return inside[0] if len(inside) == 1 else f"{parent}.{step}"
        return there[0] if len(there) == 1 else ""

    def _stood(self, loc: str, same: str) -> bool:
        old = self._before.get(loc)
        return old is not None and digest(old.body) == same

    def _led_otherwise(self, loc: str) -> bool:
        """Whether a clause that it stands in has other words of its own."""
        above = loc.rpartition(".")[0]
        while above:
            old, new = self._before.get(above), self._after.get(above)
            if old and new and digest(old.own) != digest(new.own):
                return True
            above = above.rpartition(".")[0]
        return False

    def told(self) -> list[Turn]:
        """The finest clauses that changed, in the order of the older text; what is new comes last."""
        out = [turn for loc in self._before if (turn := self.turn(loc)) and self._by_itself(turn)]
        moved = {turn.to for turn in out if turn.to}
        new = {loc for loc in self._after if loc not in self._before}
        fresh = [loc for loc in self._after if loc in new and loc.rpartition(".")[0] not in new]
        return out + [Turn(loc, How.ADDED) for loc in fresh if not any(_in(loc, to) for to in moved)]

    def _by_itself(self, turn: Turn) -> bool:
        """Whether a turn is its clause's own, told neither by the one around it nor by those inside."""
        if turn.how == How.AROUND:
            return False
        around = self._before.get(turn.loc.rpartition(".")[0])
        above = self.turn(around.loc) if around else None
        if turn.how == How.WORDS:
            old, new = self._before[turn.loc], self._after.get(turn.loc)
            return new is None or digest(old.own) != digest(new.own)
        if above is None or above.how != turn.how:
            return True
        return bool(turn.to) and turn.to != f"{above.to}.{turn.loc.rpartition('.')[2]}"


def _in(loc: str, other: str) -> bool:
    return loc == other or loc.startswith(other + ".")


REMINDED = (0, 5, 10, 20, 40)
"""Working days after a change on which a unit is reminded of what it has not decided."""


def place_of(words: str, clauses_of: Sequence[tuple[str, str]]) -> list[str]:
    """The finest clauses of an issued programme in which an item's words stand.

    >>> place_of("Lập sổ theo dõi", [("MI", "I. Việc 1. Xã lập sổ theo dõi."), ("MI.K1", "1. Xã lập sổ  theo dõi.")])
    ['MI.K1']
    """
    wanted = " ".join(words.split()).rstrip(".; ").lower()
    if not wanted:
        return []
    found = [loc for loc, text in clauses_of if wanted in " ".join(text.split()).lower()]
    return [loc for loc in found if not any(other.startswith(loc + ".") for other in found)]
