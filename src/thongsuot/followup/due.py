"""On which day is a duty due? A day as it is said, or counted from another day, with its working and what to know."""

from dataclasses import dataclass
from datetime import date
from typing import get_args

from vanban.workdays import Unit, deadline, due_after

PERIODS: tuple[Unit, ...] = get_args(Unit)
LAST = 2199
"""The last year of which holidays are known."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline and how it was come to."""

    day: date | None = None
    working: str = ""


def counted(n: int, period: str, since: date) -> Due | None:
    """The last day of ``n`` periods from a day; None where that is no day of a calendar.

    >>> counted(5, "working_day", date(2026, 2, 12)).day
    datetime.date(2026, 2, 26)
    """
    unit = next((one for one in PERIODS if one == period), None)
    if unit is None or since.year > LAST:
        return None
    try:
        found = due_after(since, n, unit)
    except (ValueError, OverflowError):
        return None
    return Due(found.day, found.working) if found.day.year <= LAST else None


def note(day: date | None, working: str = "") -> str:
    """What to know of a deadline that falls on a day of rest, unless its working says so already."""
    told = deadline(day) if day else ""
    return "" if told in working else told
