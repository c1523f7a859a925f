"""What changed between two days? Provision by provision: how, by which act and place, the words before and after."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vanban.consolidation import consolidate
from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.units import parted
from vanban.consolidation.values import Change, Consolidated, Settled, Standing, State, Unresolved
from vanban.model import Amendment, Document

DONE = ("applied", "settled")
WHOLE = ("TITLE", "BASIS", "ALL")
_NEW_WORDING = frozenset({"replace", "insert", "replace_annex", "insert_annex"})


class Kind(StrEnum):
    """What happened to a provision."""

    INSERTED = "inserted"
    REPLACED = "replaced"
    REWORDED = "reworded"  # its own words (title, lead-in, a phrase); what is below is told by itself
    RENUMBERED = "renumbered"
    REPEALED = "repealed"
    SUSPENDED = "suspended"
    RESUMED = "resumed"  # a suspension ended
    EXTENDED = "extended"  # holds longer than it was to
    COMMENCED = "commenced"
    LAPSED = "lapsed"  # its time is over
    REMOVED = "removed"  # gone without a word of repeal


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision that is not what it was. ``loc`` is its place on the later day, ``old_loc`` on the earlier one.

    HEAD and FOOT are the text around the provisions, ALL the whole document. The words are those printed.
    """

    kind: Kind
    loc: str
    old_loc: str | None
    before: str
    after: str
    causes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """All that changed, in the order of the later text; what could not be applied is ``unresolved``."""

    earlier: dt.date
    later: dt.date
    rows: tuple[Changed, ...]
    unresolved: tuple[Unresolved, ...]


def changes(
    original: Document, amending: Sequence[Document], earlier: dt.date, later: dt.date, settled: Sequence[Settled] = ()
) -> Between:
    """What became of each provision from the end of one day to the end of another.

    ``settled`` is what people decided for instructions that stay unresolved, as for ``consolidate``.

    >>> from vanban.parsing import parse
    >>> changes(parse("Điều 1. Tên"), [], dt.date(2020, 1, 1), dt.date(2021, 1, 1)).rows
    ()
    """
    if later < earlier:
        raise ValueError("the later day is before the earlier one")
    old, new = (consolidate(original, amending, day, settled) for day in (earlier, later))
    done = [row for row in new.applied if row.state in DONE and row.since and earlier < row.since <= later]
    days = sorted({row.since for row in done if row.since})[:-1]
    story = _Story(original, amending, earlier)
    for result in (*(consolidate(original, amending, day, settled) for day in days), new):
        story.learn(result)
    story.around = [Change(row.doc, row.own_loc, row.op, row.since) for row in done if row.at in WHOLE]
    known = set(old.unresolved)
    left = tuple(row for row in new.unresolved if row not in known)
    rows = [*_time(old, new, earlier, later, story), *_Telling(_tree(old), _tree(new), story).all()]
    return Between(earlier, later, tuple(rows), left)


def _time(old: Consolidated, new: Consolidated, earlier: dt.date, later: dt.date, story: "_Story") -> Iterator[Changed]:
    """What happened to the time for which the whole text holds."""
    if old.until != new.until:
        causes = tuple(one for one in story.around if one.op == "extend")
        yield Changed(Kind.EXTENDED, "ALL", "ALL", "", "", causes)
    if new.until is not None and earlier <= new.until < later:
        yield Changed(Kind.LAPSED, "ALL", "ALL", "", "", ())


