"""How did a duty count at a moment? By what had happened to it until then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from thongsuot.followup.rules import Bucket


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happened to a duty and that changes how it counts."""

    at: datetime
    verb: str
    due: date | None = None  # from then on, where the verb changes it
    finished: date | None = None
    lead: int | None = None


STANDS = {
    "report-confirmed": Bucket.DONE_IN_TIME, "duty-reopened": Bucket.OPEN, "duty-suspended": Bucket.SUSPENDED,
    "duty-resumed": Bucket.OPEN, "duty-withdrawn": Bucket.WITHDRAWN,
}  # fmt: skip
"""What a duty counts for after a verb; whether what is done was in time, its days say."""
DUES = ("extension-granted", "duty-edited")
LEADS = ("duty-reassigned", "duty-handed-over")
TURNS = (*STANDS, *DUES, *LEADS)


@dataclass(frozen=True, slots=True)
class Past:
    """How a duty counted at a moment."""

    lead: int
    bucket: Bucket
    due: date | None
    finished: date | None


def replayed(lead: int, due: date | None, turns: Iterable[Turn], until: datetime) -> Past:
    """How a duty that was given so counted at a moment, by what had happened to it."""
    held, finished = Bucket.OPEN, None
    for turn in sorted(turns, key=lambda turn: turn.at):
        if turn.at > until:
            break
        if turn.verb in DUES:
            due = turn.due
        elif turn.verb in LEADS:
            lead = turn.lead or lead
        else:
            held, finished = STANDS[turn.verb], turn.finished
    if held == Bucket.DONE_IN_TIME and due and finished and finished > due:
        held = Bucket.DONE_LATE
    return Past(lead, held, due, finished)
