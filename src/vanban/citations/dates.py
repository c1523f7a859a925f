"""On which day was it signed? “ngày 05 tháng 3 năm 2020”, “ngày 8-2-2022”, “ngày 24/11”."""

import datetime as dt
import re
from typing import NamedTuple

_DATE = re.compile(
    r"(?:ngày|NGÀY|Ngày)\s*(\d{1,2})\s*(?:/|-|–|\.|tháng|THÁNG)\s*(\d{1,2})(?:\s*(?:,?\s*năm|NĂM|/|-|–|\.)\s*(\d{4})(?!\d))?"
)


class Day(NamedTuple):
    """A printed date: where it ends, and the day if the text gives the year and the day exists."""

    end: int
    date: dt.date | None


def read_day(text: str, start: int, end: int) -> Day | None:
    """The date phrase that begins at ``start``.

    >>> read_day("ngày 05 tháng 3 năm 2020 của", 0, 99)
    Day(end=24, date=datetime.date(2020, 3, 5))
    """
    found = _DATE.match(text, start, end)
    if found is None:
        return None
    day, month, year = found.groups()
    try:
        return Day(found.end(), dt.date(int(year), int(month), int(day)) if year else None)
    except ValueError:
        return Day(found.end(), None)
