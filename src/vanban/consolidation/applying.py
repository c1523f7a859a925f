"""What becomes of each instruction? Applied to the provision it names, or left to people with the reason."""

import datetime as dt
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import ClassVar

from vanban.consolidation import phrases, structural
from vanban.consolidation.acts import Act
from vanban.consolidation.annexes import form_at, take_annex
from vanban.consolidation.quoted import Wording, wording
from vanban.consolidation.settling import Decisions, carry_out
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import Applied, Change, Consolidated, Settled, State, Touch, Unresolved
from vanban.model import Amendment, Note

PHRASES = frozenset({"subst", "delete_phrase", "insert_phrase", "correct", "rename_doc"})
WITHIN = PHRASES | {"replace_title", "replace_lead", "suspend"}
"""What leaves each provision where it is."""
LAST = "LAST"
_SIGN_MOVED = "Dấu câu đặt sau dấu đóng ngoặc kép được lấy làm dấu kết thúc của lời văn mới."


class Bench:
    """A text on the workbench, and the ledger of what was done to it."""

    def __init__(self, root: Unit, base: Act, day: dt.date | None, decisions: Decisions) -> None:
        self.root, self.names, self.day, self.decisions = root, base.names, day, decisions
        self.kind, self.title = base.document.header.kind or "", base.printed_title
        self.applied: list[Applied] = []
        self.unresolved: list[Unresolved] = []
        self.notes: list[Note] = []
        self._new: set[Unit] = set()  # units whose words the act at hand has written whole
        self._find: dict[str, Unit] = {}  # by place; empty where places have changed since
        self._touched: list[Touch] = []  # by the instruction at hand

    def take(self, act: Act, already: bool = False) -> None:
        """Carry out an act's instructions: first those that place provisions, then those that exchange phrases."""
        self._new.clear()
        rows = act.instructions(self.names)
        self.decisions.expect(act.symbol, rows)
        for row in sorted(rows, key=lambda row: (row.op in PHRASES, row.op == "renumber", row.start)):
            self._one(act, row, already)

    def told_of(self, act: Act, amended: Consolidated) -> None:
        """What could not be applied to an amending act is not known here either, where it may concern this text."""
        articles = {_article(row.own_loc or "") for row in act.instructions(self.names)}
        for row in amended.unresolved:
            if not row.at.startswith("D") or _article(row.at) in articles:
                reason = f"Lệnh này sửa {act.symbol}, là văn bản sửa đổi văn bản này. {row.reason}"
                self.unresolved.append(replace(row, at=f"{act.symbol}#{row.at}", reason=reason))

    def _one(self, act: Act, row: Amendment, already: bool) -> None:
        since = act.day_of(row.own_loc)
        state, decided = "already" if already else "applied", self.decisions.of(act.symbol, row)
        if not already and self.day is not None and since is not None and since > self.day:
            state = "not-yet"
            self.decisions.take(decided)
        self._touched = []
        try:
            if state == "applied":
                self._carry_out(act, row, Change(act.symbol, row.own_loc, row.op, since))
        except Unsettled as problem:
            self._as_decided(act, row, since, problem, decided)
            return
        self._told(act, row, since, state)

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
                self._settle(act, row, since, decided)
            except Unsettled as other:
                reason = f"{reason} Quyết định đã lưu cho lệnh này không áp dụng được: {other}"
            else:
                self._told(act, row, since, "settled", " ".join(one.reason for one in decided if one.reason))
                return
        words = act.document.text.content[row.start : row.end]
        self.unresolved.append(Unresolved(act.symbol, row.own_loc, row.op, row.at, reason, row.start, row.end, words))

    def _settle(self, act: Act, row: Amendment, since: dt.date | None, decided: list[Settled]) -> None:
        """All that was decided for an instruction, or nothing of it."""
        if len(decided) > 1:
            trial = deepcopy(self.root)
            for one in decided:
                carry_out(_places(trial), one, Change(act.symbol, row.own_loc, one.to, since))
        for one in decided:
            self._touched += carry_out(_places(self.root), one, Change(act.symbol, row.own_loc, one.to, since))
        self._find = {}

    def _look(self) -> None:
        if not self._find:
            self._find = _places(self.root)

    def _carry_out(self, act: Act, row: Amendment, change: Change) -> None:
        self._look()
        if row.needs_human or "?" in row.at:
            raise Unsettled("Lời lệnh không nói rõ sửa đơn vị nào, hoặc sửa thế nào.")
        self._DO[row.op](self, act, row, change)
        if row.op not in WITHIN:
            self._find = {}

    def _touch(self, loc: str, before: str, after: str) -> None:
        self._touched.append(Touch(loc, before, after))

    def _target(self, loc: str) -> Unit:
        loc = loc.removesuffix(".TITLE")
        found = self._find.get(loc) or form_at(self._find, loc)
        if found is None:
            raise Unsettled(f"Văn bản không có {loc}.")
        if found.state == State.REPEALED:
            raise Unsettled(f"{loc} đã được bãi bỏ.")
        return found

    def _wording(self, act: Act, row: Amendment) -> Wording:
        if row.new_text is None:
            raise Unsettled("Lệnh không kèm lời văn mới.")
        new, at = wording(act.document, row.new_text), row.new_text.start
        left = act.leftovers.get(at) or (not new.around and act.leftovers.get(-at))
        if left:
            raise Unsettled(f"Trong khối trích còn lời văn mà không lệnh nào nhắc tới: “{left[:80]}”.")
        return new

    def _replace(self, act: Act, row: Amendment, change: Change) -> None:
        new = self._wording(act, row)
        target = self._target(row.at)
        before = target.words()
        fresh = structural.replace(target, new, change)
        self._touch(row.at, before, "\n".join(one.words() for one in fresh))
        self._signed(new, row)
        self._new |= {unit for one in fresh for unit in one.walk()}

    def _insert(self, act: Act, row: Amendment, change: Change) -> None:
        there = self._find.get(row.at)
        new = self._wording(act, row)
        if there is not None and there.state != State.REPEALED:
            named = new.named(row.at)
            if named is None or named.words().split() != there.words().split():
                raise Unsettled(f"{row.at} đã có trong văn bản.")
            return
        if there is not None:
            raise Unsettled(f"{row.at} đã có số này nhưng đã bãi bỏ; chưa rõ có dùng lại số không.")
        anchor = self._find.get(row.after) if row.after and row.after != LAST else None
        if row.after and row.after != LAST and anchor is None:
            raise Unsettled(f"Văn bản không có {row.after} để đặt đơn vị mới vào sau.")
        holder = anchor.above if anchor is not None else self._find.get(row.at.rpartition(".")[0] or ROOT)
        if holder is None:
            raise Unsettled(f"Văn bản không có đơn vị chứa {row.at}.")
        fresh = structural.insert(holder, row.at, new, anchor, change)
        self._signed(new, row)
        self._touch(row.at, "", fresh.words())
        self._new |= set(fresh.walk())

    def _signed(self, new: Wording, row: Amendment) -> None:
        if new.sign:
            self.notes.append(Note("closing-sign-moved", row.start, row.end, _SIGN_MOVED))

    def _repeal(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._find.get(row.at)
        if unit is not None and unit.state == State.REPEALED:
            return
        self._within(row, lambda unit: structural.repeal(unit, change))

    def _within(self, row: Amendment, do: Callable[[Unit], None]) -> None:
        """Change a provision where it stands, and tell its words before and after."""
        unit = self._target(row.at)
        before = unit.words()
        do(unit)
        self._touch(row.at, before, unit.words())

    def _title(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._target(row.at)
        title = row.new if row.new and row.new_text is None else structural.title_in(unit, self._wording(act, row))
        self._within(row, lambda unit: structural.retitle(unit, title, change))

    def _lead(self, act: Act, row: Amendment, change: Change) -> None:
        new = self._wording(act, row)
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

    def _annex(self, act: Act, row: Amendment, change: Change) -> None:
        fresh, touch = take_annex(self.root, self._find, act, row, change)
        self._touched.append(touch)
        self._new |= set(fresh.walk())

    def _by_hand(self, act: Act, row: Amendment, change: Change) -> None:
        raise Unsettled("Lệnh này không chỉ ra lời văn cụ thể; cần người quyết định.")

    def _where(self, row: Amendment) -> tuple[Unit | None, list[tuple[Unit, int, str]]]:
        """Where a phrase is looked for: in a provision, its title, everywhere, or before the first article."""
        if row.at in ("TITLE", "BASIS"):
            return None, [(self.root, i, part) for i, part in enumerate(self.root.parts[:1]) if isinstance(part, str)]
        if row.at == ROOT:
            return None, list(phrases.pieces(self.root))
        unit = self._target(row.at)
        if row.at.endswith(".TITLE"):
            return unit, [(unit, i, part) for i, part in enumerate(unit.parts[:1]) if isinstance(part, str)]
        return unit, list(phrases.pieces(unit))

    def _phrase(self, act: Act, row: Amendment, change: Change) -> None:
        old, new = row.old or "", row.new or ""
        unit, places = self._where(row)
        if row.op == "insert_phrase" and not old:
            self._append(unit, new, change)
            return
        if row.op == "rename_doc" and not old:
            self._rename(new)
            return
        if not old:
            raise Unsettled("Lệnh không nêu cụm từ cũ.")
        where = phrases.exchange(places, old, "" if row.op == "delete_phrase" else _result(row), _writer(row))
        if not where:
            rewritten = unit is not None and unit in self._new
            if rewritten or any(phrases.found(part, _result(row)) for _unit, _i, part in places if row.new):
                return
            raise Unsettled(f"Không thấy cụm từ “{old}” ở {row.at}.")
        if row.op == "delete_phrase":
            _tidy(where)
        _headings(where)
        for each in {id(one): one for one in ([unit] if unit else where)}.values():
            each.changes.append(change)
        for each, i, part in places:
            if each.parts[i] != part and isinstance(now := each.parts[i], str):
                label = "" if i else each.label
                loc = row.at if each is self.root else each.loc
                self._touch(loc, label + part.rstrip("\n"), label + now.rstrip("\n"))

    def _rename(self, new: str) -> None:
        """Another name for the document: its title as printed below its kind."""
        kind, old = self.kind, self.title
        if kind and new.casefold().startswith(kind.casefold()):
            new = new[len(kind) :].strip()
        head = self.root.parts[0] if self.root.parts else ""
        if not old or not new or not isinstance(head, str) or old not in head:
            raise Unsettled("Chưa rõ tên đang in của văn bản.")
        self.root.parts[0] = head.replace(old, phrases.like(old, new), 1)
        self.title = new
        self._touch("TITLE", old, phrases.like(old, new))

    def _append(self, unit: Unit | None, new: str, change: Change) -> None:
        """A phrase at the end of a provision's own words, before its closing sign."""
        if unit is None or unit.below:
            raise Unsettled("Chưa rõ cụm từ đứng ở đâu.")
        before = unit.words()
        words = "".join(part for part in unit.parts if isinstance(part, str))
        body = words.rstrip()
        sign = body[-1] if body[-1:] in ".;:" else ""
        unit.parts = [f"{body.removesuffix(sign)} {new}{sign}{words[len(body) :]}"]
        unit.changes.append(change)
        self._touch(unit.loc, before, unit.words())

    _DO: ClassVar[dict[str, Callable[..., None]]] = {
        "replace": _replace, "insert": _insert, "repeal": _repeal, "replace_title": _title, "replace_lead": _lead,
        "renumber": _renumber, "suspend": _suspend, "extend": _by_hand, "repeal_subject": _by_hand,
        "replace_annex": _annex, "insert_annex": _annex, "subst": _phrase, "delete_phrase": _phrase,
        "insert_phrase": _phrase, "correct": _phrase, "rename_doc": _phrase,
    }  # fmt: skip


def _article(loc: str) -> str:
    return loc.partition(".")[0]


def _places(root: Unit) -> dict[str, Unit]:
    return {unit.loc: unit for unit in reversed(list(root.walk()))}


def _result(row: Amendment) -> str:
    """What stands there once an instruction on a phrase was carried out."""
    if row.op == "insert_phrase":
        before = row.to == "before"
        gap = phrases.joint(row.old or "", row.new or "", before)
        return f"{row.new}{gap}{row.old}" if before else f"{row.old}{gap}{row.new}"
    return row.new or ""


def _writer(row: Amendment) -> Callable[[str], str]:
    new = row.new or ""
    if row.op == "delete_phrase":
        return lambda there: _GONE
    if row.op == "insert_phrase":
        before = row.to == "before"
        gap = phrases.joint(row.old or "", new, before)
        return lambda there: (
            f"{phrases.loud(there, new)}{gap}{there}" if before else f"{there}{gap}{phrases.loud(there, new)}"
        )
    return lambda there: phrases.like(there, new)


_GONE = "\0"
"""Stands for a phrase that was taken out, until the spaces around it are mended."""


def _tidy(units: Sequence[Unit]) -> None:
    for unit in units:
        for i, part in enumerate(unit.parts):
            while isinstance(part, str) and (at := part.find(_GONE)) >= 0:
                part = phrases.without(part, at, at + 1)
                unit.parts[i] = part


def _headings(units: Sequence[Unit]) -> None:
    """A heading is read from its line again where a phrase in it changed."""
    for unit in units:
        lead = unit.lead().strip()
        if unit.heading and not lead.startswith(unit.heading):
            unit.heading = lead.split("\n")[0].strip()
