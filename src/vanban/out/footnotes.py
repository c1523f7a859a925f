"""Which footnotes stand in a consolidated text? At each changed place: how, by which act, since when."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from vanban.consolidation import Applied, Consolidated, Standing, Touch
from vanban.consolidation.acts import Act, distinct
from vanban.consolidation.between import DONE
from vanban.model import Amendment, Document, Level
from vanban.out.akn.sections import part_of
from vanban.out.citing import called, long_day
from vanban.out.places import place

PHRASES = frozenset({"subst", "delete_phrase", "insert_phrase", "correct", "rename_doc"})
_WHOLE = frozenset({"replace", "insert", "repeal", "replace_annex", "insert_annex"})
_AROUND = ("TITLE", "BASIS", "ALL")
UNITS = {
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


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its number, where the number stands in the consolidated text, and the provision it speaks of.

    ``loc`` is HEAD for what stands before the first provision.
    """

    number: int
    at: int
    loc: str
    text: str


@dataclass(slots=True)
class _Event:
    """What an instruction did to one place."""

    row: Applied
    touch: Touch
    loc: str = field(default="")


def footnotes(result: Consolidated, original: Document, amending: Sequence[Document]) -> tuple[Footnote, ...]:
    """The notes of a consolidated text, in the order of their numbers in it.

    >>> from vanban import parse
    >>> from vanban.consolidation import consolidate
    >>> one = parse("Điều 1. Tên")
    >>> footnotes(consolidate(one, []), one, [])
    ()
    """
    acts = {act.symbol: act for act in distinct([Act(document) for document in amending])}
    writer = _Writer(original, acts)
    units = {row.loc: row for row in reversed(result.provisions)}
    found = [
        *_bases(result, acts, writer),
        *(
            note
            for loc, events in _standing(result, writer).items()
            for note in _notes(loc, events, result, units, writer)
        ),
        *_commencements(result, acts, writer),
    ]
    ordered = sorted(found, key=lambda note: note.at)
    return tuple(replace(note, number=number) for number, note in enumerate(ordered, 1))


def _standing(result: Consolidated, writer: "_Writer") -> dict[str, list[_Event]]:
    """What was done to each place and still shows there, under the number it has now.

    What a later wording of the whole wiped out is left out.
    """
    events: list[_Event] = []
    for row in result.applied:
        if row.state not in DONE:
            continue
        for touch in row.touched:
            loc = touch.loc.removesuffix(".TITLE")
            if row.op in _WHOLE:
                events = [
                    one
                    for one in events
                    if not one.loc.startswith(loc + ".") and not (one.loc == loc and one.row.op in PHRASES)
                ]
            events.append(_Event(row, touch, loc))
            order = writer.order(row)
            if row.op == "renumber" and order and order.to:
                for one in events:
                    if one.loc == loc or one.loc.startswith(loc + "."):
                        one.loc = order.to + one.loc[len(loc) :]
    places: dict[str, list[_Event]] = {}
    for event in events:
        places.setdefault(event.loc, []).append(event)
    return places


def _notes(
    loc: str, events: list[_Event], result: Consolidated, units: dict[str, Standing], writer: "_Writer"
) -> Iterator[Footnote]:
    """The notes at one place: one behind its number for what happened to it whole, one behind each phrase."""
    unit = units.get(loc)
    if unit is None and loc not in _AROUND:
        return
    first = result.provisions[0].start if result.provisions else len(result.text)
    start, own, end = (unit.start, unit.own, unit.end) if unit else (0, 0, first)
    label = start + len(result.text[start:own].rstrip())
    whole = [event for event in events if event.row.op not in PHRASES]
    if whole and unit is not None:
        yield Footnote(0, label, loc, writer.told(whole, unit))
    for event in {(one.row.doc, one.row.own_loc, one.row.op): one for one in reversed(events)}.values():
        if event.row.op in PHRASES:
            words, said = writer.phrase(event)
            at = _behind(result.text, own if words else start, end, event.touch, words)
            yield Footnote(0, label if at is None and unit else at or end, "HEAD" if unit is None else loc, said)


def _behind(text: str, start: int, end: int, touch: Touch, words: str) -> int | None:
    """Where a phrase that was put in ends, at or behind the first place at which the words changed."""
    common = next((i for i, pair in enumerate(zip(touch.before, touch.after, strict=False)) if pair[0] != pair[1]), 0)
    if not words:
        at = text.find(touch.after[max(0, common - 20) : common], start, end) if common else -1
        return at + min(20, common) if at >= 0 else None
    there, words = text[start:end].lower(), words.lower()
    at = there.find(words, max(0, common - len(words)))
    at = at if at >= 0 else there.find(words)
    return start + at + len(words) if at >= 0 else None


