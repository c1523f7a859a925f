"""What becomes of each instruction? Applied to the provision it names, or left to people with the reason."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar

from vanban.consolidation import phrases, structural
from vanban.consolidation.acts import Act
from vanban.consolidation.annexes import take_annex
from vanban.consolidation.quoted import Wording, wording
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import Applied, Change, State, Unresolved
from vanban.model import Amendment, Note

PHRASES = frozenset({"subst", "delete_phrase", "insert_phrase", "correct", "rename_doc"})
WITHIN = PHRASES | {"replace_title", "replace_lead", "suspend"}
"""What leaves each provision where it is."""
LAST = "LAST"
_SIGN_MOVED = "Dấu câu đặt sau dấu đóng ngoặc kép được lấy làm dấu kết thúc của lời văn mới."


class Bench:
    """A text on the workbench, and the ledger of what was done to it."""

    def __init__(self, root: Unit, base: Act, day: dt.date | None) -> None:
        self.root, self.names, self.day = root, base.names, day
        self.kind, self.title = base.document.header.kind or "", base.printed_title
        self.applied: list[Applied] = []
        self.unresolved: list[Unresolved] = []
        self.notes: list[Note] = []
        self._new: set[int] = set()  # units whose words the act at hand has written whole
        self._find: dict[str, Unit] = {}  # by place; empty where places have changed since

    def take(self, act: Act, already: bool = False) -> None:
        """Carry out an act's instructions: first those that place provisions, then those that exchange phrases."""
        self._new.clear()
        rows = act.instructions(self.names)
        for row in sorted(rows, key=lambda row: (row.op in PHRASES, row.op == "renumber", row.start)):
            self._one(act, row, already)

    def _one(self, act: Act, row: Amendment, already: bool) -> None:
        since = act.day_of(row.own_loc)
        state = "already" if already else "applied"
        if not already and self.day is not None and since is not None and since > self.day:
            state = "not-yet"
        try:
            if state == "applied":
                self._carry_out(act, row, Change(act.symbol, row.own_loc, row.op, since))
        except Unsettled as problem:
            words = act.document.text.content[row.start : row.end]
            self.unresolved.append(
                Unresolved(act.symbol, row.own_loc, row.op, row.at, str(problem), row.start, row.end, words)
            )
            return
        self.applied.append(Applied(act.symbol, row.own_loc, row.op, row.at, since, state))

    def _carry_out(self, act: Act, row: Amendment, change: Change) -> None:
        if row.needs_human or "?" in row.at:
            raise Unsettled("Lời lệnh không nói rõ sửa đơn vị nào, hoặc sửa thế nào.")
        if not self._find:
            self._find = {unit.loc: unit for unit in reversed(list(self.root.walk()))}
        self._DO[row.op](self, act, row, change)
        if row.op not in WITHIN:
            self._find = {}

    def _target(self, loc: str) -> Unit:
        found = self._find.get(loc.removesuffix(".TITLE"))
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
        fresh = structural.replace(self._target(row.at), new, change)
        self._signed(new, row)
        self._new |= {id(unit) for one in fresh for unit in one.walk()}

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
        self._new |= {id(unit) for unit in fresh.walk()}

    def _signed(self, new: Wording, row: Amendment) -> None:
        if new.sign:
            self.notes.append(Note("closing-sign-moved", row.start, row.end, _SIGN_MOVED))

    def _repeal(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._find.get(row.at)
        if unit is not None and unit.state == State.REPEALED:
            return
        structural.repeal(self._target(row.at), change)

    def _title(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._target(row.at)
        title = row.new if row.new and row.new_text is None else structural.title_in(unit, self._wording(act, row))
        structural.retitle(unit, title, change)

    def _lead(self, act: Act, row: Amendment, change: Change) -> None:
        structural.relead(self._target(row.at), self._wording(act, row), change)

    def _renumber(self, act: Act, row: Amendment, change: Change) -> None:
        if row.to is None or row.to in self._find:
            raise Unsettled("Chưa rõ số mới, hoặc số mới đã có đơn vị khác.")
        structural.renumber(self._target(row.at), row.to, change)

    def _suspend(self, act: Act, row: Amendment, change: Change) -> None:
        unit = self._target(row.at)
        for each in unit.walk():
            each.state = State.SUSPENDED
        unit.changes.append(change)

    def _annex(self, act: Act, row: Amendment, change: Change) -> None:
        take_annex(self._find, act, row, change)

    def _by_hand(self, act: Act, row: Amendment, change: Change) -> None:
        raise Unsettled("Lệnh này không chỉ ra lời văn cụ thể; cần người quyết định.")

    def _places(self, row: Amendment) -> tuple[Unit | None, list[tuple[Unit, int, str]]]:
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
        unit, places = self._places(row)
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
            rewritten = unit is not None and id(unit) in self._new
            if rewritten or any(phrases.found(part, _result(row)) for _unit, _i, part in places if row.new):
                return
            raise Unsettled(f"Không thấy cụm từ “{old}” ở {row.at}.")
        if row.op == "delete_phrase":
            _tidy(where)
        _headings(where)
        for each in {id(one): one for one in ([unit] if unit else where)}.values():
            each.changes.append(change)

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

    def _append(self, unit: Unit | None, new: str, change: Change) -> None:
        """A phrase at the end of a provision's own words, before its closing sign."""
        if unit is None or unit.below:
            raise Unsettled("Chưa rõ cụm từ đứng ở đâu.")
        words = "".join(part for part in unit.parts if isinstance(part, str))
        body = words.rstrip()
        sign = body[-1] if body[-1:] in ".;:" else ""
        unit.parts = [f"{body.removesuffix(sign)} {new}{sign}{words[len(body) :]}"]
        unit.changes.append(change)

    _DO: ClassVar[dict[str, Callable[..., None]]] = {
        "replace": _replace, "insert": _insert, "repeal": _repeal, "replace_title": _title, "replace_lead": _lead,
        "renumber": _renumber, "suspend": _suspend, "extend": _by_hand, "repeal_subject": _by_hand,
        "replace_annex": _annex, "insert_annex": _annex, "subst": _phrase, "delete_phrase": _phrase,
        "insert_phrase": _phrase, "correct": _phrase, "rename_doc": _phrase,
    }  # fmt: skip


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
