"""What runs by itself? Jobs of every minute and of every day, in the worker; of several nodes one does each.

A room above adds its own in its ``AppConfig.ready``: ``ticking.EVERY.append(("webhooks", deliver))``.
"""

import logging
import time
from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from thongsuot.documents.turning import turn
from thongsuot.followup.recurring import make_due
from thongsuot.reminders.actions import remind
from thongsuot.reminders.leasing import leased
from thongsuot.reminders.models import Job
from thongsuot.reminders.outbox import send

log = logging.getLogger(__name__)

Every = Callable[[], object]
Daily = Callable[[date], object]

EVERY: list[tuple[str, Every]] = [("texts", turn), ("outbox", send)]
"""What is done each minute: a name and what to call. It gives what it did."""

DAILY: list[tuple[str, Daily]] = [("regular-duties", make_due), ("reminders-of-the-day", remind)]
"""What is done once a day, from the hour of the settings on: a name and what to call with the day."""


def tick(today: date) -> dict[str, object]:
    """Do everything that is due now; gives what each job says it did. Twice does it once."""
    jobs: list[tuple[str, Every]] = [*((name, _on(today, name, run)) for name, run in DAILY), *EVERY]
    return {name: _do(name, run) for name, run in jobs}


def beat(now: datetime) -> dict[str, object]:
    """What the worker does each minute: the jobs of the day once its hour has come, then those of every minute."""
    local = timezone.localtime(now)
    today = local.date()
    done = set(Job.objects.filter(done_on__gte=today).values_list("pk", flat=True))
    jobs = [(name, _on(today, name, run)) for name, run in DAILY if local.hour >= settings.REMIND_HOUR]
    return {name: _do(name, run) for name, run in [*jobs, *EVERY] if name not in done}


def follow(every: float = 60.0) -> None:
    """Keep beating until the process ends."""
    while True:
        began = time.monotonic()
        try:
            beat(timezone.now())
        except Exception:
            log.exception("the jobs of this minute could not be looked up")
        close_old_connections()
        time.sleep(max(1.0, every - (time.monotonic() - began)))


def _on(today: date, name: str, run: Daily) -> Every:
    """A job of a day: done again only on another one."""

    def once() -> object:
        if Job.objects.filter(pk=name, done_on__gte=today).exists():
            return None
        told = run(today)
        Job.objects.filter(pk=name).update(done_on=today)
        return told

    return once


def _do(name: str, run: Every) -> object:
    """One job, if no other node does it; what fails is logged and done again in the next minute."""
    with leased(name) as held:
        if not held:
            return None
        try:
            return run()
        except Exception:
            log.exception("the job %s failed", name)
            return None
