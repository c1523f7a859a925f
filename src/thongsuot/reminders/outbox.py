"""How do e-mails leave? Afterwards, some at a time, by whoever holds the job; what fails is tried again later."""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.core.mail import mailers
from django.core.mail.backends import console, dummy
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from thongsuot.reminders.mailing import Composer
from thongsuot.reminders.models import Digest, Mail
from thongsuot.reminders.rules import Sending, pause
from thongsuot.units.models import User
from vanban.workdays import is_working_day

BATCH = 50
CLAIM = timedelta(minutes=10)
"""A claimed e-mail of a node that died is sent by another one after this."""
LEFT = (Sending.SENT, Sending.WRITTEN, Sending.OFF)
BUDGET = 45.0
"""Seconds of one run; the next minute goes on."""


def send(seconds: float = BUDGET) -> int:
    """Send what waits; gives how many left. On days of rest nothing is sent."""
    began, n, composer = time.monotonic(), 0, Composer()
    if not is_working_day(timezone.localdate()):
        return 0
    while time.monotonic() - began < seconds:
        claimed = claim(timezone.now())
        if not claimed:
            break
        sent, reachable = _send(claimed, composer)
        n += sent
        if not reachable:
            break
    return n


def claim(now: datetime) -> list[Mail]:
    """Some of what waits, which nobody else sends from now on."""
    with transaction.atomic():
        rows = Mail.objects.select_for_update(skip_locked=True, of=("self",))
        found = list(rows.filter(state=Sending.WAITING, next_at__lte=now).order_by("next_at", "pk")[:BATCH])
        Mail.objects.filter(pk__in=[mail.pk for mail in found]).update(next_at=now + CLAIM)
    return found


def _send(mails: Sequence[Mail], composer: Composer) -> tuple[int, bool]:
    """Send some over one connection; gives how many left, and whether the server could be reached.

    Each is kept as what became of it. A server that cannot be reached is not asked again for each of them.
    """
    people = User.objects.in_bulk({mail.user_id for mail in mails})
    digests = _digests(mails)
    connection = mailers.default
    reachable = True
    try:
        for mail in mails:
            if reachable:
                found = digests.get((mail.user_id, mail.on), [])
                reachable = _one(mail, people[mail.user_id], found, composer, connection)
            else:
                mail.next_at = timezone.now() + (pause(1) or timedelta())
    finally:
        _close(connection)
        Mail.objects.bulk_update(mails, ["state", "attempts", "next_at", "sent_at", "error"], batch_size=BATCH)
    return sum(mail.state in LEFT for mail in mails), reachable


def _digests(mails: Sequence[Mail]) -> dict[tuple[int, date], list[Digest]]:
    rows = Digest.objects.filter(user__in={mail.user_id for mail in mails}, on__in={mail.on for mail in mails})
    found: dict[tuple[int, date], list[Digest]] = {}
    for row in rows.select_related("post__unit").order_by("post__unit__path", "pk"):
        found.setdefault((row.user_id, row.on), []).append(row)
    return found


def _one(mail: Mail, user: User, digests: Sequence[Digest], composer: Composer, connection: BaseEmailBackend) -> bool:
    """Send one; gives whether the server could be reached.

    A failure is noted with its kind alone: what the server says may hold an address.
    """
    reachable = True
    try:
        message = composer.compose(mail, user, digests) if user.email and user.is_active else None
        if message is not None:
            reachable = False
            connection.open()
            reachable = True
            connection.send_messages([message])
        mail.state, mail.error = _left(connection), "" if message is not None else "nothing-to-tell"
        mail.sent_at = timezone.now()
    except Exception as error:
        mail.attempts += 1
        wait = pause(mail.attempts)
        mail.error = _kind(error)
        mail.state = Sending.WAITING if wait else Sending.FAILED
        mail.next_at = timezone.now() + (wait or timedelta())
        _close(connection)  # a connection that failed is not used again
    return reachable


def _left(connection: BaseEmailBackend) -> Sending:
    """What became of an e-mail that is waited for no more: only a mail server sends it on."""
    if isinstance(connection, console.EmailBackend):  # files are one of its kinds
        return Sending.WRITTEN
    return Sending.OFF if isinstance(connection, dummy.EmailBackend) else Sending.SENT


def _kind(error: Exception) -> str:
    """The kind of a failure, with the number the server answered."""
    number = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {number}"[:80] if number else type(error).__name__[:80]


def _close(connection: BaseEmailBackend) -> None:
    with suppress(Exception):  # it may be broken already
        connection.close()
