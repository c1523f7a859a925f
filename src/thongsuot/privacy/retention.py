"""What has been kept long enough? Once a day, by the days of ``kinds.toml``; one event, counts only."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from thongsuot.events.actions import record, writing
from thongsuot.events.models import Event
from thongsuot.privacy.erasure import anonymise, hold
from thongsuot.privacy.rules import Kind, kinds, last_day
from thongsuot.units.access import Acting
from thongsuot.units.models import Device, Token, User

REASON = "hết thời hạn lưu giữ"
"""Why an account is anonymised without a request: the words of the law, kept in the event."""


def apply_retention(today: date, by: Acting | None = None) -> dict[str, int]:
    """Remove what is old enough; gives how much of each kind went. Twice a day does no harm."""
    counts = dict[str, int]()
    with writing(by):
        for code, kind in kinds().items():
            last = last_day(kind, today)
            if last is not None and (code in HANDLERS or kind.clock):
                counts[code] = HANDLERS[code](last) if code in HANDLERS else _by_clock(kind, last)
        if any(counts.values()):
            record("retention-applied", f"retention:{today.isoformat()}", after=counts)
    return counts


def _end(last: date) -> datetime:
    """The first moment that is kept: days end at midnight in Vietnam."""
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))


def _accounts(last: date) -> int:
    closed = _closed_before(_end(last))
    held = hold(closed) if closed else []
    for user in held:
        anonymise(user, REASON)
    return len(held)


def _closed_before(moment: datetime) -> list[int]:
    """Accounts that have been closed since before a moment, by the last event that closed each."""
    shut = list(User.objects.filter(is_active=False, erased_at__isnull=True).values_list("pk", flat=True))
    found = list[int]()
    for start in range(0, len(shut), 500):
        threads = [f"user:{pk}" for pk in shut[start : start + 500]]
        rows = Event.objects.filter(thread__in=threads, verb="account-closed").values_list("thread")
        found += [int(thread.removeprefix("user:")) for thread, at in rows.annotate(at=Max("at")) if at < moment]
    return sorted(found)


def _devices(last: date) -> int:
    old = Device.objects.filter(seen_at__lt=_end(last))
    Session.objects.filter(session_key__in=list(old.values_list("session", flat=True))).delete()
    return _removed(old)


def _tokens(last: date) -> int:
    return _removed(Token.objects.filter(Q(expires_on__lte=last) | Q(revoked_at__lt=_end(last))))


def _by_clock(kind: Kind, last: date) -> int:
    """Rows whose moment lies behind; what has not come yet (a session that ends tonight) stays."""
    before, gone = min(_end(last), timezone.now()), 0
    for clock in kind.clock:
        model, field = clock.rsplit(".", 1)
        gone += _removed(apps.get_model(model)._default_manager.filter(**{f"{field}__lt": before}))
    return gone


def _removed(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]


HANDLERS: Mapping[str, Callable[[date], int]] = {"account": _accounts, "devices": _devices, "tokens": _tokens}
"""Kinds whose age is not one field's."""
