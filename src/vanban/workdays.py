"""Which days are worked, and on which day ends a number of working days? Holidays, swapped days, days of rest.

The days of Tết and of swaps are decided year by year; of a year that no notice is known of (:func:`announced`)
they are *expected*, and every explanation says so. Offices work from Monday to Friday.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from vanban.lunar import lunar_day
from vanban.tables import load

Unit = Literal["working_day", "day", "week", "month", "year"]
"""What a period is told in, as in the rule of a :class:`~vanban.model.Deadline`."""

_DAY = dt.timedelta(days=1)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WORDS: Mapping[str, str] = {
    "working_day": "ngày làm việc", "day": "ngày", "week": "tuần", "month": "tháng", "year": "năm",
}  # fmt: skip
_FIRST, _LAST = 1995, 2199  # of the years that the rules speak of


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is not worked (ngày nghỉ). ``expected``: no notice of the year has said so yet."""

    day: dt.date
    name: str
    source: str
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which a period ends, and how it was come to, for people."""

    day: dt.date
    working: str


def announced(year: int) -> bool:
    """Whether the notices of a year are known: its Tết and its swapped days are certain.

    >>> announced(2026), announced(2040)
    (True, False)
    """
    return any(row["year"] == year for row in load("holidays")["notice"])


def day_off(day: dt.date) -> DayOff | None:
    """Why a day is not worked; None if it is.

    >>> day_off(dt.date(2026, 2, 17)).name, day_off(dt.date(2026, 8, 22))
    ('Tết Âm lịch', None)
    """
    if found := _holidays(day.year).get(day):
        return found
    weekly = load("holidays")["weekly"]
    if day.weekday() in weekly["days"] and day not in _worked():
        return DayOff(day, weekly["name"], weekly["source"])
    return None


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on a day.

    >>> is_working_day(dt.date(2026, 8, 22)), is_working_day(dt.date(2026, 8, 31))
    (True, False)
    """
    return day_off(day) is None


def next_working_day(day: dt.date) -> dt.date:
    """The first working day after a day.

    >>> next_working_day(dt.date(2026, 2, 13))
    datetime.date(2026, 2, 23)
    """
    return add_working_days(day, 1)


def previous_working_day(day: dt.date) -> dt.date:
    """The last working day before a day."""
    return add_working_days(day, -1)


def add_working_days(day: dt.date, n: int) -> dt.date:
    """The ``n``-th working day after a day, before it where ``n`` is negative; the day itself is not counted.

    >>> add_working_days(dt.date(2026, 2, 12), 3), add_working_days(dt.date(2026, 2, 25), -3)
    (datetime.date(2026, 2, 24), datetime.date(2026, 2, 13))
    """
    step = _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after ``start`` up to and with ``end``; negative where ``end`` comes first.

    >>> working_days_between(dt.date(2026, 2, 13), dt.date(2026, 2, 24))
    2
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + n * _DAY) for n in range(1, (end - start).days + 1))


def deadline(day: dt.date) -> str:
    """What to know of a deadline on this day: empty if it is worked. The legal day stays as the text has it.

    >>> deadline(dt.date(2026, 5, 16))
    'Hạn rơi vào thứ Bảy (nghỉ hằng tuần): giữ hạn theo văn bản; ngày làm việc liền trước là 15/05/2026.'
    """
    off = day_off(day)
    if off is None:
        return ""
    before = previous_working_day(day)
    told = f"Hạn rơi vào {_WEEKDAYS[day.weekday()]} ({off.name}): giữ hạn theo văn bản; "
    told += f"ngày làm việc liền trước là {_print(before)}."
    return f"{told} {_unsure({before.year, day.year})}".strip() if off.expected else told


def due_after(start: dt.date, n: int, unit: Unit) -> Due:
    """The last day of ``n`` days, working days, … from ``start``, which is not counted (BLDS 2015, Điều 147, 148).

    >>> due_after(dt.date(2026, 2, 12), 5, "working_day").day
    datetime.date(2026, 2, 26)
    """
    day = add_working_days(start, n) if unit == "working_day" else later(start, n, unit)
    told = f"{n:02} {_WORDS[unit]} kể từ ngày {_print(start)}, không tính ngày này"
    if unit == "working_day":
        told += "".join(f"; trừ {words}" for words in _skipped(start, day))
    told += f": hết ngày {_print(day)} ({_WEEKDAYS[day.weekday()]})."
    return Due(day, " ".join(filter(None, (told, deadline(day), _doubt(start, day)))))


