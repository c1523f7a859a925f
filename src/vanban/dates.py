"""Which calendar day do these words name? The one reading of printed dates, for every finder.

``find_day`` searches a stretch, ``match_day`` reads at a position, ``find_days`` gives all. Read are:
“ngày 05 tháng 3 năm 2020”, “ngày 22/12/2024”, “8-2-2022”, “5.10.2022”, “ngày 5/10” (no year),
“tháng 3 năm 2021”, “tháng tư năm 2018”, “tháng 6” (no year), “3.2021”. A number
pair without “ngày” or a part of the day before it is no date (“bước 3/4”), unless ``match_day`` is
asked about that very place; a month in words needs its day or year (“mỗi tháng một lần”).
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or day-without-year as printed at ``start:end``. Parts that are not told are None."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def date(self) -> dt.date | None:
        """The calendar day, if day, month and year are told and there is such a day."""
        return _date(self.year, self.month, self.day) if self.day else None

    @property
    def last(self) -> dt.date | None:
        """The last day of what is told: the day itself, or the last of the month."""
        if self.year is None:
            return None
        return self.date if self.day else dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def within(self, year: int) -> "Day":
        """The same with ``year`` where none is told."""
        return self if self.year else Day(self.start, self.end, year, self.month, self.day)


_WORDS = {
    "mười một": 11, "mười hai": 12, "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4,
    "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12,
}  # fmt: skip
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_MONTH_WORD = "|".join(_WORDS).replace(" ", r"\s").replace("năm", r"năm(?=\snăm)")
_GAP = r"[ \t]{0,4}"
_YEAR = rf"(?:{_GAP},?{_GAP}năm{_GAP}|[ ]?[/.\-–][ ]?)((?:19|20)\d{{2}}(?!\d))"
_MONTH_NAMED = rf"(?:({_MONTH})|({_MONTH_WORD})\b)(?:{_YEAR})?"
_LEAD = rf"\b(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Hh]ôm)(?:\s(?:mùng|mồng))?{_GAP}:?{_GAP}"
_DATE = re.compile(
    rf"({_LEAD})?(?<![\d/.\-–])(0?[1-9]|[12]\d|3[01])(?!\d){_GAP}"  # lead, day
    rf"(?:,?{_GAP}tháng{_GAP}{_MONTH_NAMED}"  # month, month word, year
    rf"|([/.\-–])[ ]?({_MONTH})(?:[ ]?\6[ ]?((?:19|20)\d{{2}}(?!\d)))?(?![\d/\-–]|\.\d))"  # sign, month, year
    rf"|\b[Tt]háng[ \t]{{1,4}}{_MONTH_NAMED}(?![\d/]|[.]\d)"  # month, month word, year
    rf"|(?<![\d/.\-–])({_MONTH})[/.\-]((?:19|20)\d{{2}})(?![\d/\-–]|[.]\d)"  # month, year
)


def match_day(text: str, position: int, year: int | None = None) -> Day | None:
    """The date that begins at ``position``; ``year`` where the text tells none.

    >>> match_day("8-2-2022", 0).date, match_day("5/10", 0, year=2022).date
    (datetime.date(2022, 2, 8), datetime.date(2022, 10, 5))
    """
    found = _DATE.match(text, position)
    return _read(found, year) if found else None


def find_days(text: str, start: int = 0, end: int | None = None, year: int | None = None) -> Iterator[Day]:
    """All dates in ``text[start:end]``, left to right.

    >>> [day.last.isoformat() for day in find_days("từ ngày 05 tháng 3 năm 2020 đến tháng tư năm 2021")]
    ['2020-03-05', '2021-04-30']
    """
    for found in _DATE.finditer(text, start, len(text) if end is None else end):
        lead, sign, printed = found.group(1, 6, 8)
        day = _read(found, year) if lead or printed or not sign else None
        if day:
            yield day


def find_day(text: str, start: int = 0, end: int | None = None, year: int | None = None) -> Day | None:
    """The first date in ``text[start:end]``; ``year`` where the text tells none.

    >>> find_day("ban hành ngày 22/12/2024").date
    datetime.date(2024, 12, 22)
    >>> find_day("giai đoạn 2021-2025, bước 3/4") is None
    True
    """
    return next(find_days(text, start, end, year), None)


def _read(found: re.Match[str], year: int | None) -> Day | None:
    """The value of a match, None if there is no such day."""
    _, number, month3, word3, year3, _, month6, year6, month9, word9, year9, month12, year12 = found.groups()
    word = word3 or word9
    month = _WORDS[" ".join(word.split())] if word else int(month3 or month6 or month9 or month12)
    printed = year3 or year6 or year9 or year12
    told = int(printed) if printed else year
    day = int(number) if number else None
    if word9 and not printed:
        return None
    if day and _date(told or 2000, month, day) is None:
        return None
    return Day(found.start(), found.end(), told, month, day)


def _date(year: int | None, month: int, day: int | None) -> dt.date | None:
    """A date, None where a part is missing or the calendar has no such day."""
    if not year or not day or day > calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)
