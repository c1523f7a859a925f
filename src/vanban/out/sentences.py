"""In which sentences do footnotes say what was done? With the verb of the instruction, its place, act and day."""

import datetime as dt
import re
from dataclasses import dataclass

from vanban.consolidation import Applied, Standing, Touch
from vanban.consolidation.acts import Act
from vanban.model import Amendment, Document, Level
from vanban.out.citing import called, long_day
from vanban.out.places import place

_UNITS = {
    Level.PART: "phần",
    Level.CHAPTER: "chương",
    Level.SECTION: "mục",
    Level.SUBSECTION: "tiểu mục",
    Level.ARTICLE: "điều",
    Level.CLAUSE: "khoản",
    Level.POINT: "điểm",
    Level.SUBPOINT: "tiết",
    Level.DASH: "gạch đầu dòng",
}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DO = {
    "replace": ("sửa đổi, bổ sung", "sửa đổi", "sửa", "thay thế", "thay"),
    "insert": ("bổ sung", "thêm"),
    "repeal": ("bãi bỏ", "hủy bỏ", "bỏ"),
}
"""The words of instructions, the default first."""
_SAID = {"sửa": "sửa đổi", "thay": "thay thế", "thêm": "bổ sung"}
_LIKE = {
    "replace_title": "replace", "replace_lead": "replace", "replace_annex": "replace", "insert_annex": "insert",
    "subst": "replace", "delete_phrase": "repeal", "insert_phrase": "insert",
}  # fmt: skip


@dataclass(slots=True)
class Event:
    """What an instruction did to one place."""

    row: Applied
    touch: Touch
    loc: str


class Sentences:
    """Puts instructions into the sentences of footnotes."""

    def __init__(self, original: Document, acts: dict[str, Act]) -> None:
        self._acts = acts
        self._names = {symbol: called(act.document, [original]) for symbol, act in acts.items()}
        self._orders: dict[tuple[str, str | None, str, str], Amendment] = {}
        for act in acts.values():
            for row in act.document.amendments:
                self._orders.setdefault((act.symbol, row.own_loc, row.op, row.at), row)

    def name(self, symbol: str) -> str:
        """The full name of an act."""
        return self._names.get(symbol, symbol)

    def told(self, events: list[Event], unit: Standing) -> str:
        """What happened to a provision, sentence by sentence; the same thing twice is counted."""
        subjects = [self._subject(event, unit) for event in events]
        count = subjects.count(subjects[0])
        counted = count > 1 and len(set(subjects)) == 1
        said = []
        for number, (event, subject) in enumerate(zip(events, subjects, strict=True)):
            if event.row.op == "extend":
                said.append(self.extended(event.row, unit_name(unit), _until(event.row, unit)))
                continue
            times = f" lần thứ {_ORDINALS[number]}" if counted and number < len(_ORDINALS) else ""
            dated = event.row.op != "suspend" or _until(event.row, unit) is None
            said.append(f"{subject}{times} {self._source(event.row, dated)}{_decided(event.row)}")
        return " ".join(dict.fromkeys(said))

    def extended(self, row: Applied, name: str, until: dt.date | None) -> str:
        """The sentence that something holds longer."""
        longer = f" đến hết {long_day(until)}" if until else ""
        return f"Thời hạn thực hiện {name} được kéo dài{longer} {self._source(row)}"

    def phrase(self, event: Event) -> tuple[str, str]:
        """The words that were put in, empty where some were taken out; and the sentence."""
        row = event.row
        order = self.order(row)
        old, new = (order.old or "", order.new or "") if order else ("", "")
        sort = self._sort(row, old or new)
        if row.op == "delete_phrase":
            return "", f"{sort} “{old}” được {self._verb(row, 'bỏ')} {self._source(row)}"
        if row.op == "insert_phrase":
            return new, f"{sort} “{new}” được bổ sung {self._source(row)}"
        if row.op == "rename_doc":
            return event.touch.after, f"Tên văn bản này được sửa đổi {self._source(row)}"
        verb = "đính chính thành" if row.op == "correct" else "thay thế bằng"
        return new, f"{sort} “{old}” được {verb} {sort.lower()} “{new}” {self._source(row)}"

    def order(self, row: Applied) -> Amendment | None:
        """The instruction as the act has it."""
        return self._orders.get((row.doc, row.own_loc, row.op, row.at))

    def _first_line(self, row: Applied) -> str:
        order = self.order(row)
        words = self._acts[row.doc].document.text.content[order.start : order.end] if order else ""
        return words.split("\n")[0].lower()

    def _verb(self, row: Applied, default: str = "") -> str:
        """The verb as the instruction has it: sửa đổi, bổ sung, or only sửa đổi."""
        verbs = _DO[_LIKE.get(row.op, row.op)]
        line = self._first_line(row)
        found = min(((line.find(verb), n) for n, verb in enumerate(verbs) if verb in line), default=None)
        verb = verbs[found[1]] if found else default or verbs[0]
        return _SAID.get(verb, verb)

    def _sort(self, row: Applied, words: str) -> str:
        """Cụm từ or từ, as the instruction calls it."""
        single = re.search(rf"(cụm )?từ “\s*{re.escape(words.lower())}", self._first_line(row))
        return "Từ" if single and not single[1] else "Cụm từ"

    def _subject(self, event: Event, unit: Standing) -> str:
        """“Khoản này được sửa đổi, bổ sung”; annexes and forms are called by their number."""
        row = event.row
        name = unit_name(unit)
        if row.op == "replace_title":
            return f"Tên {name} được {self._verb(row)}"
        if row.op == "replace_lead":
            return f"Đoạn mở đầu {name} được {self._verb(row)}"
        name = name[:1].upper() + name[1:]
        if row.op == "suspend":
            until = _until(row, unit)
            span = f" từ {long_day(row.since)} đến hết {long_day(until)}" if row.since and until else ""
            return f"{name} ngưng hiệu lực thi hành{span}"
        if row.op == "renumber":
            return f"{name} được đánh số lại"
        if row.op in _DO or row.op in _LIKE:
            return f"{name} được {self._verb(row)}"
        return f"{name} được sửa đổi"

    def _source(self, row: Applied, dated: bool = True) -> str:
        """Where it is said, and since when it holds."""
        where = f"quy định tại {place(row.own_loc)} của " if row.own_loc else ""
        holds = "kể từ" if row.op == "suspend" else "có hiệu lực kể từ"
        since = f", {holds} {long_day(row.since)}" if row.since and dated else ""
        return f"theo {where}{self.name(row.doc)}{since}."


def _decided(row: Applied) -> str:
    """That people settled it, and why."""
    if row.state != "settled":
        return ""
    reason = row.reason.strip().rstrip(".")
    return f" Nội dung này do người rà soát xác định{f': {reason}' if reason else ''}."


def unit_name(unit: Standing) -> str:
    """“khoản này”; annexes and forms are called by their number."""
    return f"{_UNITS[unit.level]} này" if unit.level in _UNITS else place(unit.loc.rpartition(".")[2])


def _until(row: Applied, unit: Standing) -> dt.date | None:
    """The last day of a suspension, or of what was extended."""
    mine = (row.doc, row.own_loc, row.op)
    return next((one.until for one in unit.changes if (one.doc, one.own_loc, one.op) == mine), None)
