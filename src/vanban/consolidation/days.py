"""Between which days does an instruction hold: by its own words, and all in all?"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from vanban.consolidation.times import time_at
from vanban.dates import match_day
from vanban.model import Amendment, Document
from vanban.tables import load

LABEL = re.compile(r"^\W*(?:Điều \d+\w?[.:][^.\n]{0,80}\n|\d+\w?[.)]|[a-zđ]\d*\))?\s*", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:quy định|nội dung|các|tại|của|ở|và|riêng|trừ|ngoại trừ|thì|này|trường hợp|sau đây|sẽ|điều|khoản|điểm|mục"
    r"|chương|ngày|ký|ban hành|thông qua|luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|liên tịch"
    r"|văn bản|quy chế)\b|[\W\d]",
    re.IGNORECASE,
)
type Stretch = tuple[dt.date, dt.date]
"""From a day until before another; the last day there is stands for one that nobody knows."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The days between which an instruction holds: whole from ``since``; within each of ``parted`` only in part.

    ``unclear`` where it names a time of its own that is no day.
    """

    since: dt.date | None
    until: dt.date | None = None
    parted: tuple[Stretch, ...] = ()
    open_end: bool = False  # until something happens
    unclear: bool = False

    def at(self, day: dt.date | None) -> Literal["yes", "not-yet", "ended", "in-part", "unclear", "never"]:
        """Whether it holds on a day."""
        if self.since is not None and self.until is not None and self.until < self.since:
            return "never"
        if day is None:
            return "unclear" if self.unclear or any(behind == dt.date.max for _first, behind in self.parted) else "yes"
        for first, behind in self.parted:
            if first <= day < behind:
                return "unclear" if behind == dt.date.max else "in-part"
        if self.since is not None and self.since > day:
            return "not-yet"
        if self.unclear:
            return "unclear"
        return "ended" if self.until is not None and self.until < day else "yes"


@dataclass(frozen=True, slots=True)
class Part:
    """A provision that holds from or until a day of its own; neither where words name a time that is no day.

    ``doc`` is the act itself or one that it changes; ``whole`` unless only something in the provision is meant.
    """

    loc: str
    since: dt.date | None
    until: dt.date | None
    whole: bool
    doc: str = "SELF"


class Told(NamedTuple):
    """What the parts say of one provision: from when it holds, until when, and between which days only in part."""

    since: dt.date | None
    until: dt.date | None
    parted: tuple[Stretch, ...]


def told(own: dt.date | None, named: Iterable[tuple[Part, str]]) -> Told:
    """From and until when a provision holds, of which parts speak by one of its places; ``own`` is the act's day."""
    day, until, nearest, partly = own, None, -1, list[Part]()
    for part, loc in named:
        if not (f"{loc}.".startswith(f"{part.loc}.") or part.loc.startswith(f"{loc}.") or "ALL" in (loc, part.loc)):
            continue
        if not part.whole or len(part.loc) > len(loc) or len(part.loc) == nearest:
            partly.append(part)
        elif len(part.loc) > nearest:
            day, until, nearest = part.since or own, part.until, len(part.loc)
    days = [one for one in (day, *(part.since for part in partly)) if one]
    first, since = min(days, default=None), max(days, default=None)
    parted = [(first, since)] if first and since and first < since else []
    parted += [(part.until + dt.timedelta(1), dt.date.max) for part in partly if part.until]
    if any(part.since is None and part.until is None for part in partly):
        parted.append((first or dt.date.min, dt.date.max))
    return Told(since, until, tuple(dict.fromkeys(parted)))


def is_bare(words: str, *, first: bool = False) -> bool:
    """Whether words between places say nothing of their own; ``first`` where a number may open them.

    >>> is_bare("Quy định tại các "), is_bare("Quy định về phí tại "), is_bare("2. Riêng ", first=True)
    (True, False, True)
    """
    return not _FILLER.sub("", LABEL.sub("", words, count=1) if first else words).strip()


_UNTIL = re.compile(r"\bđến (?:hết )?(?=ngày\s)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:cho )?đến (?:khi\b|ngày có hiệu lực|thời điểm)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|\([^)]*\)")
OWN_DAYS = frozenset({"repeal", "suspend", "extend", "repeal_subject"})
"""Instructions that may name their days themselves."""


@cache
def _from() -> re.Pattern[str]:
    """“từ ngày …”, “từ năm học …”, not what is told of another document or names a stretch of years."""
    times = "|".join(load("commencing")["times"])
    return re.compile(
        rf"(?P<other>\b(?:có hiệu lực(?: thi hành)?,?|ban hành|giai đoạn|thời kỳ|nhiệm kỳ|khoảng|thời gian) )?"
        rf"\b(?:(?:kể )?từ (?={times})|sau (?=\d+ (?:\([^)]*\) )?(?:ngày|tháng|năm) kể từ))",
        re.IGNORECASE,
    )


def own_days(document: Document, row: Amendment) -> tuple[dt.date | None, dt.date | None, bool]:
    """From and until which day an instruction says itself that it holds, and whether until something happens.

    The day until which something is extended is no end of the instruction.
    """
    words = _said(document, row)
    since = next((day for day in _since(document, words) if day), None)
    if row.op not in OWN_DAYS:
        return since, None, False
    until = _day(_UNTIL, words) if row.op in ("suspend", "extend") else None
    return since, until, row.op == "suspend" and until is None and bool(_OPEN.search(words))


def unclear_day(document: Document, row: Amendment) -> bool:
    """Whether an instruction names a time from which it holds, and that is no day."""
    told = _since(document, _said(document, row))
    return bool(told) and not any(told)


def _said(document: Document, row: Amendment) -> str:
    """The words of an instruction, with blanks for what it quotes or puts in brackets."""
    content = document.text.content
    end = row.new_text.start if row.new_text and row.op not in OWN_DAYS else row.end
    words = content[row.start : end]
    if row.op not in OWN_DAYS:
        words = words.partition("\n")[0]
    return _QUOTED.sub(lambda found: " " * len(found[0]), words)


def _since(document: Document, words: str) -> list[dt.date | None]:
    """The days from which words say that something holds, other than that of the whole act; None for no day."""
    header = document.header
    own = header.effective.since
    found = [one for one in _from().finditer(words) if not one["other"]]
    days = [time_at(words[one.start() :], "since", header.date, own or _SOME_DAY).since for one in found]
    days = [day for day in days if day is None or day not in (own, _SOME_DAY)]
    return [day if day is None or day < _SOME_DAY else None for day in days]


_SOME_DAY = dt.date(9000, 1, 1)
"""Stands for the day on which an act takes effect where its words do not settle it."""


EXCEPT = re.compile(
    r"(?<!miễn )(?<!khấu )(?<!giảm )(?<!loại )(?<!phòng )(?<!bù )(?<!cấn )(?<!diệt )\btrừ\b(?! lùi)|\bkhông bao gồm\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(r"[“\"][^”\"]*[”\"]")


def excepts(words: str) -> bool:
    """Whether an instruction takes something out of what it names.

    >>> excepts("Bãi bỏ Điều 5 (trừ khoản 3)"), excepts("Bãi bỏ cụm từ “trừ hộ nghèo”"), excepts("về giảm trừ gia cảnh")
    (True, False, False)
    """
    return EXCEPT.search(SPOKEN.sub(" ", words)) is not None


def _day(cue: re.Pattern[str], words: str) -> dt.date | None:
    for found in cue.finditer(words):
        day = match_day(words, found.end())
        if day is not None and day.date is not None:
            return day.date
    return None
