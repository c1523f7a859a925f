"""Which units are reminded today of what they have not decided? Before the digests of the day are made."""

from collections import defaultdict
from datetime import date
from functools import cache

from django.db.models import Count, Min
from django.utils import timezone

from thongsuot.events.actions import writing
from thongsuot.reminders.climbing import switched_off
from thongsuot.reminders.models import Reminder
from thongsuot.reminders.rules import Kind, Seat, hearing
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.rules import REMINDED
from vanban.workdays import add_working_days, is_working_day, working_days_between

LONGEST = 120
"""Days after a change on which nobody is reminded of it any more."""


def remind(today: date) -> int:
    """The reminders of a working day, one for a unit and what its work rests on; gives how many. Twice does it once."""
    if not is_working_day(today):
        return 0
    rows = Suspect.objects.waiting().order_by().values("unit", "document").annotate(n=Count("pk"), at=Min("change__at"))
    told: dict[int, list[Reminder]] = defaultdict(list)
    off = switched_off()
    for row in rows:
        if row["unit"] not in off and _due(timezone.localdate(row["at"]), today):
            told[row["unit"]].append(_reminder(row["unit"], row["document"], row["n"], today))
    made = [reminder for each in told.values() for reminder in each]
    with writing(None):
        Reminder.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    return len(made)


@cache
def _due(since: date, today: date) -> bool:
    """Whether today is one of the days on which a unit hears: the first working day, and some after it."""
    begin = since if is_working_day(since) else add_working_days(since, 1)
    if not 0 <= (today - begin).days <= LONGEST:
        return False
    return working_days_between(begin, today) in REMINDED


def _reminder(unit: int, document: int, n: int, today: date) -> Reminder:
    return Reminder(
        kind=Kind.DECIDE, document_id=document, since=today, unit_id=unit, seat=Seat.LEAD, on=today,
        n=n, **hearing(("officer", "head")),
    )  # fmt: skip
