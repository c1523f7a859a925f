"""What did people decide for instructions that words and text do not settle? Each decision done exactly, or told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace

from vanban.consolidation import structural
from vanban.consolidation.quoted import said
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import Unit, places_of
from vanban.consolidation.values import Change, Settled, State, Touch
from vanban.model import Amendment, Level, Note

type Key = tuple[str, str | None, str, int]


class Decisions:
    """What was decided, and what of it found its instruction."""

    def __init__(self, settled: Sequence[Settled]) -> None:
        self.given = tuple(dict.fromkeys(settled))
        self._used: set[Settled] = set()
        self._places: Counter[Key] = Counter()

    def expect(self, rows: Iterable[tuple[str, Amendment]]) -> None:
        """The instructions that will come: one that names a single place is meant whatever place was decided."""
        self._places = Counter(_key(symbol, row) for symbol, row in rows)

    def of(self, symbol: str, row: Amendment) -> list[Settled]:
        """The decisions for an instruction, in the order given."""
        if not self.given:
            return []
        key = _key(symbol, row)
        only = self._places[key] == 1
        return [
            one
            for one in self.given
            if (one.doc, one.own_loc, one.op, one.start) == key
            and ((one.row == row.at) if one.row else (only or one.at == row.at))
        ]

    def take(self, found: Sequence[Settled]) -> None:
        """They met an instruction that waits for them, or that holds only later."""
        self._used.update(found)

    def lent(self, idle: Sequence[Settled]) -> None:
        """They were lent to the consolidation of an amending act, where some stayed idle."""
        self.take([one for one in self.given if one not in idle])

    @property
    def idle(self) -> tuple[Settled, ...]:
        """Those that found nothing to decide."""
        return tuple(one for one in self.given if one not in self._used)

    def notes(self) -> list[Note]:
        """The same, for people."""
        return [
            Note("settled-idle", one.start, one.start, _IDLE.format(one.doc, one.own_loc or "?", one.at))
            for one in self.idle
        ]


_IDLE = (
    "Quyết định đã lưu cho lệnh tại {1} của {0} ({2}) không được dùng: lệnh ấy nay áp dụng được theo lời văn của nó, "
    "hoặc không còn trong các văn bản sửa đổi. Hãy xem lại quyết định."
)


def _key(symbol: str, row: Amendment) -> Key:
    return symbol, row.own_loc, row.op, row.start


def settle(root: Unit, decided: Sequence[Settled], change: Change) -> list[Touch]:
    """All that was decided for an instruction, or nothing of it; what it touched."""
    if len(decided) > 1:
        trial = deepcopy(root)
        for one in decided:
            carry_out(places_of(trial), one, replace(change, op=one.to))
    return [touch for one in decided for touch in carry_out(places_of(root), one, replace(change, op=one.to))]


def carry_out(find: Mapping[str, Unit], one: Settled, change: Change) -> list[Touch]:
    """Do what was decided; what it touched."""
    if one.to == "none":
        return []
    unit = find.get(one.at)
    if unit is None or unit.above is None:
        raise Unsettled(f"văn bản không có {one.at}.")
    before = unit.words()
    if one.to == "insert":
        return [_insert(find, unit, one, change)]
    if unit.state == State.REPEALED:
        raise Unsettled(f"{one.at} đã được bãi bỏ.")
    if one.to == "repeal":
        structural.repeal(unit, change)
        return [Touch(one.at, before, unit.words())]
    if not one.words.strip():
        raise Unsettled("quyết định không kèm lời văn mới.")
    fresh = structural.replace(unit, said(one.words), change)
    return [Touch(one.at, before, "\n".join(each.words() for each in fresh))]


def _insert(find: Mapping[str, Unit], after: Unit, one: Settled, change: Change) -> Touch:
    """Words behind a provision: of its rank beside it, of lower rank at its end, bare words as its last line."""
    new = said(one.words)
    if not new.words:
        raise Unsettled("quyết định không kèm lời văn mới.")
    if not new.tops:
        after.parts.append("\n" + new.words)
        after.changes.append(change)
        return Touch(after.loc, "", new.words)
    ranks = {structural.rank(top.level) for top in new.tops}
    own = structural.rank(after.level)
    if not new.numbered or len(ranks) > 1 or min(ranks) < own or (min(ranks) > own and after.level in _WIDE):
        raise Unsettled(f"lời văn mới không cùng cấp với {after.loc}.")
    inside = min(ranks) > own
    holder, anchor = (after, None) if inside else (after.above, after)
    assert holder is not None
    locs = [f"{after.loc}.{top.loc}" if inside else structural.beside(after, top) for top in new.tops]
    if taken := [loc for loc in locs if loc in find]:
        raise Unsettled(f"{', '.join(taken)} đã có trong văn bản.")
    for top, loc in zip(new.tops, locs, strict=True):
        anchor = structural.enter(holder, top, loc, anchor, change)
    return Touch(one.at, "", new.words)


_WIDE = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.ANNEX)
"""Levels whose articles have places of their own."""