class _Writer:
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

    def told(self, events: list[_Event], unit: Standing) -> str:
        """What happened to a provision, sentence by sentence; the same thing twice is counted."""
        subjects = [self._subject(event, unit) for event in events]
        count = subjects.count(subjects[0])
        counted = count > 1 and len(set(subjects)) == 1
        said = []
        for number, (event, subject) in enumerate(zip(events, subjects, strict=True)):
            times = f" lần thứ {_ORDINALS[number]}" if counted and number < len(_ORDINALS) else ""
            said.append(f"{subject}{times} {self._source(event.row)}")
        return " ".join(dict.fromkeys(said))

    def phrase(self, event: _Event) -> tuple[str, str]:
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

    def _subject(self, event: _Event, unit: Standing) -> str:
        """“Khoản này được sửa đổi, bổ sung”; annexes and forms are called by their number."""
        row = event.row
        name = f"{UNITS[unit.level]} này" if unit.level in UNITS else place(unit.loc.rpartition(".")[2])
        if row.op == "replace_title":
            return f"Tên {name} được {self._verb(row)}"
        if row.op == "replace_lead":
            return f"Đoạn mở đầu {name} được {self._verb(row)}"
        name = name[:1].upper() + name[1:]
        if row.op == "suspend":
            return f"{name} ngưng hiệu lực thi hành"
        if row.op == "renumber":
            return f"{name} được đánh số lại"
        if row.op in _DO or row.op in _LIKE:
            return f"{name} được {self._verb(row)}"
        return f"{name} được sửa đổi"

    def _source(self, row: Applied) -> str:
        """Where it is said, and since when it holds."""
        where = f"quy định tại {place(row.own_loc)} của " if row.own_loc else ""
        holds = "kể từ" if row.op == "suspend" else "có hiệu lực kể từ"
        since = f", {holds} {long_day(row.since)}" if row.since else ""
        return f"theo {where}{self.name(row.doc)}{since}."


def _used(result: Consolidated, acts: dict[str, Act]) -> list[Act]:
    """The acts that changed the text, in the order in which they apply."""
    done = {row.doc for row in result.applied if row.state in DONE}
    return [act for symbol, act in acts.items() if symbol in done]


def _bases(result: Consolidated, acts: dict[str, Act], writer: _Writer) -> Iterable[Footnote]:
    """What the amending acts are based on, in one note behind the bases of the text."""
    said = []
    for act in _used(result, acts):
        content, units = act.document.text.content, act.document.provisions
        lines = list(re.finditer(r"[^\n]*\S[^\n]*", content[: units[0].start if units else 0]))
        first = next((line.start() for line in lines if part_of(line[0]) == "citation"), None)
        if first is not None:
            quoted = " ".join(content[first : units[0].start].split())
            said.append(f"{writer.name(act.symbol)} có căn cứ ban hành như sau: “{quoted}”.")
    if said and result.provisions:
        head = result.text[: result.provisions[0].start]
        lines = [line for line in re.finditer(r"[^\n]*\S[^\n]*", head) if part_of(line[0]) == "citation"]
        at = lines[0].end() if lines else len(head.rstrip())
        yield Footnote(0, at, "HEAD", " ".join(said))


_LAST = re.compile(r"thi hành|hiệu lực", re.IGNORECASE)


def _commencements(result: Consolidated, acts: dict[str, Act], writer: _Writer) -> Iterable[Footnote]:
    """What the amending acts say of their taking effect, in one note at the head of the text's own last provisions."""
    said = []
    for act in _used(result, acts):
        document = act.document
        ordering = {(row.own_loc or "").partition(".")[0] for row in document.amendments}
        tops = [unit for unit in document.provisions if unit.level == Level.ARTICLE and unit.loc[0] == "D"]
        last = max((n for n, unit in enumerate(tops) if unit.loc in ordering), default=-1)
        behind = [unit for unit in tops[last + 1 :] if unit.loc not in ordering]
        if behind:
            places = ", ".join(place(unit.loc) for unit in behind)
            quoted = " ".join(" ".join(document.text.content[unit.start : unit.end].split()) for unit in behind)
            since = f", có hiệu lực kể từ {long_day(act.since)}" if act.since else ""
            said.append(f"{places} của {writer.name(act.symbol)}{since} quy định như sau: “{quoted}”.")
    mine = [row for row in result.provisions if row.loc[0] in "CD" and row.level in (Level.CHAPTER, Level.ARTICLE)]
    if said and mine:
        closing = [row for row in mine if _LAST.search(row.heading)]
        chapters = [row for row in closing if row.level == Level.CHAPTER]
        unit = (chapters or closing or mine)[-1]
        at = unit.start + len(result.text[unit.start : unit.own].rstrip())
        yield Footnote(0, at, unit.loc, " ".join(said))
