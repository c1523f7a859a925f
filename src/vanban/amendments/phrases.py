"""Which words does a clause put in, take out or exchange? Phrases paired with their places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from vanban.amendments.clauses import Clause, Item
from vanban.amendments.cues import cue
from vanban.amendments.documents import is_plain_list
from vanban.amendments.heads import Phrase
from vanban.amendments.order import Order
from vanban.amendments.places import Place, lead_before
from vanban.model import Op

Where = tuple[Place | None, str]
"""A place, or what is none: TITLE, BASIS, ALL; BASE where the instruction stands; .TITLE for a place's title."""


def is_exchange(phrases: Sequence[Item]) -> bool:
    """Whether an old phrase is named with the new one."""
    return any(cue("phrase-new").search(item.lead) for item in phrases) and any(
        not cue("phrase-new").search(item.lead) for item in phrases
    )


def is_new(item: Item) -> bool:
    """Whether a quoted phrase is what something becomes: “thành “…””, “là “…””."""
    return cue("phrase-new").search(item.lead) is not None


def is_about_phrases(phrases: Sequence[Item]) -> bool:
    """Whether quoted words are what the clause is about, and not part of a title."""
    return any(cue("phrase").search(item.lead) for item in phrases)


def _locations(items: Sequence[Item], words: str) -> list[Where]:
    """Where a phrase stands: places (a title as .TITLE), the document's own title or recitals."""
    found: list[Where] = []
    if cue("whole-title").search(words):
        found.append((None, "TITLE"))
    if cue("basis").search(words):
        found.append((None, "BASIS"))
    for item in items:
        above = lead_before(item.places[0], item.lead) if item.places else []
        found += [(place, ".TITLE" if place.part == "title" else "") for place in (*above, *item.places)]
    return found


_NAMED = re.compile(r"[\x02\x03][^,;]*")
_NEXT = re.compile(r"[\s,]*(?:(?:và|hoặc)\s)?\s*(?:các\s)?\s*(?:(?:cụm\s)?từ\s)?[\s“\"]*", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*[,;]?\s*(?:và\s)?\s*(?:tại\s+)?(?:phần\s+)?(?:tên(?:\s+gọi)?|căn cứ(?:\s+(?:ban hành|pháp lý))?)"
    r"\s*(?:của\s|[.,;\x02\x03]|và\s|$)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*(?:[,;]|và\s)")


@dataclass(slots=True)
class _Entry:
    old: Phrase | None = None
    new: Phrase | None = None
    anchor: Phrase | None = None
    side: str = ""
    at: list[Where] | None = None
    finer: bool = False  # its places all say less than is meant
    clear: int | None = None  # so many of its places, from the first, are all that is meant

    def doubt(self, lead: str) -> None:
        """From here on its places say less than is meant; so does the last one where nothing parts it from ``lead``."""
        last = 0 if is_parted(lead) else 1
        known = max(len(self.at or []) - last, 0)
        self.clear = known if self.clear is None else min(known, self.clear)

    def is_finer(self, i: int) -> bool:
        """Whether the place of this number says less than is meant."""
        return self.finer or (self.clear is not None and i >= self.clear)


def exchanges(clause: Clause, after: Clause | None, op: Op) -> Iterator[Order]:
    """Phrases put in place of others; with ``op`` correct, misprints mended."""
    for entry in _grouped(clause):
        for i, (at, special) in enumerate(entry.at or _elsewhere(clause, after)):
            unsure = entry.new is None or entry.is_finer(i) or (not entry.at and _parted(clause, after, at))
            yield Order(op, at, special, old=entry.old, new=entry.new, needs_human=unsure)


def deletions(clause: Clause, after: Clause | None) -> Iterator[Order]:
    """Phrases taken out."""
    for entry in _grouped(clause):
        for i, (at, special) in enumerate(entry.at or _elsewhere(clause, after)):
            unsure = entry.is_finer(i) or (not entry.at and _parted(clause, after, at))
            yield Order("delete_phrase", at, special, old=entry.old, needs_human=unsure)


def _grouped(clause: Clause) -> list[_Entry]:
    """Old phrases with what is new and where. Places named once behind several phrases serve them all."""
    entries: list[_Entry] = []
    open_: list[_Entry] = []  # those that still want a place
    fresh: list[_Entry] = []  # those that still want a new phrase
    before_place = True
    leading: list[Where] = []  # “tại khoản 1 Điều 3: cụm từ “A” …”
    labels, news = _labels(clause), _row_of_new(clause)
    for before, item in zip([None, *clause.items], clause.items, strict=False):
        if item in news:
            if len(fresh) == len(news):
                entries[-len(news) + news.index(item)].new = item.phrase
        elif item.phrase is not None and cue("phrase-new").search(item.lead):
            for entry in fresh or entries:
                entry.finer = entry.finer or not fresh  # “tại Điều 3 bằng “B”; tại Điều 4 bằng “C””: one of two
                entry.new = entry.new if entry.new and not fresh else item.phrase
            fresh = []
        elif item in labels and entries:
            for entry in open_ or entries:
                entry.doubt(item.lead)
        elif item.phrase is not None and fresh and _beside(item.lead):
            fresh[-1].finer = True  # “cụm từ “A” trước cụm từ “B””: not every A
        elif item.phrase is not None:
            entry = _Entry(old=item.phrase, finer=not cue("phrase").search(item.lead) or _beside(item.lead))
            entries.append(entry)
            fresh.append(entry)
            open_ = [entry] if not before_place else [*open_, entry]
            before_place = True
        elif not entries:
            leading += _locations([item], item.lead)
        elif open_:
            here = _locations([item], item.lead)
            torn = before is not None and before.places and not is_parted(_NAMED.sub("", item.lead))
            for entry in open_:
                if (labels or torn) and not _only_lists(item.lead):
                    entry.doubt(item.lead)
                entry.at = [*(entry.at or []), *here]
            before_place = False
    for entry in open_ if not before_place else []:
        entry.at = [*(entry.at or []), *_at_the_end(clause)]
    tail = clause.words if not any(item.places for item in clause.items) else ""
    for entry in entries:
        if entry.at is None:
            entry.at = leading or (_locations([], tail) if tail else None) or None
    return entries


