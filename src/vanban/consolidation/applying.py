"""What becomes of each instruction? Applied to the provision it names, or left to people with the reason."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import ClassVar

from vanban.consolidation import phrases, structural
from vanban.consolidation.acts import Act
from vanban.consolidation.already import Missed, stands_already
from vanban.consolidation.amended import Turn
from vanban.consolidation.annexes import as_items, form_at, item_at, take_annex
from vanban.consolidation.bases import change_basis, on_bases
from vanban.consolidation.called import called
from vanban.consolidation.days import excepts, own_days
from vanban.consolidation.exceptions import but, repeal_but
from vanban.consolidation.leftover import is_lead
from vanban.consolidation.paragraphs import (
    append_paragraph,
    first_paragraph,
    is_first,
    refuse_trailing,
    repeal_paragraph,
    replace_paragraph,
    whole,
)
from vanban.consolidation.quoted import Wording, alike, as_subpoints, closed, glued_in, only_quote, wording
from vanban.consolidation.refusing import refuse, refuse_at, refuse_attached
from vanban.consolidation.rewording import (
    Exchange,
    NotFound,
    append,
    rename,
    reword,
    unveil,
    where,
    within_scope,
)
from vanban.consolidation.rows import change_rows, on_rows
from vanban.consolidation.settling import Decisions, settle
from vanban.consolidation.standing import stand
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.turns import PHRASES, in_turn, speaks_of, unclear
from vanban.consolidation.units import ROOT, Unit, places_of
from vanban.consolidation.values import Applied, Change, Settled, State, Touch, Unresolved
from vanban.model import Amendment, Level, Note

_MOVING = frozenset({"renumber", "replace_annex", "insert_annex"})  # after these, places are looked up anew
_OPEN_END = "Việc ngưng hiệu lực kéo dài đến khi có một sự kiện; chưa biết ngày kết thúc."
_OFTEN = "Cụm từ “{}” có {} chỗ ở đơn vị được nêu: lệnh được hiểu là nói đến mọi chỗ."
_SIGN_MOVED = "Dấu câu đặt sau dấu đóng ngoặc kép được lấy làm dấu kết thúc của lời văn mới."


class Bench:
    """A text on the workbench, and the ledger of what was done to it."""

    def __init__(self, root: Unit, base: Act, day: dt.date | None, decisions: Decisions) -> None:
        self.root, self.base, self.day, self.decisions = root, base, day, decisions
        self.until = base.document.header.effective.until
        self.kind, self.title = base.document.header.kind or "", base.printed_title
        self.applied: list[Applied] = []
        self.unresolved: list[Unresolved] = []
        self.notes: list[Note] = []
        self._new: set[Unit] = set()  # units whose words the act at hand has written whole
        self._find: dict[str, Unit] = {}  # by place; empty where places have changed since
        self._touched: list[Touch] = []  # by the instruction at hand
        self._unclear: frozenset[str] = frozenset()  # places that the act at hand numbers anew
        self._done: set[Exchange] = set()
        self._missed: Missed = {}

    def take(self, waiting: Sequence[Turn]) -> None:
        """Carry out instructions, day after day, on each day act after act."""
        self.decisions.expect((turn.act.symbol, turn.row) for turn in waiting)
        last = dt.date.max
        waiting = sorted(waiting, key=lambda turn: (turn.holds.since or last, turn.act.order))
        for _day_and_act, group in groupby(waiting, key=lambda turn: (turn.holds.since, turn.act.order)):
            self._new.clear()
            turns = {id(turn.row): turn for turn in group}
            rows = in_turn([turn.row for turn in turns.values()])
            self._look()
            self._unclear, moved = unclear(rows, self._find), False
            told, left = len(self.applied), len(self.unresolved)
            for row in rows:
                moved = moved or row.op == "renumber"
                self._one(turns[id(row)], moved)
            if any(row.op in PHRASES for row in rows):
                unveil(self.root)
            if stands_already(self.applied[told:], self.unresolved[left:], self._missed):
                self.applied += [self._missed[row][0] for row in self.unresolved[left:]]
                del self.unresolved[left:]

    def _one(self, turn: Turn, moved: bool) -> None:
        act, row, holds = turn.act, turn.row, turn.holds
        decided = self.decisions.of(act.symbol, row)
        state = "already" if act.names & self.base.within else holds.at(self.day)
        if state == "not-yet":
            self.decisions.take(decided)
        self._touched = []
        since = holds.since
        try:
            refuse_at(row, state, turn.doubt)
            if state == "yes" and moved and speaks_of(row, self._unclear):
                raise Unsettled(f"Chưa rõ {row.at} là số cũ hay số mới sau khi đánh số lại.")
            if state == "yes":
                until = holds.until if row.op == "suspend" else None
                self._carry_out(act, row, Change(act.symbol, row.own_loc, row.op, since, until))
                if holds.open_end:
                    self.notes.append(Note("suspended-until-an-event", row.start, row.end, _OPEN_END))
        except Unsettled as problem:
            self._as_decided(act, row, since, problem, decided)
            return
        self._told(act, row, since, "applied" if state == "yes" else state)

    def _told(self, act: Act, row: Amendment, since: dt.date | None, state: str, reason: str = "") -> None:
        touched = tuple(self._touched)
        self.applied.append(Applied(act.symbol, row.own_loc, row.op, row.at, since, state, touched, reason))

    def _as_decided(
        self, act: Act, row: Amendment, since: dt.date | None, problem: Unsettled, decided: list[Settled]
    ) -> None:
        """What people decided for an instruction that stays unsettled; else it is left to them."""
        self.decisions.take(decided)
        reason = str(problem)
        if decided:
            try:
                unveil(self.root)
                self._touched += settle(self.root, decided, Change(act.symbol, row.own_loc, row.op, since))
                self._find = {}
            except Unsettled as other:
                reason = f"{reason} Quyết định đã lưu cho lệnh này không áp dụng được: {other}"
            else:
                self._told(act, row, since, "settled", " ".join(one.reason for one in decided if one.reason))
                return
        words = act.document.text.content[row.start : row.end]
        left = Unresolved(act.symbol, row.own_loc, row.op, row.at, reason, row.start, row.end, words)
        self.unresolved.append(left)
        if isinstance(problem, NotFound) and not decided:
            there = Applied(act.symbol, row.own_loc, row.op, row.at, since, "already")
            self._missed[left] = there, problem.there

    def _look(self) -> None:
        if not self._find:
            self._find = places_of(self.root)

    def _carry_out(self, act: Act, row: Amendment, change: Change) -> None:
        self._look()
        words = act.document.text.content[row.start : row.end]
        row = called(self._find, row, words)
        if on_bases(row, words):
            self._took(change_basis(self.root, act.document, row))
            return
        if on_rows(row, words):
            self._touched += change_rows(self._target(row.at), row, words, change)
            return
        refuse(row, words, self._find)
        self._DO[row.op](self, act, row, change)
        if row.op in _MOVING:
            self._find = {}

    def _moved(self, gone: Iterable[Unit], come: Iterable[Unit]) -> None:
        """Some units left the text, others came into it."""
        for unit in gone:
            if self._find.get(unit.loc) is unit:
                del self._find[unit.loc]
        for unit in come:
            if self._find.setdefault(unit.loc, unit) is not unit:  # twice the same place: the first counts
                self._find = {}
                return

    def _took(self, touch: Touch | None) -> None:
        self._touched += [touch] if touch else []

    def _target(self, loc: str) -> Unit:
        loc = loc.removesuffix(".TITLE")
        found = self._find.get(loc) or form_at(self._find, loc) or item_at(self._find, loc)
        if found is None:
            raise Unsettled(f"Văn bản không có {loc}.")
        if f"{loc}~2" in self._find:
            raise Unsettled(f"Văn bản có hai {loc}; chưa rõ lệnh nói đơn vị nào.")
        if found.state == State.REPEALED:
            raise Unsettled(f"{loc} đã được bãi bỏ.")
        return found

    def _wording(self, act: Act, row: Amendment) -> Wording:
        if row.new_text is None:
            raise Unsettled("Lệnh không kèm lời văn mới.")
        new, at = wording(act.document, row.new_text), row.new_text.start
        left = act.leftovers.get(at) or (not new.around and act.leftovers.get(-at))
        if left and not is_lead(left, self._find, act.document, row):
            raise Unsettled(f"Trong hoặc sau khối trích còn lời văn mà không lệnh nào nhắc tới: “{left[:80]}”.")
        as_subpoints(new, row.at)
        if glued := glued_in(act.document, row, new):
            raise Unsettled(f"Trong lời văn mới, {glued} in liền vào đơn vị trước; chưa rõ tách ở đâu.")
        return new

    def _replace(self, act: Act, row: Amendment, change: Change) -> None:
        new = self._wording(act, row)
        target = self._target(row.at)
        if row.needs_human and row.new_text is not None:
            words = act.document.text.content[row.start : row.new_text.start]
            self._touched += replace_paragraph(words, row, target, new, change)
            return
        if self._written_so(target, new):
            return
        if "\n" not in new.words:
            refuse_trailing(target)
        refuse_attached(self._find, target, new)
        if structural.rank(target.level) < structural.rank(Level.ARTICLE):
            structural.refuse_double(self._find, new.root.walk(), target.loc, target)
        before = target.words()
        fresh = structural.replace(target, new, change)
        written = [unit for one in fresh for unit in one.walk()]
        self._moved(target.walk(), written)
        self._took(Touch(row.at, before, "\n".join(one.words() for one in fresh)))
        self._signed(new, row)
        self._new.update(written)

    def _written_so(self, target: Unit, new: Wording | None) -> bool:
        """Whether the act at hand wrote a provision so; another wording beside it, or a repeal, is for people."""
        if target not in self._new:
            return False
        named = new.named(target.loc) if new else None
        if new is None or not alike(named.words() if named else new.words, target.words()):
            raise Unsettled(f"Lệnh khác của cùng văn bản vừa viết lại {target.loc}; chưa rõ lệnh nào được theo.")
        return True

    def _insert(self, act: Act, row: Amendment, change: Change) -> None:
        row = as_items(self._find, row)
        there, new = self._find.get(row.at), self._wording(act, row)
        if there is not None and there.state != State.REPEALED:
            named = new.named(row.at) or structural.labelled(row.at, new)
            if not alike(named.words(), there.words()):
                raise Unsettled(f"{row.at} đã có trong văn bản.")
            return
        if there is not None:
            raise Unsettled(f"{row.at} đã có số này nhưng đã bãi bỏ; chưa rõ có dùng lại số không.")
        stop = row.new_text.start if row.new_text else row.end
        fresh = stand(self._find, row, act.document.text.content[row.start : stop], new)
        structural.settle_in(fresh, row.at, change)
        closed(fresh, new.sign)
        self._signed(new, row)
        self._moved((), fresh.walk())
        self._took(Touch(row.at, "", fresh.words()))
        self._new |= set(fresh.walk())

    def _signed(self, new: Wording, row: Amendment) -> None:
        if new.sign:
            self.notes.append(Note("closing-sign-moved", row.start, row.end, _SIGN_MOVED))

    def _repeal(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._find.get(row.at)
        if unit is not None and unit.state == State.REPEALED:
            return
        target = self._target(row.at)
        words = act.document.text.content[row.start : row.end]
        if row.needs_human and not excepts(words):
            self._touched += repeal_paragraph(words, row, target, change)
            return
        self._written_so(target, None)
        refuse_trailing(target)
        before = list(target.walk())
        if excepts(words):
            self._within(row, lambda unit: repeal_but(self._find, words, row, act.mates(row), unit, change))
        else:
            self._within(row, lambda unit: structural.repeal(unit, change))
        kept = set(before[0].walk())
        self._moved((each for each in before if each not in kept), ())

    def _within(self, row: Amendment, do: Callable[[Unit], None]) -> None:
        """Change a provision where it stands, and tell its words before and after."""
        unit = self._target(row.at)
        before = unit.words()
        do(unit)
        self._took(Touch(row.at, before, unit.words()))

    def _title(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._target(row.at)
        title = row.new if row.new and row.new_text is None else structural.title_in(unit, self._wording(act, row))
        self._within(row, lambda unit: structural.retitle(unit, title, change))

    def _lead(self, act: Act, row: Amendment, change: Change) -> None:
        new, unit = self._wording(act, row), self._target(row.at)
        first = is_first(act.document.text.content[row.start : row.end], row.at)
        if first and (touch := first_paragraph(unit, structural.words_of_lead(unit, new), change)):
            self._took(touch)
            return
        self._within(row, lambda unit: structural.relead(unit, new, change))

    def _renumber(self, act: Act, row: Amendment, change: Change) -> None:
        if row.to is None or row.to in self._find:
            raise Unsettled("Chưa rõ số mới, hoặc số mới đã có đơn vị khác.")
        to = row.to
        self._within(row, lambda unit: structural.renumber(unit, to, change))

    def _suspend(self, act: Act, row: Amendment, change: Change) -> None:
        def suspended(unit: Unit) -> None:
            for each in unit.walk():
                each.state = State.SUSPENDED
            unit.changes.append(change)

        self._within(row, suspended)

    def _extend(self, act: Act, row: Amendment, change: Change) -> None:
        until = own_days(act.document, row)[1]
        if until is None:
            raise Unsettled("Lệnh không nêu ngày được kéo dài đến.")
        if row.at == ROOT:
            self.until = until
            return
        self._target(row.at).changes.append(replace(change, until=until))

    def _annex(self, act: Act, row: Amendment, change: Change) -> None:
        fresh, touch = take_annex(self.root, self._find, act, row, change)
        self._touched.append(touch)
        self._new |= set(fresh.walk())

    def _by_hand(self, act: Act, row: Amendment, change: Change) -> None:
        raise Unsettled("Lệnh này không chỉ ra lời văn cụ thể; cần người quyết định.")

    def _phrase(self, act: Act, row: Amendment, change: Change) -> None:
        unit, places = where(self.root, row, self._target)
        if row.op == "rename_doc" and not row.old:
            self.title, touch = rename(self.root, self.kind, self.title, row.new or only_quote(act.document, row))
            self._touched.append(touch)
        elif row.op == "insert_phrase" and not row.old and row.new_text is not None:
            words = act.document.text.content[row.start : row.new_text.start]
            self._took(append_paragraph(unit, words, self._wording(act, row), change))
        elif row.op == "insert_phrase" and not row.old:
            self._took(append(unit, row.new or "", change))
        else:
            words = act.document.text.content[row.start : row.end]
            words, places = but(self._find, words, row, act.mates(row), places)
            meant = within_scope(words, row, unit, places)
            often = sum(len(phrases.found(part, row.old or "")) for _unit, _i, part in meant)
            if often > 1 and unit is not None:
                self.notes.append(Note("phrase-more-than-once", row.start, row.end, _OFTEN.format(row.old, often)))
            try:
                self._touched += reword(unit, meant, row, change, self._new, self._done)
            finally:
                if meant is not places and unit is not None:
                    whole(unit)

    _DO: ClassVar[dict[str, Callable[..., None]]] = {
        "replace": _replace, "insert": _insert, "repeal": _repeal, "replace_title": _title, "replace_lead": _lead,
        "renumber": _renumber, "suspend": _suspend, "extend": _extend, "repeal_subject": _by_hand,
        "replace_annex": _annex, "insert_annex": _annex, "subst": _phrase, "delete_phrase": _phrase,
        "insert_phrase": _phrase, "correct": _phrase, "rename_doc": _phrase,
    }  # fmt: skip
