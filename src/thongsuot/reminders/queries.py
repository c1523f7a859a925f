"""Which e-mails went out, and which duties that a unit gave are overdue? The reads of the pages of reminding."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, QuerySet

from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket
from thongsuot.reminders.climbing import CLIMBING
from thongsuot.reminders.models import Digest, Mail, Urged
from thongsuot.reminders.rules import Sending
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

LOGGED = 30  # days
MOST_UNITS = 200
"""Units of one list: those with the most overdue duties."""


STATES = {"waiting": Sending.WAITING, "sent": Sending.SENT, "written": Sending.WRITTEN, "off": Sending.OFF,
          "failed": Sending.FAILED}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """How many e-mails of a day stand where."""

    on: date
    waiting: int
    sent: int
    written: int
    off: int
    failed: int


def log(acting: Acting, today: date) -> list[Day]:
    """The e-mails of the last days, of a unit and those below it: numbers, no people."""
    since = today - timedelta(days=LOGGED)
    rows = Mail.objects.filter(unit__in=_below(acting), on__gte=since).order_by().values_list("on", "state")
    counts: dict[date, dict[str, int]] = {}
    for on, state, n in rows.annotate(n=Count("pk")):
        counts.setdefault(on, {})[state] = n
    return [
        Day(on, **{name: told.get(state, 0) for name, state in STATES.items()})
        for on, told in sorted(counts.items(), reverse=True)
    ]


def failures(acting: Acting, today: date) -> list[tuple[str, str, int]]:
    """What went wrong lately: the kind of the failure, where it led to, how often."""
    since = today - timedelta(days=LOGGED)
    rows = Mail.objects.filter(unit__in=_below(acting), on__gte=since).exclude(error="").order_by()
    return list(rows.values_list("error", "state").annotate(n=Count("pk")).order_by("-n", "error"))


def _below(acting: Acting) -> QuerySet[Unit]:
    return Unit.objects.below(acting.path).order_by().values("pk")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Late:
    """A unit that leads overdue duties, as whoever gave them sees it."""

    unit: Unit
    n: int
    oldest: date
    urged: datetime | None


def overdue(acting: Acting, today: date) -> QuerySet[Assignment]:
    """The overdue duties that somebody's unit gave; not those that are reported and wait for the unit itself."""
    rows = Assignment.objects.filter(assigner=acting.unit_id, bucket=Bucket.OPEN, due_on__lt=today)
    return rows.filter(state__in=CLIMBING)


def late_units(acting: Acting, today: date) -> list[Late]:
    """The units that lead them, those with the most first, and when each was last urged by letter."""
    grouped = overdue(acting, today).order_by().values_list("lead").annotate(n=Count("pk"), oldest=Min("due_on"))
    found = list(grouped.order_by("-n", "lead")[:MOST_UNITS])
    units = Unit.objects.in_bulk([lead for lead, _n, _oldest in found])
    letters = Urged.objects.filter(letter__unit=acting.unit_id, assignment__lead__in=units).order_by()
    urged = dict(letters.values_list("assignment__lead").annotate(at=Max("letter__at")))
    return [Late(units[lead], n, oldest, urged.get(lead)) for lead, n, oldest in found]


def news(acting: Acting) -> Digest | None:
    """The newest digest of a post."""
    return Digest.objects.filter(post=acting.membership).first()


def unread(acting: Acting) -> set[date]:
    """The days whose digest nobody has marked as read in a post."""
    rows = Digest.objects.filter(post=acting.membership, read_at__isnull=True)
    return set(rows.values_list("on", flat=True))
