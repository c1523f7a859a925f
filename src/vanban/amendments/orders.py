"""What does a clause order? Clauses with places and phrases to operations on provisions of the amended act."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban.amendments.clauses import Clause, Item
from vanban.amendments.heads import Head, Phrase
from vanban.amendments.places import Place, loc
from vanban.citations.mention import Named
from vanban.model import Op

_WHOLE_TITLE = re.compile(
    r"(?<!\w)(?:phần\s+)?tên(?:\s+gọi)?(?:\s+của)?(?:\s*(?:,|và)|\s+(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|văn bản|\x02))",
    re.IGNORECASE,
)
_BASIS = re.compile(r"(?<!\w)(?:phần\s+)?căn\s+cứ(?:\s+ban\s+hành|\s+pháp\s+lý)?(?!\w)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^.{0,12}?(?<!\w)(?:các\s+|những\s+)?(?:quy\s+định|nội\s+dung)\s+(?:về|liên\s+quan|có\s+liên\s+quan|đối\s+với)",
    re.IGNORECASE,
)
_AT_END = re.compile(r"vào\s+cuối", re.IGNORECASE)
_AT_START = re.compile(r"vào\s+đầu", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:vào\s+)?(?:ngay\s+)?(?:phía\s+)?trước(?:\s+(?:các\s+)?(?:cụm\s+từ|từ|đoạn))?\s*[“\"]?\s*$", re.IGNORECASE
)
_AFTER = re.compile(
    r"(?:vào\s+)?(?:ngay\s+)?(?:phía\s+)?sau(?:\s+(?:các\s+)?(?:cụm\s+từ|từ|đoạn|chữ|số|nội\s+dung))?\s*[“\"]?\s*$",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:cụm\s+từ|từ|đoạn|chữ|số|dấu|câu|dòng|cột|ký\s+hiệu|tên|nội\s+dung|,|;|và|:|^)\s*:?\s*[“\"]?\s*$", re.IGNORECASE
)
_PLAIN_LIST = re.compile(
    r"(?:[\s,;:.\x02\x03-]|và|hoặc|cùng|các|những|toàn\s+bộ|một\s+phần|quy\s+định|nội\s+dung|hiệu\s+lực|thi\s+hành|áp\s+dụng|tại|của|đối\s+với|tên|tiêu\s+đề"
    r"|điểm|khoản|điều|chương|mục|văn\s+bản|sau|đây|bộ\s+luật|luật|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|thông\s+tư|liên\s+tịch|quyết\s+định|chỉ\s+thị|số|\d+)*",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:^|[,;:.]|(?<!\w)(?:và|cùng)|(?<!\w)(?:toàn\s+bộ|một\s+phần|thi\s+hành|áp\s+dụng|hiệu\s+lực|nội\s+dung|nội\s+dung\s+của))"
    r"(?:[\s,:.\x02\x03-]|các|những|toàn\s+bộ|nội\s+dung|văn\s+bản|bộ\s+luật|luật|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|thông\s+tư|liên\s+tịch|quyết\s+định|chỉ\s+thị|số)*$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"một\s+(?:số|phần)\s+(?:điều|khoản|điểm|quy\s+định|nội\s+dung|cụm\s+từ|mục|của)|(?:quy\s+định|nội\s+dung)\s+tại",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?<!\w)(?:các|một\s+số|những)\s[^“”]{0,60}phụ\s+lục", re.IGNORECASE)
_OF_TITLE = re.compile(
    r"\x02[^;\x02]*(?:sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|chi\s+tiết|thi\s+hành|thực\s+hiện|bãi\s+bỏ)[^;\x02]*$",
    re.IGNORECASE,
)
_RANKS = (("QH", 6), ("UBTVQH", 5), ("NĐ-CP", 4), ("NQ-CP", 4), ("QĐ-TTg", 3), ("TTLT", 2), ("TT-", 2))
_NEW = re.compile(
    r"(?:bằng|thành|là)(?:\s+(?:các\s+)?(?:cụm\s+từ|từ|số|đoạn|chữ|nội\s+dung|tên\s+gọi))?\s*:?\s*[“\"]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """An operation as the words give it, before its wording is fetched. ``doc`` is "" where it is inherited."""

    op: Op
    at: Place | None
    special: str = ""  # ALL, TITLE, BASIS, "?" or .TITLE of ``at``
    doc: str = ""
    after: Place | None = None
    last: bool = False
    old: Phrase | None = None
    new: Phrase | None = None
    to: str = ""
    needs_human: bool = False
    loose: bool = False  # words stand between verb and place that may give another sense

    @property
    def loc(self) -> str:
        """Where it aims, as a loc."""
        if self.at is None:
            return self.special
        return self.at.loc + (self.special if self.special.startswith(".") else "")

    @property
    def wants_wording(self) -> bool:
        """Whether the order is empty without new wording behind it."""
        return self.op in ("replace", "replace_title", "replace_lead", "insert") or (
            self.op == "insert_phrase" and self.new is None
        )


def orders(head: Head, clauses: Sequence[Clause]) -> list[Order]:
    """All operations of a head, in the order of its words."""
    found: list[Order] = []
    for clause, after in zip(clauses, [*clauses[1:], None], strict=True):
        claimed: set[int] = set()
        made = list(_clause_orders(clause, after, head))
        made = [replace(order, doc=_doc(order, head, claimed)) for order in made]
        if clause.does in ("repeal", "suspend", "extend", "correct"):
            made += _whole(clause, head, claimed, bool(made))
        found += [replace(order, needs_human=True) if clause.mixed or _unsure(order) else order for order in made]
    return found


def _unsure(order: Order) -> bool:
    return order.at is not None and (not order.at.settled or order.at.part == "piece")


def _doc(order: Order, head: Head, claimed: set[int]) -> str:
    """The document an operation aims at: the next one named, else the one named before."""
    others = [named for named in head.docs if named.kind != "self"]
    position = head.start + order.at.end if order.at is not None else head.start
    right = next((named for named in others if named.start >= position - 1), None)
    chosen = right or next((named for named in reversed(others) if named.end <= position), None)
    if chosen is None:
        return ""
    claimed.add(chosen.start)
    return chosen.key


def _whole(clause: Clause, head: Head, claimed: set[int], others: bool) -> list[Order]:
    """Whole documents that a clause repeals, suspends, extends or corrects."""
    op: Op = {"suspend": "suspend", "extend": "extend", "correct": "correct"}.get(clause.does, "repeal")  # type: ignore[assignment]
    a, b = head.start + clause.start, head.start + clause.end
    named = [n for n in head.docs if a <= n.start < b and n.kind != "self"]
    if clause.does == "repeal" and named and not others:
        before = head.masked[clause.start : named[0].start - head.start]
        if _SUBJECT.search(before):
            return [Order("repeal_subject", None, "?", doc=named[0].key, needs_human=True)]
        if re.search(r"kèm\s+theo", before):
            return [Order("repeal", None, "?", doc=named[0].key, needs_human=True)]
    found: list[Order] = []
    position, last = clause.start, None
    for n in named:
        gap = head.masked[position : n.start - head.start]
        position = max(position, n.end - head.start, n.title_end - head.start)
        told = last is not None and ";" not in gap and _in_title(last, n)
        last = n if not told else last
        if n.start not in claimed and not told and _LISTED.search(gap) and not _PARTS.search(gap):
            found.append(Order(op, None, "ALL", doc=n.key, needs_human=head.limited))
    return found


def _in_title(before: Named, named: Named) -> bool:
    """“Thông tư A sửa đổi Thông tư B và Thông tư C”: C stands in the title of A, being of B's rank and no younger than A."""
    if not any(rank_of(inner.key) == rank_of(named.key) for inner in before.within):
        return False
    years = [re.search(r"/(\d{4})/", key) for key in (before.key, named.key)]
    return years[0] is None or years[1] is None or int(years[1][1]) <= int(years[0][1])