def _at_the_end(clause: Clause) -> list[Where]:
    """The document's title or recitals where they stand last in a list: “…, tên Chương II và phần căn cứ”."""
    last = clause.items[-1]
    tail = clause.words[max(0, last.end - (clause.end - len(clause.words))) :] if last.places else ""
    return _locations([], tail) if _ENDS.match(tail) else []


def is_parted(lead: str) -> bool:
    """Whether the words before a place or phrase part it from what stands before them."""
    return _PARTED.match(lead) is not None


def _beside(lead: str) -> bool:
    """Whether what is meant only stands beside the quoted words: “dấu phẩy sau cụm từ “A””."""
    return cue("phrase-after").search(lead) is not None or cue("phrase-before").search(lead) is not None


def _row_of_new(clause: Clause) -> list[Item]:
    """Several new phrases in a row, one for each old one: “A”, “B” lần lượt bằng “C”, “D”. Of another number, nobody
    knows which is for which."""
    first = next((i for i, item in enumerate(clause.items) if item.phrase is not None and is_new(item)), 0)
    row = list(
        takewhile(lambda item: item.phrase is not None and _NEXT.fullmatch(item.lead), clause.items[first + 1 :])
    )
    behind = clause.items[first + 1 + len(row) :]
    if not row or any(item.phrase is not None and is_new(item) for item in behind):
        return []
    return [clause.items[first], *row] if any(item.phrase is not None for item in clause.items[:first]) else []


def _labels(clause: Clause) -> list[Item]:
    """Quoted words that only say which part of a place is meant: “tại cột “Tên huyện” của biểu số 02”."""
    found: list[Item] = []
    for before, item in pairwise(clause.items):
        if item.phrase is not None and not is_new(item):
            behind_a_place = before.phrase is None and not item.lead.strip(' “"')
            if behind_a_place or not cue("phrase").search(item.lead):
                found.append(item)
    return found


def _only_lists(lead: str) -> bool:
    """Whether words before a place only string a list together; the title of a document among them says nothing."""
    lead = _NAMED.sub("", lead)
    return is_plain_list(lead) or cue("goes-on").fullmatch(lead) is not None


def _elsewhere(clause: Clause, after: Clause | None) -> list[Where]:
    """Where a phrase stands of which its clause names no place: in the whole act, where the next clause says, or
    everywhere in what the instruction stands under."""
    if cue("whole-act").search(clause.words):
        return [(None, "ALL")]
    return _next(after) or [(None, "BASE" if not clause.places_everywhere else "ALL")]


def _next(after: Clause | None) -> list[Where]:
    """The places of the clause behind: “Bỏ cụm từ “A” và bổ sung “B” trước “C” tại khoản 2”."""
    if after is None or not any(item.phrase for item in after.items):
        return []
    return [(place, "") for item in after.items for place in item.places]


def _parted(clause: Clause, after: Clause | None, at: Place | None) -> bool:
    """Whether a place of the next clause may not be this one's: a semicolon parts them."""
    return at is not None and after is not None and clause.words.rstrip().endswith(";")


def insertions(clause: Clause, after: Clause | None) -> Iterator[Order]:
    """Phrases put in, with the phrase they go behind or in front of."""
    entries: list[_Entry] = []
    for item in clause.items:
        if (
            item.phrase is not None
            and entries
            and (cue("phrase-before").search(item.lead) or cue("phrase-after").search(item.lead))
        ):
            if entries[-1].at is not None:  # “… trước “B” tại điểm a và vào sau “C” tại điểm b”
                entries.append(_Entry(old=entries[-1].old))
            side = "before" if cue("phrase-before").search(item.lead) else ""
            entries[-1].anchor, entries[-1].side = item.phrase, side
        elif item.phrase is not None and entries and not cue("phrase").search(item.lead):
            entries[-1].finer = True
        elif item.phrase is not None:
            entries.append(_Entry(old=item.phrase))
        elif entries and item.places:
            side = "LAST" if cue("at-end").search(item.lead) else "FIRST" if cue("at-start").search(item.lead) else ""
            for entry in entries:
                if entry.at is None or entry is entries[-1]:
                    entry.at = [
                        *(entry.at or []),
                        *((p, s + ("|" + side if side else "")) for p, s in _locations([item], item.lead)),
                    ]
    for entry in entries:
        for at, special in entry.at or _elsewhere(clause, after):
            special, _, side = special.partition("|")
            anchored = entry.anchor is not None and not side
            yield Order(
                "insert_phrase", at, special, new=entry.old, old=entry.anchor if anchored else None,
                last=side == "LAST", to=entry.side if anchored else side.lower() if side == "FIRST" else "",
                needs_human=(not anchored and not side) or entry.finer,
            )  # fmt: skip
