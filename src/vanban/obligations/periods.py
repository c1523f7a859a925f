"""Which month, quarter or year do these words name, and on which day does it end?"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from vanban.dates import match_day

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_Q = r"(IV|I{1,3}|[1-4])(?!\w)"
_QUARTER = re.compile(
    rf"[Qq]uý\s+{_Q}(?:\s*(?:/|-|–|,|năm|của năm)\s*((?:19|20)\d\d))?"
    rf"(?:\s*(?:,|và|-|–|đến|đến hết)\s*(?:[Qq]uý\s+)?{_Q}(?:\s*(?:/|-|–|,|năm)\s*((?:19|20)\d\d))?)?"
    r"(?:\s*(?:/|năm)\s*((?:19|20)\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:năm\s+)?((?:19|20)\d\d)(?![\d/])(?:\s*[-–]\s*((?:19|20)\d\d)(?!\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A printed day, month, quarter or year: its last day, and what of the day is told without a year."""

    end: int
    first: dt.date | None
    last: dt.date | None
    month: int | None = None
    day: int | None = None
    year_told: bool = True


def read_period(text: str, position: int, sort: str, year: int | None) -> Period | None:
    """The period of ``sort`` (day, month, quarter, year) printed at ``position``; ``year`` where none is told."""
    return _READERS[sort](text, position, year)


def _day(text: str, position: int, year: int | None) -> Period | None:
    found = match_day(text, position)
    if not found or not found.day:
        return None
    whole = found.within(year) if year else found
    return Period(found.end, whole.date, whole.date, found.month, found.day, found.year is not None)


def _month(text: str, position: int, year: int | None) -> Period | None:
    found = match_day(text, position)
    if not found or found.day:
        return None
    of = found.year or year
    first = dt.date(of, found.month, 1) if of else None
    last = end_of_month(of, found.month) if of else None
    return Period(found.end, first, last, found.month, None, found.year is not None)


def _quarter(text: str, position: int, year: int | None) -> Period | None:
    found = _QUARTER.match(text, position)
    if not found:
        return None
    first, year1, second, year2, year3 = found.groups()
    told = [int(y) for y in (year1, year2, year3) if y]
    of = told[-1] if told else year
    quarter = _QUARTERS[(second or first).lower()]
    start = _QUARTERS[first.lower()]
    return Period(
        found.end(),
        dt.date(told[0] if told else of, 3 * start - 2, 1) if of else None,
        end_of_month(of, 3 * quarter) if of else None,
        3 * quarter,
        None,
        bool(told),
    )


def _year(text: str, position: int, year: int | None) -> Period | None:
    found = _YEAR.match(text, position)
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return Period(found.end(), dt.date(first, 1, 1), dt.date(last, 12, 31))


def end_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


_READERS = {"day": _day, "month": _month, "quarter": _quarter, "year": _year}