def plain_list(words: str) -> bool:
    """Whether words only string a list together, and add no meaning to it."""
    return _PLAIN_LIST.fullmatch(words) is not None


def outranks(doc: str, own: str | None) -> bool:
    """Whether a document stands above the one that would change it, as its symbol tells.

    >>> outranks("123/2015/NĐ-CP", "12/2025/TT-BTP"), outranks("71/2025/NĐ-CP", "81/2026/NĐ-CP")
    (True, False)
    """
    rank = rank_of(own or "")
    return 0 < rank < rank_of(doc)


def rank_of(symbol: str) -> int:
    """The rank of a central act by its symbol; 0 when the symbol does not tell."""
    if symbol.startswith("NAME:"):
        return 6 if re.match(r"NAME:(?:Bộ luật|Luật|Hiến pháp)", symbol, re.IGNORECASE) else 0
    return next((rank for sign, rank in reversed(_RANKS) if f"/{sign}" in symbol), 0)


def _clause_orders(clause: Clause, after: Clause | None, head: Head) -> Iterator[Order]:
    phrases = [item for item in clause.items if item.phrase is not None]
    if clause.does in ("change", "exchange", "correct") and _exchanged(phrases):
        yield from _exchanges(clause, after, "correct" if clause.does == "correct" else "subst")
    elif clause.does == "repeal" and _about_phrases(phrases):
        yield from _deletions(clause, after)
    elif clause.does == "add" and phrases:
        yield from _phrase_insertions(clause, after)
    elif clause.does == "rename":
        yield from _renamings(clause)
    elif clause.does == "move":
        yield from _renumberings(clause)
    elif clause.does == "add":
        yield from _insertions(clause)
    elif clause.does in ("change", "exchange"):
        yield from _replacements(clause)
    else:
        yield from _removals(clause, head)


