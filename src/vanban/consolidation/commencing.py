"""Which provisions of an act, which changes that it makes, hold from or until days of their own?"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from vanban.consolidation.days import LABEL, Part, is_bare
from vanban.consolidation.hinted import VERB, announces, hinted
from vanban.consolidation.times import Time, time_at
from vanban.model import Citation, Document, Level, Provision
from vanban.tables import load

_SAYING = frozenset({Level.ARTICLE, Level.CLAUSE})
_HOLDING = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
_LISTED = re.compile(r"\bsau đây\b|\b(?:quy định|nội dung|điều|khoản|điểm) sau\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:(?P<ends>(?:hết|ngưng|ngừng|chấm dứt|mất) hiệu lực)|(?P<effect>(?:có|phát sinh) hiệu lực)"
    r"|(?P<apply>áp dụng|thực hiện|thi hành|triển khai))(?: thi hành\b)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:kể )?(?P<since>từ|vào)\b|\bsau (?=\d)|\b(?:cho )?(?P<until>đến) (?:hết |trước )?"
    r"(?=ngày|khi|năm|tháng|quý|thời điểm|\d)|(?:(?<=hiệu lực )|(?<=thi hành ))(?=ngày \d)",
    re.IGNORECASE,
)
_DOING = re.compile(r"\b(?:thời gian|thời điểm|thời hạn|việc)(?: bắt đầu)? $", re.IGNORECASE)
_DOING_IT = re.compile(
    r"(?:việc|thời (?:gian|điểm|hạn))(?: bắt đầu)? (?:(?P<changing>(?:bãi bỏ|sửa đổi|bổ sung|thay thế|, | và )+)"
    r"|(?:có hiệu lực|áp dụng|thi hành|thực hiện)(?: thi hành)?)(?: của| đối với)?\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"[\s,]|\b(?:trong đó|kể|bắt đầu|chính thức|thống nhất|tính|là|đồng thời|chỉ|đã"
    r"|được (?:sửa đổi|bổ sung|bãi bỏ|thay thế)(?:, (?:sửa đổi|bổ sung))*(?: (?:tại|theo|bởi))?|được)\b",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:nội dung|quy định|việc (?:bãi bỏ|sửa đổi)[^.;,\n]{0,25}) này\b", re.IGNORECASE)
_ORDERS = re.compile(r"\b(?:bãi bỏ|hủy bỏ|sửa đổi|bổ sung|thay thế)\b", re.IGNORECASE)
_BEGINS = re.compile(r"(?:\w{1,3}[.)]\s{0,3})?(?:kể )?từ [^:;.,]{4,60}:$", re.IGNORECASE)
_ELSE = re.compile(r"\bcó hiệu lực(?: thi hành)?,? (?:kể )?$|\b(?:giai đoạn|ban hành) (?:kể )?$", re.IGNORECASE)
_SHORT = 120  # as long as a number and a heading are
_SIGNS = re.compile(r"[\s,;(]*")
_PUT_OFF = re.compile(
    r"(?:lùi|hoãn|tạm hoãn|tạm dừng|tạm ngưng|tạm thời chưa|chưa)\b[^.;:]{0,40}?"
    r"\b(?:hiệu lực|áp dụng|thi hành|thực hiện)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\bchưa (?:được )?(?:áp dụng|thi hành|có hiệu lực)", re.IGNORECASE)
_GOING_ON = re.compile(r"\btiếp tục (?:được |có )?$", re.IGNORECASE)


def parts(document: Document) -> list[Part]:
    """The provisions of a document, and of those it changes, that take effect or end on another day than it does."""
    content, own = _unquoted(document), document.header.effective.since
    starts = [citation.start for citation in document.citations]
    found, hints = list[Part](), list[Part]()
    at = 0
    for article in document.structure.provisions:
        if article.start < at or article.level not in _SAYING:
            continue
        at = article.end
        for start, end in _sentences(content, article.start, article.end):
            words = content[start:end].strip()
            if VERB.search(words) or _ORDERS.search(words) or _BEGINS.match(words):
                holder = document.structure.at(start) or article
                cited = document.citations[bisect_left(starts, start) : bisect_left(starts, holder.end)]
                said = _Sentence(document, cited, content, start, end)
                mine = [*said.parts(holder.end), *said.of_holder(holder)]
                found += mine
                if not mine:  # what an effect article says of its own clauses, these say themselves
                    hints += [one for one in said.hinted(holder.end) if not f"{one.loc}.".startswith(f"{article.loc}.")]
    clear = {part.loc for part in found}
    found += [one for one in hints if one.loc not in clear]
    found = [part for part in found if part.until or part.since is None or part.since != own]
    found = [part for part in found if not (part.until and own and part.until < own)]  # told of what it replaces
    return list(dict.fromkeys(_spread(document, found)))


def _unquoted(document: Document) -> str:
    """The text with blanks where new wording is quoted."""
    content = document.text.content
    pieces, at = list[str](), 0
    for quote in document.structure.quotes:
        pieces += [content[at : quote.start], re.sub(r"[^\n]", " ", content[max(at, quote.start) : quote.end])]
        at = max(at, quote.end)
    return "".join([*pieces, content[at:]])


def _spread(document: Document, found: Sequence[Part]) -> Iterator[Part]:
    """A chapter holds articles, whose places do not name it."""
    provisions = document.structure.provisions
    for part in found:
        yield part
        holder = next((i for i, one in enumerate(provisions) if one.loc == part.loc), None)
        if holder is None or part.doc != "SELF" or provisions[holder].level not in _HOLDING:
            continue
        held = (one for one in provisions[holder:] if one.end <= provisions[holder].end)
        for one in held:
            if one.level == Level.ARTICLE and one.start < provisions[holder].end:
                yield Part(one.loc, part.since, part.until, part.whole)


@cache
def _subjects() -> re.Pattern[str]:
    words = "|".join(sorted(load("commencing")["subjects"], key=len, reverse=True))
    return re.compile(rf"(?:riêng |trừ |đối với )*(?:{words})\b", re.IGNORECASE)


@cache
def _times() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(load('commencing')['times'])})", re.IGNORECASE)


@cache
def _manners() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('commencing')['manners'])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an act's own, the citations in it and behind it; ``content`` has blanks for what is quoted."""

    document: Document
    citations: Sequence[Citation]
    content: str
    start: int
    end: int

    def parts(self, last: int) -> Iterator[Part]:
        """What it says of provisions; lines up to ``last`` are the list that it may announce."""
        if self._puts_off():
            yield from (part for part in self._named(self.start, self.end, Time(), False) if part.doc == "SELF")
            return
        at, served = self.start, -1
        verbs = list(_VERB.finditer(self.content, self.start, self.end))
        for when in _WHEN.finditer(self.content, self.start, self.end):
            verb = next((one for one in reversed(verbs) if one.end() <= when.start() + 1), None)
            if verb is None:
                if when.start() == self._head(self.start) and not when["until"]:
                    yield from self._in_front(when, verbs)
                    return
                continue
            if verb.start() == served or not self._is_time(verb, when):
                continue
            time = self._time(when, "ended" if verb["ends"] else "until" if when["until"] else "since")
            meant = self._meant(at, verb, when)
            if meant:
                yield from self._of(verb, at, when, time)
                yield from self._listed(at, when, time, last)
            if meant or not verb["apply"]:
                at, served = when.start() + time.length, verb.start()

    def of_holder(self, holder: Provision) -> Iterator[Part]:
        """What it says of what it stands in: “quy định này có hiệu lực …”, or of the orders that it announces."""
        words, header = self.content[self.start : self.end].strip(), self.document.header
        named = self._cited(self.start, self.end) or (header.kind or "").lower() == "quy định"
        this = None if named else _THIS.match(self.content, self._head(self.start), self.end)
        leads = words.endswith(":") and (_ORDERS.search(words) or _BEGINS.match(words))
        if not this and not leads:
            return
        for when in _WHEN.finditer(self.content, self._head(self.start), self.end):
            other = leads and _ELSE.search(self.content, self.start, when.start())
            if when["since"] and not other and _times().match(self.content, when.end()):
                time = self._time(when, "since")
                yield Part(holder.loc, time.since, time.until, time.since is not None)
                return

    def hinted(self, last: int) -> Iterator[Part]:
        """The provisions that it names together with a time, in words that are not known."""
        words, named = self.content[self.start : self.end], self._cited(self.start, self.end)
        for one in hinted(words, self.start, named):
            yield from (part for part in self._named(one.start, one.end, Time(), False) if part.doc == "SELF")
        if not named and announces(words):
            for first, stop in _lines(self.content, self.end, last):
                yield from (part for part in self._named(first, stop, Time(), False) if part.doc == "SELF")

    def _time(self, when: re.Match[str], kind: Literal["since", "until", "ended"]) -> Time:
        header = self.document.header
        return time_at(self.content[when.start() : self.end], kind, header.date, header.effective.since)

    def _is_time(self, verb: re.Match[str], when: re.Match[str]) -> bool:
        """Whether what stands behind a verb tells a time, and not how something is done."""
        gap = self.content[verb.end() : when.start()]
        if not verb["apply"]:
            return not _PLAIN.sub("", gap)
        return not (_manners().search(gap) or (when["since"] and not _times().match(self.content, when.end())))

    def _meant(self, at: int, verb: re.Match[str], when: re.Match[str]) -> bool:
        """Whether a verb and a time speak of provisions, not of those who obey them."""
        named = self._cited(at, verb.start())
        if not named:  # “thời gian áp dụng Điều 3 kể từ ngày …”
            named = self._cited(verb.end(), when.start())
            doing = _DOING.search(self.content, self.start, verb.start())
            behind = self.content[named[-1].end : when.start()] if named else ""
            listed = _LISTED.search(self.content, at, when.start()) is not None
            return (bool(named and doing) and is_bare(_PLAIN.sub(" ", behind))) or listed
        behind, gap = self.content[named[-1].end : verb.start()], self.content[verb.end() : when.start()]
        plain = not _PLAIN.sub("", gap) and is_bare(_PLAIN.sub(" ", _GOING_ON.sub("", behind)))
        speaks = _subjects().match(self.content, self._head(at)) is not None
        if when["until"] and all(ref.doc != "SELF" for one in named for ref in one.refs):
            return plain and speaks and _GOING_ON.search(behind) is not None
        return not verb["apply"] or (not re.search(r"[;:]", behind) and (plain or speaks))

    def _of(self, verb: re.Match[str], at: int, when: re.Match[str], time: Time) -> Iterator[Part]:
        """What a verb and its time say of the places before them."""
        own, first = self.document.header.effective.since, bool(self._cited(at, verb.start()))
        back = bool(verb["apply"]) and time.since is not None and own is not None and time.since < own
        plain = not first or not _PLAIN.sub("", self.content[verb.end() : when.start()])
        for part in self._named(at, verb.start() if first else when.start(), time, plain and not back):
            if part.doc == "SELF" or not (verb["ends"] or when["until"]):
                yield part
            elif when["until"] and first:  # the old words go on for a time
                yield replace(part, until=None, whole=False)

    def _listed(self, at: int, when: re.Match[str], time: Time, last: int) -> Iterator[Part]:
        """The provisions in the lines behind “các điều sau đây có hiệu lực từ ngày …:”."""
        if self.content[self.start : self.end].rstrip().endswith(":") and _LISTED.search(
            self.content, at, when.start()
        ):
            for first, stop in _lines(self.content, self.end, last):
                for part in self._named(first, stop, time, True):
                    if part.doc == "SELF" or (part.whole and time.since):
                        yield part

    def _in_front(self, when: re.Match[str], verbs: Sequence[re.Match[str]]) -> Iterator[Part]:
        """“Từ ngày …, khoản 2 Điều 1 được áp dụng”: the time comes first."""
        at = self.content.find(",", when.end(), self.end) + 1
        verb = next((one for one in verbs if one.start() >= at), None)
        named = self._cited(at, verb.start()) if verb and at else []
        if verb is None or verb["ends"] or not named or not _subjects().match(self.content, self._head(at)):
            return
        if is_bare(_PLAIN.sub(" ", self.content[named[-1].end : verb.start()])) and not _manners().match(
            self.content, verb.end() + 1
        ):
            yield from self._named(at, verb.start(), self._time(when, "since"), True)

    def _puts_off(self) -> bool:
        """Whether it says that provisions wait, or do not hold yet."""
        if _PUT_OFF.match(self.content, self._head(self.start), self.end):
            return True
        found = _NOT_YET.search(self.content, self.start, self.end)
        named = self._cited(self.start, found.start()) if found else []
        return bool(found and named) and is_bare(self.content[named[-1].end : found.start()] if found else "")

    def _head(self, at: int) -> int:
        """Where the words of a sentence begin, or of what is said behind a comma in it."""
        label = LABEL.match(self.content[at : self.end]) if at == self.start else None
        lead = _SIGNS.match(self.content, at + (label.end() if label else 0), self.end)
        return lead.end() if lead else at

    def _cited(self, start: int, end: int) -> list[Citation]:
        """The citations between two points that name provisions or another document."""
        return [
            one
            for one in self.citations
            if start <= one.start and one.end <= end and any(ref.loc or ref.doc != "SELF" for ref in one.refs)
        ]

    def _named(self, start: int, end: int, time: Time, close: bool) -> Iterator[Part]:
        """The provisions that words name; in part where the words say more than their places."""
        lead = _DOING_IT.match(self.content, self._head(start), end)
        at = start = lead.end() if lead else start
        named: list[tuple[str, str, bool]] = []
        whole = alike = True
        for citation in self.citations:
            if start <= citation.start and citation.end <= end:
                gap = self.content[at : citation.start]
                whole = whole and is_bare(_PLAIN.sub(" ", gap), first=at == start and not lead)
                alike = alike and not (named and "trừ" in gap)
                at = citation.end
                named += [(ref.doc, ref.loc or "", whole) for ref in citation.refs]
        alike = alike and is_bare(_PLAIN.sub(" ", self.content[at:end]), first=at == start)
        clear = time.since is not None or time.until is not None
        changed = lead is not None and lead["changing"] is not None and len(named) == 1
        for doc, loc, alone in named:
            if loc or (changed and doc != "SELF"):
                yield Part(loc or "ALL", time.since, time.until, clear and close and alone and alike, doc)


def _sentences(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in re.compile(r"(?<=\.)\s|\n").finditer(content, start, end):
        words = content[at : found.start() + 1].lstrip()
        if len(words) < _SHORT and LABEL.fullmatch(words):
            continue
        yield at, found.start()
        at = found.end()
    yield at, end


def _lines(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in re.compile(r"\n").finditer(content, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end
