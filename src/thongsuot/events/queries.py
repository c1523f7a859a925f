"""What happened to a thing, and is the record whole?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from thongsuot.events.models import Chain, Event
from thongsuot.events.rules import START, fingerprint, moment


def fields_of(event: Event) -> dict[str, Any]:
    """What the fingerprint of an event covers: everything but the fingerprints."""
    return {
        "seq": event.seq,
        "at": moment(event.at),
        "actor": event.actor_id,
        "unit": event.unit_id,
        "delegation": event.delegation_id,
        "verb": event.verb,
        "subject": event.subject,
        "thread": event.thread,
        "also": event.also,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
    }


def timeline(thread: str) -> models.QuerySet[Event]:
    """The events of an object, newest first, with who acted."""
    return (
        Event.objects.filter(models.Q(thread=thread) | models.Q(also=thread))
        .select_related("actor", "unit", "delegation")
        .order_by("-seq")
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold, and how."""

    seq: int
    what: str


def verify() -> Iterator[Fault]:
    """Walk the whole chain; gives every place where an event is missing or was changed."""
    seq, before = 0, START
    for event in Event.objects.order_by("seq").iterator(2000):
        if event.seq != seq + 1:
            yield Fault(seq + 1, "missing")
        elif event.prev != before:
            yield Fault(event.seq, "not behind the one before it")
        if event.hash != fingerprint(fields_of(event), event.prev):
            yield Fault(event.seq, "changed")
        seq, before = event.seq, event.hash
    end = Chain.objects.get(pk=1)
    if (end.seq, end.hash) != (seq, before):
        yield Fault(max(seq, end.seq), "the end of the chain is another")