def _exchanged(phrases: Sequence[Item]) -> bool:
    """Whether an old phrase is named with the new one."""
    return any(_NEW.search(item.lead) for item in phrases) and any(not _NEW.search(item.lead) for item in phrases)


def _about_phrases(phrases: Sequence[Item]) -> bool:
    """Whether quoted words are what the clause is about, and not part of a title."""
    return any(_PHRASE.search(item.lead) or _NEW.search(item.lead) for item in phrases)


def _locations(items: Sequence[Item], words: str) -> list[tuple[Place | None, str]]:
    """Where a phrase stands: places (a title as .TITLE), the document's own title or recitals."""
    found: list[tuple[Place | None, str]] = []
    if _WHOLE_TITLE.search(words):
        found.append((None, "TITLE"))
    if _BASIS.search(words):
        found.append((None, "BASIS"))
    for item in items:
        for place in item.places:
            found.append((place, ".TITLE" if place.part == "title" else ""))
    return found


@dataclass(slots=True)
class _Entry:
    old: Phrase | None = None
    new: Phrase | None = None
    anchor: Phrase | None = None
    side: str = ""
    at: list[tuple[Place | None, str]] | None = None
    finer: bool = False


def _exchanges(clause: Clause, after: Clause | None, op: Op) -> Iterator[Order]:
    for entry in _grouped(clause):
        for at, special in entry.at or _next(after) or _fallback(clause):
            yield Order(op, at, special, old=entry.old, new=entry.new, needs_human=entry.new is None or entry.finer)


def _deletions(clause: Clause, after: Clause | None) -> Iterator[Order]:
    for entry in _grouped(clause):
        for at, special in entry.at or _next(after) or _fallback(clause):
            yield Order("delete_phrase", at, special, old=entry.old, needs_human=entry.finer)


def _grouped(clause: Clause) -> list[_Entry]:
    """Old phrases with what is new and where. Places named once behind several phrases serve them all."""
    entries: list[_Entry] = []
    open_: list[_Entry] = []  # those that still want a place
    fresh: list[_Entry] = []  # those that still want a new phrase
    before_place = True
    for item in clause.items:
        if item.phrase is not None and _NEW.search(item.lead):
            for entry in fresh:
                entry.new = item.phrase
            fresh = []
        elif item.phrase is not None and entries and not _PHRASE.search(item.lead):
            for entry in entries:  # “tại cột “Tên huyện” của biểu số 02”: the place is finer than its path
                entry.finer = True
        elif item.phrase is not None:
            entry = _Entry(old=item.phrase)
            entries.append(entry)
            fresh.append(entry)
            open_ = [entry] if not before_place else [*open_, entry]
            before_place = True
        elif open_:
            here = _locations([item], item.lead)
            for entry in open_:
                entry.at = [*(entry.at or []), *here]
            before_place = False
    tail = clause.words if not any(item.places for item in clause.items) else ""
    for entry in entries:
        if entry.at is None and tail:
            entry.at = _locations([], tail) or None
    return entries


