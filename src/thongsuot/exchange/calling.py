"""Who is told of what has happened? Subscriptions follow the chain of events; each call is noted and tried again."""

import time
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.events.models import Chain, Event
from thongsuot.exchange import net, sealing
from thongsuot.exchange.models import Attempt, Call, Hook, Outgoing, Parcel
from thongsuot.exchange.rules import PATIENCE, Sent, signature, wait
from thongsuot.exchange.telling import body, tellable_to
from thongsuot.problems import Problem

AT_ONCE = 500
"""Events that are looked at in one round, for each subscription, and calls that are made."""
ROUNDS = 20
SECONDS = 40.0
"""So long calls are made in one round; what is left waits for the next."""
LEASE = timedelta(minutes=2)
"""So long what is due belongs to the worker that took it."""


def gather() -> int:
    """Note for each subscription the events since the last time that it is to be told of; gives how many."""
    end, n = Chain.objects.get(pk=1).seq, 0
    for _round in range(ROUNDS):
        behind = list(Hook.objects.filter(active=True, seq__lt=end).select_related("unit").order_by("pk"))
        if not behind:
            break
        n += sum(_gathered(hook, end) for hook in behind)
    return n


def _gathered(hook: Hook, end: int) -> int:
    events = list(Event.objects.filter(seq__gt=hook.seq, seq__lte=end).order_by("seq")[:AT_ONCE])
    upto = events[-1].seq if events else end
    now = timezone.now()
    with writing():
        held = Hook.objects.select_for_update(of=("self",)).select_related("unit").get(pk=hook.pk)
        if held.seq != hook.seq or not held.active:  # another worker was here, or somebody changed it
            return 0
        rows = [
            Call(hook=held, seq=event.seq, body=body(event), made_at=now, next_at=now)
            for event in tellable_to(held, events)
        ]
        Call.objects.bulk_create(rows, ignore_conflicts=True)
        Hook.objects.filter(pk=held.pk).update(seq=upto)
    return len(rows)


def call_due(now: datetime | None = None) -> int:
    """Make the calls that are due; gives how many brought an answer that says well.

    Who does not answer once is not called again in the same round: nobody waits for him.
    """
    now, until, silent = now or timezone.now(), time.monotonic() + SECONDS, set[int]()
    due = Call.objects.filter(state=Sent.WAITING, next_at__lte=now, hook__active=True).order_by("next_at", "pk")
    well = 0
    for call in due.select_related("hook")[:AT_ONCE]:
        if call.hook_id in silent or time.monotonic() > until or not claimed(call, now):
            continue
        if _called(call, now):
            well += 1
        else:
            silent.add(call.hook_id)
    return well


def claimed(row: Call | Outgoing | Parcel, now: datetime) -> bool:
    """Whether this worker takes what is due: another that saw it at the same time does not."""
    seen = type(row).objects.filter(pk=row.pk, state=Sent.WAITING, next_at=row.next_at)
    return bool(seen.update(next_at=now + LEASE))


def _called(call: Call, now: datetime) -> bool:
    status, error, milliseconds = _posted(call, now)
    well = status is not None and 200 <= status < 300
    with writing():
        Attempt.objects.create(call=call, at=now, status=status, error=error[:200], milliseconds=milliseconds)
        pause = wait(call.attempts + 1)
        Call.objects.filter(pk=call.pk).update(
            attempts=F("attempts") + 1,
            state=Sent.SENT if well else Sent.WAITING if pause else Sent.FAILED,
            next_at=now + pause if pause and not well else None,
        )
        _judge(call.hook, well, now)
    return well


def _posted(call: Call, now: datetime) -> tuple[int | None, str, int]:
    at, raw = int(now.timestamp()), call.body.encode()
    try:
        signed = signature(sealing.unseal(call.hook.secret), at, raw)
        headers = {
            "Content-Type": "application/json", "X-Thongsuot-Event": str(call.seq),
            "X-Thongsuot-Signature": f"t={at},v1={signed}",
        }  # fmt: skip
        reply = net.post(call.hook.url, raw, headers)
    except (net.Unreachable, Problem) as fault:
        return None, str(fault), 0
    return reply.status, "", reply.milliseconds


def _judge(hook: Hook, well: bool, now: datetime) -> None:
    """Remember since when nothing has come back; after too long the subscription is switched off, and says so."""
    rows = Hook.objects.filter(pk=hook.pk)
    if well:
        rows.update(failing_since=None)
        return
    rows.filter(failing_since__isnull=True).update(failing_since=now)
    note = _("Switched off: no call was answered for %(n)s days. Mend the address, then switch it on again.")
    late = rows.filter(Q(failing_since__lte=now - PATIENCE), active=True)
    if late.update(active=False, note=note % {"n": PATIENCE.days}):
        record("hook-stopped", f"hook:{hook.pk}", also=f"unit:{hook.unit_id}", after={"active": False})