class _Story:
    """Which instructions touched which provision in between, and what they moved."""

    def __init__(self, original: Document, amending: Sequence[Document], earlier: dt.date) -> None:
        self._earlier = earlier
        self._causes: dict[str, dict[Change, None]] = {}
        self._acts = distinct([Act(document) for document in amending])
        self._orders: dict[tuple[str, str | None, str], list[Amendment]] = {}
        self.around: list[Change] = []
        names = Act(original).names
        for act in self._acts:
            for row in act.instructions(names):
                self._orders.setdefault((act.symbol, row.own_loc, row.op), []).append(row)

    def learn(self, result: Consolidated) -> None:
        """Take up what a text says of its provisions, as far as it is new."""
        for row in result.provisions:
            for one in row.changes:
                if one.since is not None and one.since > self._earlier:
                    self._causes.setdefault(row.loc, {})[one] = None

    def causes(self, loc: str, old_loc: str | None = None) -> tuple[Change, ...]:
        """What touched a provision under either of its places."""
        return tuple(self._causes.get(old_loc or loc, {}) | self._causes.get(loc, {}))

    def meant(self, change: Change, before: str, after: str) -> bool:
        """Whether an instruction on phrases explains a change of words somewhere in the provision it names."""
        orders = self._orders.get((change.doc, change.own_loc, change.op), [])
        one, other = before.casefold(), after.casefold()
        return any(
            (row.new is not None and row.new.casefold() in other) or (row.old is not None and row.old.casefold() in one)
            for row in orders
        )

    def moves(self) -> list[dict[str, str]]:
        """The renumberings that were carried out, act by act: the old places with the new ones."""
        done = {(one.doc, one.own_loc) for causes in self._causes.values() for one in causes if one.op == "renumber"}
        found = []
        for act in self._acts:
            rows = [row for key, orders in self._orders.items() if key[0] == act.symbol for row in orders]
            found.append({row.at: row.to for row in rows if row.to and (act.symbol, row.own_loc) in done})
        return [table for table in found if table]


@dataclass(slots=True, eq=False)
class _Node:
    """A provision of one text: what is printed, its own words, those below."""

    row: Standing
    whole: str
    below: list["_Node"] = field(default_factory=list)
    own: str = ""


@dataclass(slots=True)
class _Tree:
    """A text by its provisions; ``head`` and ``foot`` stand around them."""

    tops: list[_Node]
    by_loc: dict[str, _Node]
    head: str
    foot: str


def _tree(result: Consolidated) -> _Tree:
    tops: list[_Node] = []
    by_loc: dict[str, _Node] = {}
    open_: list[_Node] = []
    text = result.text
    for row in result.provisions:
        while open_ and row.start >= open_[-1].row.end:
            open_.pop()
        node = _Node(row, text[row.start : row.end].strip())
        (open_[-1].below if open_ else tops).append(node)
        by_loc.setdefault(row.loc, node)
        open_.append(node)
    for node in by_loc.values():
        node.own = _own(text, node)
    if not tops:
        return _Tree(tops, by_loc, text.strip(), "")
    return _Tree(tops, by_loc, text[: tops[0].row.start].strip(), text[tops[-1].row.end :].strip())


def _own(text: str, node: _Node) -> str:
    """The words of a provision, number and all, without those below."""
    pieces, at = [], node.row.start
    for child in node.below:
        pieces.append(text[at : child.row.start].strip())
        at = max(at, child.row.end)
    return "\n".join(filter(None, [*pieces, text[at : node.row.end].strip()]))