def _fallback(clause: Clause) -> list[tuple[Place | None, str]]:
    """A phrase without a place: everywhere in what the instruction stands under."""
    return [(None, "BASE" if not clause.places_everywhere else "ALL")]


def _next(after: Clause | None) -> list[tuple[Place | None, str]]:
    """The places of the clause behind: “Bỏ cụm từ “A” và bổ sung “B” trước “C” tại khoản 2”."""
    if after is None or not any(item.phrase for item in after.items):
        return []
    return [(place, "") for item in after.items for place in item.places]


def _phrase_insertions(clause: Clause, after: Clause | None) -> Iterator[Order]:
    entries: list[_Entry] = []
    for item in clause.items:
        if item.phrase is not None and entries and (_BEFORE.search(item.lead) or _AFTER.search(item.lead)):
            entries[-1].anchor, entries[-1].side = item.phrase, "before" if _BEFORE.search(item.lead) else ""
        elif item.phrase is not None and entries and not _PHRASE.search(item.lead):
            entries[-1].finer = True
        elif item.phrase is not None:
            entries.append(_Entry(old=item.phrase))
        elif entries and item.places:
            side = "LAST" if _AT_END.search(item.lead) else "FIRST" if _AT_START.search(item.lead) else ""
            for entry in entries:
                if entry.at is None or entry is entries[-1]:
                    entry.at = [
                        *(entry.at or []),
                        *((p, s + ("|" + side if side else "")) for p, s in _locations([item], item.lead)),
                    ]
    for entry in entries:
        for at, special in entry.at or _next(after) or _fallback(clause):
            special, _, side = special.partition("|")
            anchored = entry.anchor is not None and not side
            yield Order(
                "insert_phrase", at, special, new=entry.old, old=entry.anchor if anchored else None,
                last=side == "LAST", to=entry.side if anchored else side.lower() if side == "FIRST" else "",
                needs_human=(not anchored and not side) or entry.finer,
            )  # fmt: skip


def _annex(place: Place) -> bool:
    return place.steps[-1][0] in ("PL", "MS")


def _targets(clause: Clause) -> list[Place]:
    """The places a clause is about: those not named as its base, source or neighbour."""
    places = [place for item in clause.items if item.role in ("target", "at") for place in item.places]
    several = clause.mixed or _SEVERAL.search(clause.words) is not None
    several = several or len(places) > 1
    return [place for place in places if not (several and place.steps[-1] == ("PL", ""))]


def _replacements(clause: Clause) -> Iterator[Order]:
    targets = _targets(clause)
    sources = [place for item in clause.items if item.role == "source" for place in item.places]
    if not any(item.places for item in clause.items):
        if _WHOLE_TITLE.search(clause.words):
            yield Order("rename_doc", None, "TITLE")
        if _BASIS.search(clause.words):
            yield Order("replace", None, "BASIS")
    for i, place in enumerate(targets):
        source = sources[i] if len(sources) == len(targets) else None
        if _annex(place):
            yield Order("replace_annex", place, to=source.loc if source else "")
        else:
            op: Op = "replace_title" if place.part == "title" else "replace_lead" if place.part == "lead" else "replace"
            yield Order(op, place, to=source.loc if source else "")


def _insertions(clause: Clause) -> Iterator[Order]:
    new = _targets(clause)
    anchors = [place for item in clause.items if item.role == "after" for place in item.places]
    before = [place for item in clause.items if item.role == "before" for place in item.places]
    into = [(place, item.lead) for item in clause.items if item.role == "into" for place in item.places]
    if not new:
        for place, lead in into or [(place, "") for place in anchors]:
            yield Order("insert_phrase", place, last=bool(_AT_END.search(lead)), needs_human=True)
        return
    previous: Place | None = anchors[-1] if anchors else None
    for place in new:
        if _annex(place):
            yield Order("insert_annex", place, after=previous if previous and _annex(previous) else None)
        elif previous is not None and _annex(previous) and previous in new:
            continue  # what an annex's title speaks of
        elif place.part in ("title", "lead"):
            yield Order("replace_title" if place.part == "title" else "replace_lead", place)
            continue
        else:
            after = previous or (None if before else implied(place))
            yield Order(
                "insert",
                place,
                after=after,
                last=after is None and not before,
                to=before[0].loc if before else "",
            )
        previous = place


