"""When is somebody reminded of a duty, and who? The ladder as data, its days as working days: pure decisions."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from thongsuot.units.rules import Role
from vanban.workdays import add_working_days, is_working_day, previous_working_day, working_days_between

TABLE = Path(__file__).with_name("ladder.toml")
MOST_BEFORE = 40
"""Working days before a deadline at most."""


class Kind(StrEnum):
    """What is reminded of."""

    DUTY = "duty"  # a deadline that comes or is over
    CONFIRM = "confirm"  # a report that waits for its confirmation
    RECEIVE = "receive"  # a document that was sent and not received
    STUDY = "study"  # one that was received and not studied
    NOTE = "note"  # one whose head has not taken note of it
    DECIDE = "decide"  # one whose words changed, and nobody has decided on what rests on them
    COMMENT = "comment"  # a draft on which a unit was asked to comment, whose day comes
    APPROVE = "approve"  # a programme that was submitted and waits for its approval
    EXEMPT = "exempt"  # an exemption that was asked for and waits for its decision
    RETURNED = "returned"  # a document that a unit gave back to its sender


class Seat(StrEnum):
    """As what a unit is told."""

    LEAD = "lead"
    PARTNER = "partner"
    MONITOR = "monitor"
    ASSIGNER = "assigner"
    ABOVE = "above"  # above the unit that gave the duty
    RECIPIENT = "recipient"  # of a document


class Wanted(StrEnum):
    """How somebody wants to be reminded."""

    MAIL = "mail"  # on the page and by e-mail
    PAGE = "page"
    NONE = "none"


class Sending(StrEnum):
    """How far an e-mail is."""

    WAITING = "waiting"
    SENT = "sent"  # the mail server took it
    WRITTEN = "written"  # into a file, or printed: no mail server is configured
    OFF = "off"  # nothing left: e-mail is switched off
    FAILED = "failed"  # given up: the reminders stay on the page


HEARING = (Role.HEAD, Role.OFFICER, Role.CLERK)
"""The roles that can hear; each is a column of a reminder."""
Tells = Mapping[Seat, frozenset[str]]
"""Which roles of which units hear."""


def hearing(roles: Collection[str]) -> dict[str, Any]:
    """Who of a unit hears, as the columns of a reminder say it.

    >>> hearing({"head"})
    {'head': True, 'officer': False, 'clerk': False}
    """
    return {str(role): role in roles for role in HEARING}


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: working days after the deadline, negative before it, and who hears."""

    days: int
    tells: Tells


@cache
def table() -> Mapping[str, Any]:
    """The ladder as it is written."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def _tells(row: Mapping[str, Any]) -> Tells:
    return {Seat(seat): frozenset(roles) for seat, roles in row.items() if seat in list(Seat)}


@cache
def ladder(before: tuple[int, ...] = ()) -> tuple[Rung, ...]:
    """All rungs, the earliest first; ``before`` are a unit's own days before the deadline.

    >>> [rung.days for rung in ladder()], [rung.days for rung in ladder((3,))][:2]
    ([-10, -5, -1, 0, 2, 4, 9], [-3, 0])
    """
    first, rest = table()["before"], table()["rung"]
    rungs = [Rung(-days, _tells(first)) for days in before or first["days"]]
    return tuple(sorted([*rungs, *(Rung(row["days"], _tells(row)) for row in rest)], key=lambda rung: rung.days))


def after(kind: Kind) -> Rung:
    """After how many working days somebody is reminded of what waits for him and has no deadline.

    >>> after(Kind.CONFIRM).days
    3
    """
    return Rung(table()[kind]["days"], _tells(table()[kind]))


@lru_cache(maxsize=8192)
def day_of(due: date, days: int) -> date:
    """The day on which a rung is reached. Before a deadline on a day of rest, days count from the last working one.

    >>> day_of(date(2026, 2, 24), -1), day_of(date(2026, 2, 14), 0), day_of(date(2026, 2, 13), 2)
    (datetime.date(2026, 2, 23), datetime.date(2026, 2, 13), datetime.date(2026, 2, 24))
    """
    if days > 0 or is_working_day(due):
        return add_working_days(due, days)
    return add_working_days(previous_working_day(due), days)


@dataclass(frozen=True, slots=True)
class Reached:
    """What is due on a day has come to this rung, on that day."""

    due: date
    rung: Rung
    on: date


def step(due: date, today: date, rungs: Sequence[Rung]) -> Reached | None:
    """The rung that a deadline has come to on a working day: its last, unless that lies too far behind.

    A rung that was missed for so long is over: who missed it hears at the next one.
    """
    passed = [(rung, on) for rung in rungs if (on := day_of(due, rung.days)) <= today]
    if not passed or working_days_between(passed[-1][1], today) > table()["catch_up"]:
        return None
    return Reached(due, *passed[-1])


def reached(today: date, rungs: Sequence[Rung]) -> Iterator[Reached]:
    """The deadlines whose duties are reminded of on a day, the earliest first; none on a day of rest."""
    if not is_working_day(today):
        return
    first = today - timedelta(days=3 * rungs[-1].days + 45)
    last = today + timedelta(days=45 - 2 * rungs[0].days)
    for n in range((last - first).days):
        if found := step(first + timedelta(days=n), today, rungs):
            yield found


def waited(today: date, kind: Kind = Kind.CONFIRM) -> tuple[date, date] | None:
    """The days, first and last, since which something waits that is reminded of today, such as a report."""
    if not is_working_day(today):
        return None
    days = (today - timedelta(days=n) for n in range(60))
    rung, late = after(kind).days, table()["catch_up"]
    fits = [
        day for day in days if (on := add_working_days(day, rung)) <= today and working_days_between(on, today) <= late
    ]
    return min(fits), max(fits)


def own_days(written: str) -> tuple[int, ...] | None:
    """A unit's own days before a deadline, as somebody writes them; None if that cannot be.

    >>> own_days("15, 5,1"), own_days(""), own_days("x"), own_days("99")
    ((15, 5, 1), (), None, None)
    """
    parts = [part.strip() for part in written.replace(";", ",").split(",") if part.strip()]
    if not all(part.isdecimal() and 0 < int(part) <= MOST_BEFORE for part in parts) or len(parts) > 6:
        return None
    return tuple(sorted({int(part) for part in parts}, reverse=True))


PAUSES = (1, 5, 15, 60, 180, 360, 720)
"""Minutes between one attempt to send and the next; then it is given up."""


def pause(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None to give up.

    >>> pause(1), pause(8)
    (datetime.timedelta(seconds=60), None)
    """
    return timedelta(minutes=PAUSES[attempts - 1]) if attempts <= len(PAUSES) else None
