"""Which decisions about duties need no database? How they move, on whose clock, and how they are counted."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum, StrEnum


class State(StrEnum):
    """How far an assignment is (trạng thái)."""

    ASSIGNED = "assigned"  # the unit has not said yet whether it takes it on
    ACCEPTED = "accepted"
    RETURNED = "returned"  # the unit gave it back and said why: the assigning unit must decide
    REPORTED = "reported"  # the unit says it is finished: nothing is done before it is confirmed
    DONE = "done"  # confirmed by the assigning unit
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What is done to an assignment."""

    ACCEPT = "accept"
    RETURN = "return"
    REASSIGN = "reassign"
    REPORT = "report"  # a report that says: finished
    CONFIRM = "confirm"
    REJECT = "reject"  # what was reported as finished is not
    REOPEN = "reopen"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"


MOVES: Mapping[tuple[State, Move], State] = {
    (State.ASSIGNED, Move.ACCEPT): State.ACCEPTED,
    (State.ASSIGNED, Move.RETURN): State.RETURNED,
    (State.RETURNED, Move.REASSIGN): State.ASSIGNED,
    (State.ACCEPTED, Move.REPORT): State.REPORTED,
    (State.REPORTED, Move.CONFIRM): State.DONE,
    (State.REPORTED, Move.REJECT): State.ACCEPTED,
    (State.DONE, Move.REOPEN): State.ACCEPTED,
    (State.ASSIGNED, Move.SUSPEND): State.SUSPENDED,
    (State.ACCEPTED, Move.SUSPEND): State.SUSPENDED,
    (State.RETURNED, Move.SUSPEND): State.SUSPENDED,
    (State.REPORTED, Move.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Move.RESUME): State.ACCEPTED,
    (State.ASSIGNED, Move.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
    (State.REPORTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.SUSPENDED, Move.WITHDRAW): State.WITHDRAWN,
}
OPEN = frozenset({State.ASSIGNED, State.ACCEPTED, State.RETURNED, State.REPORTED})
"""Those whose clock runs."""


def moved(state: State, move: Move) -> State | None:
    """Where a move leads from a state; None where it is not allowed.

    >>> moved(State.REPORTED, Move.CONFIRM), moved(State.ACCEPTED, Move.CONFIRM)
    (<State.DONE: 'done'>, None)
    """
    return MOVES.get((state, move))


class Kind(StrEnum):
    """What sort of duty."""

    ONCE = "once"
    REGULAR = "regular"  # thường xuyên: one turn of a recurring duty; counted apart


class Take(StrEnum):
    """How a unit takes part beside the one that leads."""

    PARTNER = "partner"  # phối hợp
    MONITOR = "monitor"  # theo dõi, giám sát


class Verdict(StrEnum):
    """What the assigning unit says of a report."""

    CONFIRMED = "confirmed"
    RETURNED = "returned"


class Decision(StrEnum):
    """What became of an extension that was asked for."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Every(StrEnum):
    """How often a regular duty comes again."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Standing(IntEnum):
    """Where an assignment stands on a day: each stands in exactly one, and they add up to all there are."""

    DONE_IN_TIME = 1
    DONE_LATE = 2
    OPEN_IN_TIME = 3  # also what has no deadline
    OPEN_OVERDUE = 4
    SUSPENDED = 5
    WITHDRAWN = 6


SPLIT = (Standing.DONE_IN_TIME, Standing.DONE_LATE, Standing.OPEN_IN_TIME, Standing.OPEN_OVERDUE)
"""The four-way split of valid duties: the denominator of every ratio."""


class Bucket(IntEnum):
    """What an assignment counts for without regard to the day; see :func:`bucket`."""

    DONE_IN_TIME = 1
    DONE_LATE = 2
    OPEN = 3
    SUSPENDED = 5
    WITHDRAWN = 6


def bucket(state: State, due: date | None, finished: date | None) -> Bucket:
    """What a state counts for. Finished is the day of the report that was confirmed, not of its confirmation.

    >>> bucket(State.DONE, date(2026, 3, 31), date(2026, 3, 31)), bucket(State.REPORTED, date(2026, 3, 31), None)
    (<Bucket.DONE_IN_TIME: 1>, <Bucket.OPEN: 3>)
    """
    if state in OPEN:
        return Bucket.OPEN
    if state == State.DONE:
        return Bucket.DONE_LATE if due and finished and finished > due else Bucket.DONE_IN_TIME
    return Bucket.SUSPENDED if state == State.SUSPENDED else Bucket.WITHDRAWN


def standing(held: Bucket, due: date | None, today: date) -> Standing:
    """Where it stands on a day. A deadline ends with its day: what is due today is not overdue.

    >>> [standing(Bucket.OPEN, date(2026, 3, day), date(2026, 3, 15)) for day in (14, 15)]
    [<Standing.OPEN_OVERDUE: 4>, <Standing.OPEN_IN_TIME: 3>]
    """
    if held != Bucket.OPEN:
        return Standing(held)
    return Standing.OPEN_OVERDUE if due is not None and due < today else Standing.OPEN_IN_TIME


AGES = (7, 30, 120)
"""The ends, in days, of the bands of lateness: 1–7, 8–30, 31–120, more."""


def age(due: date, today: date) -> int:
    """The band of what is overdue, from 0.

    >>> [age(date(2026, 3, 1), date(2026, 3, 1) + timedelta(days)) for days in (1, 7, 8, 30, 121)]
    [0, 0, 1, 1, 3]
    """
    days = (today - due).days
    return sum(days > end for end in AGES)


def month(day: date) -> int:
    """A month as a number.

    >>> month(date(2026, 3, 9))
    202603
    """
    return day.year * 100 + day.month


def closes(children: Mapping[State, int], override: bool) -> bool:
    """Whether a duty may close: not over open ones passed down from it, unless overridden with a reason.

    >>> closes({State.DONE: 3}, False), closes({State.ACCEPTED: 1}, False), closes({State.ACCEPTED: 1}, True)
    (True, False, True)
    """
    return override or not any(n for state, n in children.items() if state in OPEN or state == State.SUSPENDED)


MONTHS: Mapping[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
"""How many months a period has."""


def turn_end(every: Every, day: date) -> date:
    """The last day of the period in which ``day`` lies.

    >>> [turn_end(every, date(2026, 2, 10)).isoformat() for every in Every]
    ['2026-02-15', '2026-02-28', '2026-03-31', '2026-06-30', '2026-12-31']
    """
    if every == Every.WEEK:
        return day + timedelta(6 - day.weekday())
    months = MONTHS[every]
    last = (day.month - 1) // months * months + months
    return (date(day.year, last, 28) + timedelta(4)).replace(day=1) - timedelta(1)