def later(start: dt.date, n: int, unit: Unit) -> dt.date:
    """So many days, weeks, months or years later; the last day of a month where it has no such day.

    >>> later(dt.date(2022, 8, 31), 6, "month")
    datetime.date(2023, 2, 28)
    """
    if unit in ("day", "week"):
        return start + dt.timedelta(days=n * (7 if unit == "week" else 1))
    months = start.year * 12 + start.month - 1 + n * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _skipped(start: dt.date, end: dt.date) -> Iterator[str]:
    """The days that are not counted, in words: days of weekly rest by their number, holidays by their name."""
    days = [off for n in range(1, (end - start).days + 1) if (off := day_off(start + n * _DAY))]
    weekly = load("holidays")["weekly"]["name"]
    names = dict.fromkeys(off.name for off in days if off.name != weekly)
    for name in names:
        held = [off.day for off in days if off.name == name]
        yield f"{name} ({_print(held[0])}{f' – {_print(held[-1])}' if len(held) > 1 else ''})"
    if n := sum(off.name == weekly for off in days):
        yield f"{n} ngày nghỉ hằng tuần"


def _doubt(start: dt.date, end: dt.date) -> str:
    """What is not sure of a stretch of days, where days that are only expected lie in it."""
    days = (day for year in range(start.year, end.year + 1) for day in _holidays(year).values())
    return _unsure({off.day.year for off in days if off.expected and start < off.day <= end})


def _unsure(years: set[int]) -> str:
    told = ", ".join(str(year) for year in sorted(years) if not announced(year))
    return f"Lịch nghỉ Tết, Quốc khánh năm {told} là dự kiến, chưa có thông báo." if told else ""


@cache
def _worked() -> frozenset[dt.date]:
    """Days of weekly rest that are worked (ngày làm bù)."""
    return frozenset(row["day"] for row in load("holidays")["worked"])


@cache
def _holidays(year: int) -> Mapping[dt.date, DayOff]:
    """The holidays of a year and the days on which they are made up."""
    if not _FIRST <= year <= _LAST:
        return {}
    found: dict[dt.date, DayOff] = {}
    made_up: list[DayOff] = []
    for off, moves in sorted(_told(year), key=lambda told: told[0].day):
        found.setdefault(off.day, off)
        if moves and off.day.weekday() in load("holidays")["weekly"]["days"]:
            made_up.append(off)
    for off in made_up:
        day = off.day
        while day in found or day.weekday() in load("holidays")["weekly"]["days"]:
            day += _DAY
        found[day] = DayOff(day, f"nghỉ bù {off.name}", off.source, off.expected)
    return found


def _told(year: int) -> Iterator[tuple[DayOff, bool]]:
    """The holidays of a year, before any is made up, and whether it would be."""
    table = load("holidays")
    for row in table["fixed"]:
        if year >= row["since"]:
            yield DayOff(dt.date(year, row["month"], row["day"]), row["name"], row["source"]), row["made_up"]
    for row in table["lunar"]:
        if year >= row["since"]:
            yield DayOff(lunar_day(year, row["month"], row["day"]), row["name"], row["source"]), row["made_up"]
    for row in table["notice"]:
        for n in range((row["last"] - row["first"]).days + 1 if row["year"] == year else 0):
            yield DayOff(row["first"] + n * _DAY, row["name"], row["source"]), row["made_up"]
    if not announced(year):
        yield from ((off, True) for off in _expected(year))


def _expected(year: int) -> Iterator[DayOff]:
    """The days of Tết and the second of the national day as they mostly were."""
    row = load("holidays")["expected"]
    new_year = lunar_day(year, 1, 1)
    for n in range(row["tet_days"]):
        day = new_year + dt.timedelta(days=n - row["tet_before"])
        yield DayOff(day, "Tết Âm lịch (dự kiến)", row["source"], expected=True)
    national = dt.date(year, 9, 2)
    beside = national + _DAY if national.weekday() in (0, 3) else national - _DAY  # it joins a weekend
    yield DayOff(beside, "Quốc khánh (ngày liền kề, dự kiến)", row["source"], expected=True)


def _print(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
