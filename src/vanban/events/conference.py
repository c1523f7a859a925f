"""Which sentence tells that a study conference was held, when, where and by whom?"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from vanban.dates import Day, match_day
from vanban.tables import load
from vanban.tables.issuers import provinces

_HELD = re.compile(r"\b(?:tổ chức|khai mạc|diễn ra)\s+(?=[Hh]ội nghị\b)")
_TIME = re.compile(
    r"\b(?:Sáng|Chiều|Tối|Ngày|sáng|chiều|tối|ngày)(?:\s+nay)?[\s,]*\(?\s*(?:ngày\s+)?"
    r"(?=\d{1,2}\s?[/\-.]|\d{1,2}\s+tháng)"
)
_LED = re.compile(r"\s+(?:đã|chủ trì|phối hợp|long trọng|vừa|cùng|sẽ|tiến hành|trang trọng)\b.*$", re.DOTALL)
_VENUE = re.compile(
    r"\b[Tt]ại\s+(?:(?:điểm|đầu) cầu\s+|trụ sở\s+)?(?P<where>[^,.;\n]{2,80}?)"
    r"(?=[,.;)]|\s+(?:đã|diễn ra|Ban|Tỉnh|Thành|Đảng)\b)"
)
_TRIES = 300  # a report that speaks of more conferences tells of none in particular
_FAR = 1500  # no sentence of a report is longer
_CRAWL = re.compile(r"\bdate (\d{4})-(\d{1,2})\b")
_END = re.compile(r"[.!?…](?=\s+[^\W\d_a-z]|\s*$|\s*\n)")
_REGION = ("tỉnh", "thành phố", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "Thành uỷ", "Công an tỉnh", "Đảng bộ tỉnh")


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference as told; ``start:end`` is its name."""

    name: str
    start: int
    end: int
    date: dt.date | None
    place: str | None
    organiser: str | None


def conferences(content: str) -> Iterator[Conference]:
    """The study conferences told as held, each once."""
    seen: set[str] = set()
    for found in islice(_HELD.finditer(content), _TRIES):
        begin = _sentence_start(content, found.start())
        times = list(_TIME.finditer(content, begin, found.start()))
        if not times:
            continue
        start, line = found.end(), content.find("\n", found.end())
        end = _name_end(content, start, min(line if line > 0 else len(content), start + _FAR))
        name = " ".join(content[start:end].split())
        day = match_day(content, times[-1].end())
        if not day or not _is_study(name) or name.lower() in seen:
            continue
        seen.add(name.lower())
        who = content[day.end : found.start()].lstrip(" ),-–")
        organiser, venue = _organiser(who)
        place = venue or _place(content, organiser, begin, end)
        yield Conference(name, start, end, _date(content, day), place, organiser)


def _sentence_start(content: str, at: int) -> int:
    """Where the sentence around ``at`` begins: behind a line end or a full stop."""
    line = max(content.rfind("\n", 0, at) + 1, at - _FAR)
    stops = [stop.end() for stop in _END.finditer(content, line, at)]
    return stops[-1] if stops else line


def _name_end(content: str, start: int, end: int) -> int:
    """Where the name ends: at the sentence's end or before what is no longer name."""
    stop = _END.search(content, start, end)
    end = stop.start() if stop else end
    cuts = [content.find(mark, start, end) for mark in load("events")["name_ends"]]
    return min([cut for cut in cuts if cut > 0] + [end])


def _is_study(name: str) -> bool:
    """Whether a conference's name says that documents are studied there.

    >>> _is_study("Hội nghị học tập Nghị quyết"), _is_study("Hội nghị sơ kết công tác phổ biến pháp luật")
    (True, False)
    """
    head = name[:90].lower()
    reviewing = re.search(r"\b(?:sơ kết|tổng kết|giao ban|tập huấn|thường kỳ|báo cáo viên)\b", head)
    return any(word.lower() in head for word in load("events")["subjects"]) and not reviewing


def _organiser(words: str) -> tuple[str | None, str | None]:
    """The organising body and the venue in the words between the date and “tổ chức”.

    >>> _organiser("tại Hà Nội, Ban Tuyên giáo Trung ương phối hợp với Ban Kinh tế Trung ương chủ trì")
    ('Ban Tuyên giáo Trung ương', 'Hà Nội')
    """
    venue = _VENUE.match(words)
    rest = words[venue.end() :] if venue else words
    name = " ".join(_LED.sub("", " " + rest.strip(" ,.;:")).split()).strip(" ,")
    return name if name and name[0].isupper() and len(name) < 160 else None, venue["where"].strip() if venue else None


def _place(content: str, organiser: str | None, begin: int, end: int) -> str | None:
    """The venue named beside the event, else the province whose body holds it, else the first venue of the text."""
    for name in provinces():
        if organiser and re.search(rf"\b{name}\b", organiser):
            return name
    if organiser and re.search(r"\b(?:tỉnh|Tỉnh|thành phố|Thành ủy|Thành uỷ)", organiser):
        region = _region().search(content)
        return region["name"] if region else None
    line = content.find("\n", end)
    venue = _VENUE.search(content, begin, line if line > 0 else len(content))
    near = venue["where"].strip() if venue else ""
    named = _venues().search(content)
    return near if near in provinces() else named["name"] if named else None


@cache
def _region() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_REGION)})\s+(?P<name>{'|'.join(provinces())})\b")


@cache
def _venues() -> re.Pattern[str]:
    return re.compile(rf"\b[Tt]ại\s+(?:(?:điểm|đầu)\s+cầu\s+)?(?:thành phố\s+)?(?P<name>{'|'.join(provinces())})\b")


def _date(content: str, day: Day) -> dt.date | None:
    """The day with the year that the text prints, else that of the crawl date a month away at most."""
    if day.year:
        return day.date
    crawl = _CRAWL.search(content, 0, 200)
    if not crawl:
        return None
    year, month = int(crawl[1]), int(crawl[2])
    if month in (day.month, day.month + 1):
        return day.within(year).date
    return day.within(year - 1).date if (day.month, month) == (12, 1) else None