class _Telling:
    """The earlier text and the later one side by side."""

    def __init__(self, old: _Tree, new: _Tree, story: _Story) -> None:
        self._old, self._new, self._story = old, new, story
        moves = story.moves()
        self._there = {_moved(loc, moves): node for loc, node in old.by_loc.items()}
        self._kept = {node for loc, node in self._there.items() if loc in new.by_loc}

    def all(self) -> Iterator[Changed]:
        """Everything that changed, in the order of the later text; what is gone behind what it stood among."""
        tops = self._new.tops
        yield from self._around("HEAD", self._old.head, self._new.head)
        told = None
        if tops and all(_state(self._there.get(node.row.loc), node) == Kind.COMMENCED for node in tops):
            told = Kind.COMMENCED
            yield Changed(told, "ALL", "ALL", "", "", ())
        for node in tops:
            yield from self._node(node, (), told)
        yield from self._gone(self._old.tops, ())
        yield from self._around("FOOT", self._old.foot, self._new.foot)

    def _around(self, loc: str, before: str, after: str) -> Iterator[Changed]:
        if before.split() != after.split():
            causes = [one for one in self._story.around if self._story.meant(one, before, after)]
            yield Changed(Kind.REWORDED, loc, loc, before, after, tuple(causes))

    def _node(self, node: _Node, above: tuple[Change, ...], told: Kind | None) -> Iterator[Changed]:
        """What became of a provision and of those below.

        ``above`` is what touched those around it; ``told`` the change of state that was told of one around it.
        """
        loc, old = node.row.loc, self._there.get(node.row.loc)
        causes = self._story.causes(loc, old.row.loc if old else None)
        if old is None:
            yield Changed(Kind.INSERTED, loc, None, "", node.whole, causes or above)
            return
        state = _state(old, node)
        kind = state if state != told else None
        if kind == Kind.RESUMED and any(one.op in _NEW_WORDING for one in causes):
            kind = None  # new wording took the place of what was suspended
        kind = kind or _kind(old, node, causes)
        if kind is not None:
            if kind == Kind.RESUMED:  # the instruction that suspended it says until when
                causes = tuple(one for one in old.row.changes if one.op == "suspend") or causes
            yield Changed(kind, loc, old.row.loc, old.whole, node.whole, _fitting(kind, causes) or above)
            if kind not in _STATES:
                return
        if old.own.split() != node.own.split():
            meant = tuple(one for one in above if not causes or self._story.meant(one, old.own, node.own))
            yield Changed(Kind.REWORDED, loc, old.row.loc, old.own, node.own, tuple(dict.fromkeys((*meant, *causes))))
        for child in node.below:
            yield from self._node(child, (*above, *causes), kind or told)
        yield from self._gone(old.below, (*above, *causes))

    def _gone(self, nodes: Sequence[_Node], above: tuple[Change, ...]) -> Iterator[Changed]:
        for node in nodes:
            if node not in self._kept:
                yield Changed(Kind.REMOVED, node.row.loc, node.row.loc, node.whole, "", above)


def _moved(loc: str, moves: Sequence[dict[str, str]]) -> str:
    """Where a provision stands after renumberings; what is below goes with it.

    >>> _moved("D5.K3.Pa", [{"D5.K3": "D5.K4", "D5.K4": "D5.K5"}])
    'D5.K4.Pa'
    """
    for table in moves:
        path, rest = loc, ""
        while path and path not in table:
            path, last = parted(path)
            rest = f".{last}{rest}"
        loc = table[path] + rest if path else loc
    return loc


_STATES = frozenset({Kind.SUSPENDED, Kind.RESUMED, Kind.COMMENCED, Kind.EXTENDED})
"""What leaves words as they are."""


def _state(old: _Node | None, new: _Node) -> Kind | None:
    """Which change of state a provision underwent."""
    if old is None or old.row.state == new.row.state:
        return None
    if new.row.state == State.REPEALED:
        return Kind.REPEALED
    if new.row.state == State.SUSPENDED:
        return Kind.SUSPENDED
    return Kind.COMMENCED if old.row.state == State.NOT_YET else Kind.RESUMED


def _kind(old: _Node, new: _Node, causes: Sequence[Change]) -> Kind | None:
    """What happened to a provision as a whole; nothing where only its words or those below it differ."""
    if parted(old.row.loc)[1] != parted(new.row.loc)[1]:
        return Kind.RENUMBERED
    if any(one.op in _NEW_WORDING for one in causes):
        return Kind.REPLACED
    return Kind.EXTENDED if any(one.op == "extend" for one in causes) else None


_OPS = {
    Kind.REPEALED: "repeal",
    Kind.SUSPENDED: "suspend",
    Kind.RENUMBERED: "renumber",
    Kind.EXTENDED: "extend",
}


def _fitting(kind: Kind, causes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Of what touched a provision, that which made this of it; all where it cannot be told apart."""
    return tuple(one for one in causes if one.op == _OPS.get(kind)) or causes
