"""How is a change kept? In the transaction that makes it, at the end of the chain."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from thongsuot.events.models import Chain, Event
from thongsuot.events.queries import fields_of
from thongsuot.events.rules import fingerprint


class Actor(Protocol):
    """Who acts: ``units.access.Acting``, of which events know only the keys."""

    @property
    def user_id(self) -> int | None:
        """The account."""

    @property
    def unit_id(self) -> int | None:
        """The unit of the post he acts in."""

    @property
    def delegation_id(self) -> int | None:
        """By whose delegation, if any."""


@dataclass(slots=True)
class _Writing:
    actor: Actor | None
    events: list[Event] = field(default_factory=list)
    endings: list[tuple[Callable[[list[Any]], None], Any]] = field(default_factory=list)


_current: ContextVar[_Writing | None] = ContextVar("writing", default=None)


@contextmanager
def writing(actor: Actor | None = None) -> Iterator[None]:
    """One change: everything in it is kept, with its events, or nothing is.

    Events are chained last, so that the end of the chain is locked for as short as can be, and by
    nobody who still waits for another lock. Inside another ``writing`` it is part of that one.
    """
    if (outer := _current.get()) is not None:
        before, mark, end = outer.actor, len(outer.events), len(outer.endings)
        outer.actor = actor or before
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del outer.events[mark:]  # what is taken back has no event, also where the outer change goes on
            del outer.endings[end:]
            raise
        finally:
            outer.actor = before
        return
    held = _Writing(actor)
    token = _current.set(held)
    try:
        with transaction.atomic():
            yield
            _seal(held)
    finally:
        _current.reset(token)


def record(
    verb: str,
    subject: str,
    thread: str = "",
    *,
    also: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Note an event of the change being made. Personal names and addresses do not belong into it: name keys."""
    held = _current.get()
    if held is None:
        raise RuntimeError("record() outside of writing()")
    actor = held.actor
    held.events.append(
        Event(
            at=timezone.now(),
            actor_id=actor.user_id if actor else None,
            unit_id=actor.unit_id if actor else None,
            delegation_id=actor.delegation_id if actor else None,
            verb=verb,
            subject=subject,
            thread=thread or subject,
            also=also,
            before=dict(before or {}),
            after=dict(after or {}),
            reason=reason,
        )
    )


def at_end(handler: Callable[[list[Any]], None], value: Any) -> None:
    """Let ``handler`` have this value, with the others given to it, at the end of the change being made.

    It is called under the lock of the chain: what is counted there for all is counted by one at a time.
    """
    held = _current.get()
    if held is None:
        raise RuntimeError("at_end() outside of writing()")
    held.endings.append((handler, value))


def _seal(held: _Writing) -> None:
    events = held.events
    if not events:
        return
    end = Chain.objects.select_for_update().get(pk=1)
    for handler in dict.fromkeys(handler for handler, _value in held.endings):
        handler([value for each, value in held.endings if each == handler])
    for event in events:
        event.seq = end.seq + 1
        event.prev = end.hash
        event.hash = fingerprint(fields_of(event), event.prev)
        end.seq, end.hash = event.seq, event.hash
    Event.objects.bulk_create(events)
    end.save(update_fields=["seq", "hash"])
