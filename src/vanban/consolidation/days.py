"""From which day does each provision of an act, each instruction in it, hold, and until when?"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vanban.dates import find_days, match_day
from vanban.header.effect import worked_out
from vanban.model import Amendment, Document, Level, Provision

_CUE = re.compile(r"có hiệu lực(?: thi hành)?\s*(?:,\s*)?(?:kể )?(?:từ|sau)\b", re.IGNORECASE)
_OWN = re.compile(r"\bnày (?:bắt đầu |chính thức )?có hiệu lực", re.IGNORECASE)
_SAYING = frozenset({Level.ARTICLE, Level.CLAUSE})
_LISTED = re.compile(r"\bsau đây\b", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:Điều \d+\w?[.:][^.\n]{0,80}\n|\d+\w?[.)]|[a-zđ]\d*\))?\s*", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:quy định|nội dung|các|tại|của|ở|và|riêng|trừ|ngoại trừ|thì|này|trường hợp|sau đây|sẽ|điều|khoản|điểm|mục"
    r"|chương|ngày|ký|ban hành|thông qua|luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|liên tịch"
    r"|văn bản|quy chế)\b|[\W\d]",
    re.IGNORECASE,
)
_LONG = 12000  # a provision that says from when others hold is short


@dataclass(frozen=True, slots=True)
class Part:
    """A provision that holds from a day of its own; ``whole`` unless only something in it does."""

    loc: str
    day: dt.date
    whole: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """The days between which an instruction holds: whole from ``since``; within ``parted`` only in part."""

    since: dt.date | None
    until: dt.date | None = None
    parted: tuple[dt.date, dt.date] | None = None
    open_end: bool = False  # until something happens

    def at(self, day: dt.date | None) -> Literal["yes", "not-yet", "ended", "in-part", "never"]:
        """Whether it holds on a day."""
        if self.since is not None and self.until is not None and self.until < self.since:
            return "never"
        if day is None:
            return "yes"
        if self.parted and self.parted[0] <= day < self.parted[1]:
            return "in-part"
        if self.since is not None and self.since > day:
            return "not-yet"
        return "ended" if self.until is not None and self.until < day else "yes"


def parts(document: Document) -> list[Part]:
    """The provisions of a document that take effect on another day than it does."""
    content, own = document.text.content, document.header.effective.since
    found: list[Part] = []
    at = 0
    for provision in document.structure.provisions:
        if provision.start < at or provision.level not in _SAYING or provision.end - provision.start > _LONG:
            continue
        if _OWN.search(content, provision.start, provision.end):
            at = provision.end
            found += [part for part in _commencing(document, provision) if part.day != own]
    return list(dict.fromkeys(found))


def _commencing(document: Document, provision: Provision) -> Iterator[Part]:
    content = document.text.content
    for start, end in _sentences(content, provision.start, provision.end):
        cues = list(_CUE.finditer(content, start, end))
        if not cues or any(quote.start <= start < quote.end for quote in document.structure.quotes):
            continue
        at = start
        for cue, stop in zip(cues, [*(one.start() for one in cues[1:]), end], strict=True):
            day = worked_out(content[cue.start() : stop], document.header.date).since
            if day is not None:
                yield from _named(document, at, cue.start(), day)
                if content[start:stop].rstrip().endswith(":") and _LISTED.search(content, at, cue.start()):
                    for first, last in _lines(content, stop, provision.end):
                        yield from _named(document, first, last, day)
            told = next((day.end for day in find_days(content, cue.end(), stop)), cue.end())
            at = told


def _named(document: Document, start: int, end: int, day: dt.date) -> Iterator[Part]:
    """The provisions that the words before “có hiệu lực” name; in part where they say more than their places."""
    content, at = document.text.content, start
    named: list[tuple[str, bool]] = []
    whole = alike = True
    for citation in document.citations:
        if start <= citation.start and citation.end <= end:
            gap = content[at : citation.start]
            whole = whole and _bare(gap, at == start)
            alike = alike and not (named and "trừ" in gap)
            at = citation.end
            named += [(ref.loc, whole) for ref in citation.refs if ref.doc == "SELF" and ref.loc]
    alike = alike and _bare(content[at:end], at == start)
    for loc, alone in named:
        yield Part(loc, day, alone and alike)


def is_bare(words: str) -> bool:
    """The same of words that no number opens."""
    return _bare(words, False)


def _bare(words: str, first: bool) -> bool:
    """Whether words between places say nothing of their own."""
    return not _FILLER.sub("", _LABEL.sub("", words, count=1) if first else words).strip()


def _sentences(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in re.compile(r"(?<=\.)\s|\n").finditer(content, start, end):
        if _LABEL.fullmatch(content[at : found.start() + 1]):
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


_FROM = re.compile(r"(?<!có hiệu lực )(?<!có hiệu lực thi hành )(?<!ban hành )\b(?:kể )?từ (?=ngày\s)", re.IGNORECASE)
_UNTIL = re.compile(r"\bđến (?:hết )?(?=ngày\s)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:cho )?đến (?:khi\b|ngày có hiệu lực|thời điểm)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|\([^)]*\)")
OWN_DAYS = frozenset({"repeal", "suspend", "extend", "repeal_subject"})
"""Instructions that may name their days themselves."""


def own_days(document: Document, row: Amendment) -> tuple[dt.date | None, dt.date | None, bool]:
    """From and until which day an instruction says itself that it holds, and whether until something happens.

    The day until which something is extended is no end of the instruction.
    """
    if row.op not in OWN_DAYS:
        return None, None, False
    words = document.text.content[row.start : row.end]
    words = _QUOTED.sub(lambda found: " " * len(found[0]), words)
    since, until = _day(_FROM, words), _day(_UNTIL, words)
    lasting = row.op in ("suspend", "extend")
    return since, until if lasting else None, row.op == "suspend" and until is None and bool(_OPEN.search(words))


EXCEPT = re.compile(
    r"(?<!miễn )(?<!khấu )(?<!giảm )(?<!loại )(?<!phòng )(?<!bù )(?<!cấn )(?<!diệt )\btrừ\b(?! lùi)|\bkhông bao gồm\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"[“\"][^”\"]*[”\"]")


def excepts(words: str) -> bool:
    """Whether an instruction takes something out of what it names.

    >>> excepts("Bãi bỏ Điều 5 (trừ khoản 3)"), excepts("Bãi bỏ cụm từ “trừ hộ nghèo”"), excepts("về giảm trừ gia cảnh")
    (True, False, False)
    """
    return EXCEPT.search(_SPOKEN.sub(" ", words)) is not None


def _day(cue: re.Pattern[str], words: str) -> dt.date | None:
    for found in cue.finditer(words):
        day = match_day(words, found.end())
        if day is not None and day.date is not None:
            return day.date
    return None
