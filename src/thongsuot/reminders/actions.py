"""How is reminding done, read, and set up? Each verb is one transaction with its event."""

from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.reminders.awaiting import wait
from thongsuot.reminders.climbing import climb
from thongsuot.reminders.digesting import digest
from thongsuot.reminders.models import Digest, Job, Reminder, UnitWish, Wish
from thongsuot.reminders.nudging import nudge
from thongsuot.reminders.rules import MOST_BEFORE, Wanted, own_days
from thongsuot.units.access import Acting, Oneself, may
from thongsuot.units.models import Membership, Unit
from thongsuot.units.rules import Right
from vanban.workdays import is_working_day

JOB = "reminders"
KEPT = timedelta(days=400)
"""How long a reminder is kept; the ladder of its duty has ended long before."""


def remind(today: date) -> dict[str, int] | None:
    """The reminders and digests of a working day, and the e-mails that are to be sent: all of it once, or nothing.

    On a day of rest nobody is reminded; what falls on it is told on the next working day.
    """
    if not is_working_day(today):
        return None
    with writing(None):
        Job.objects.get_or_create(name=JOB)
        job = Job.objects.select_for_update().get(pk=JOB)
        if job.done_on is not None and job.done_on >= today:
            return None
        told = {
            "duties": climb(today),
            "documents": nudge(job, today),
            "waiting": wait(today),
            "digests": digest(today),
        }
        job.done_on = today
        job.save(update_fields=["done_on", "place"])
        Reminder.objects.filter(on__lt=today - KEPT).delete()
        record("reminders-made", f"reminders:{today.isoformat()}", after=told)
    return told


def read(until: date, *, by: Acting) -> int:
    """What somebody was reminded of in this post, up to a day, is no longer new; gives how many digests.

    No event: the history keeps what was done in an office, not who looked at what and when.
    """
    with writing(by):
        post = Membership.objects.select_for_update(no_key=True).get(pk=by.membership.pk)
        n = Digest.objects.filter(post=post, read_at__isnull=True, on__lte=until).update(read_at=timezone.now())
        unread = Digest.objects.filter(post=post, read_at__isnull=True).aggregate(n=Sum("n"))["n"]
        Membership.objects.filter(pk=post.pk).update(reminders_unread=unread or 0)
    return n


def wish(wanted: Wanted, *, by: Oneself) -> Wish:
    """How somebody wants to be reminded, in all posts."""
    with writing(by):
        row, _made = Wish.objects.update_or_create(user=by.user, defaults={"wanted": wanted})
        record("profile-edited", f"user:{by.user.pk}", after={"reminding": wanted})
    return row


def may_set(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody decides how a unit is reminded: its head or administrator, or one above."""
    return may(acting, Right.APPROVE, unit) or may(acting, Right.MANAGE, unit)


def set_unit(unit: Unit, *, off: bool, before: str, revision: int, by: Acting) -> UnitWish:
    """Whether a unit is reminded, and how many working days before a deadline."""
    if not may_set(by, unit):
        raise Forbidden
    days = own_days(before)
    if days is None:
        raise Problem(
            _("Write up to six numbers of working days from 1 to %(most)s, such as: 10, 5, 1.") % {"most": MOST_BEFORE}
        )
    with writing(by):
        UnitWish.objects.get_or_create(unit=unit)
        row = UnitWish.objects.select_for_update().get(unit=unit)
        if row.revision != revision:
            raise Stale
        told = {"off": row.off, "before": row.before}
        row.off, row.before, row.revision = off, ", ".join(map(str, days)), row.revision + 1
        row.save()
        record("reminding-set", f"unit:{unit.pk}", before=told, after={"off": row.off, "before": row.before})
    return row