def implied(place: Place) -> Place | None:
    """The unit an inserted number follows by its own form: 3a stands behind 3, 5c behind 5b, d1 behind d.

    >>> implied(Place((("D", "3a"),), "", 0, 0)).loc, implied(Place((("D", "7"), ("K", "9")), "", 0, 0))
    ('D3', None)
    """
    code, number = place.steps[-1]
    letters = "abcdđeghiklmnopqrstuvxy"
    if code in ("D", "K") and (match := re.fullmatch(r"(\d+)([a-zđ])", number)) and match[2] in letters:
        i = letters.index(match[2])
        before = match[1] + (letters[i - 1] if i else "")
    elif code == "P" and (match := re.fullmatch(r"([a-zđ])(\d)", number)):
        before = match[1] + (str(int(match[2]) - 1) if match[2] > "1" else "")
    else:
        return None
    return Place((*place.steps[:-1], (code, before)), "", place.start, place.end, place.settled)


def _removals(clause: Clause, head: Head) -> Iterator[Order]:
    op: Op = {"suspend": "suspend", "extend": "extend", "correct": "correct"}.get(clause.does, "repeal")  # type: ignore[assignment]
    targets = [item for item in clause.items if item.role in ("target", "at", "base")]
    if clause.does == "repeal" and (subject := _SUBJECT.search(clause.words)):
        first = next((item for item in targets if item.places), None)
        doc = min(
            (n.start - head.start for n in head.docs if n.start - head.start >= clause.start), default=len(head.masked)
        )
        at = min(doc, first.start if first else len(head.masked))
        if clause.end - len(clause.words) + subject.start() < at:
            yield Order(
                "repeal_subject",
                first.places[0] if first and first.role != "target" else None,
                "" if first and first.role != "target" else "?",
                needs_human=True,
            )
            targets = [item for item in targets if item.role == "target"]
    loose = False
    for item in targets:
        if _OF_TITLE.search(item.lead):
            continue
        if item.role == "base" and clause.does in ("repeal", "correct"):
            continue
        loose = loose or not plain_list(re.split(r"[;,:]|\bvà\b", item.lead)[-1])
        for place in item.places:
            if place.steps[-1] == ("PL", "") and (clause.mixed or _SEVERAL.search(clause.words)):
                continue
            special = ".TITLE" if place.part == "title" else ""
            yield Order(op, place, special, needs_human=place.part == "lead" or loose, loose=loose)


def _renamings(clause: Clause) -> Iterator[Order]:
    new = next((item.phrase for item in reversed(clause.items) if item.phrase is not None), None)
    places = _targets(clause)
    if not places and new is not None:
        yield Order("rename_doc", None, "TITLE", new=new)
    for place in places:
        yield Order("replace_title", place, new=new)


def _renumberings(clause: Clause) -> Iterator[Order]:
    old: list[Place] = []
    for item in clause.items:
        if item.role == "source":
            for a, b in zip(old, item.places, strict=False):
                yield Order("renumber", a, to=b.loc, needs_human=len(old) != len(item.places))
            old = []
        else:
            old += item.places


def chained(places: Sequence[Place]) -> bool:
    """Whether places follow each other in one unit."""
    return all(a.steps[:-1] == b.steps[:-1] for a, b in pairwise(places))


def base_of(places: Sequence[Place]) -> str:
    """The finest unit around all places, as a loc."""
    steps = places[0].steps if places else ()
    for place in places[1:]:
        steps = tuple(a for a, b in zip(steps, place.steps, strict=False) if a == b)
    return loc(steps)


def named_one(docs: Sequence[Named]) -> str:
    """The one document that is named, or "" when none or several are."""
    keys = {named.key for named in docs if named.kind != "self" and named.key}
    return next(iter(keys)) if len(keys) == 1 else ""
