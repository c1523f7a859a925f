"""Which events may a subscriber be told of, and how? Keys and verbs alone, and only what his unit may see."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from thongsuot.dissemination.models import Conference, Delivery
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event
from thongsuot.exchange.models import Hook
from thongsuot.followup.models import Assignment
from thongsuot.programmes.models import Exemption, Programme, ProgrammeItem
from thongsuot.units.access import Acting
from thongsuot.units.models import Membership, Unit, User
from thongsuot.units.rules import Role

OPEN_PATHS = {"document": "/documents/{}/", "programme": "/programmes/{}/", "unit": "/units/{}/"}


def reader_of(unit: Unit) -> Acting:
    """Somebody who sees what a unit may see, and is nobody: for ``visible_to``."""
    return Acting(User(), Membership(unit=unit, role=Role.INSPECTOR))


def tellable_to(hook: Hook, events: Iterable[Event]) -> list[Event]:
    """Those of some events whose thing the subscriber's unit may see; a restricted document is told to nobody."""
    listed = [event for event in events if event.verb in set(hook.verbs)]
    seen = _seen({key for event in listed for key in (event.subject, event.thread)}, reader_of(hook.unit))
    return [event for event in listed if _fits(event, seen)]


def _fits(event: Event, seen: Mapping[str, bool]) -> bool:
    """Whether what an event is about, and the history that it belongs to, are both open as far as they are known."""
    return seen.get(event.thread, False) and seen.get(event.subject, event.subject != event.thread)


def _seen(keys: set[str], acting: Acting) -> dict[str, bool]:
    """Things of events by name: whether somebody may see them. Names of unknown things are left out."""
    by_kind: dict[str, set[int]] = {}
    for key in keys:
        kind, _colon, number = key.partition(":")
        if kind in _ROWS and number.isdecimal():
            by_kind.setdefault(kind, set()).add(int(number))
    out: dict[str, bool] = {}
    for kind, wanted in by_kind.items():
        there = set(_ROWS[kind](acting).filter(pk__in=wanted).values_list("pk", flat=True))
        out |= {f"{kind}:{pk}": pk in there for pk in wanted}
    return out


def _documents(acting: Acting) -> QuerySet[Document]:
    return Document.objects.visible_to(acting).filter(mark=Mark.NONE).exclude(reach=Reach.NAMED)


def _deliveries(acting: Acting) -> QuerySet[Delivery]:
    return Delivery.objects.visible_to(acting).filter(document__in=_documents(acting).values("pk"))


def _programmes(acting: Acting) -> QuerySet[Programme]:
    return Programme.objects.visible_to(acting).filter(answers__in=_documents(acting).values("pk"))


def _items(acting: Acting) -> QuerySet[ProgrammeItem]:
    return ProgrammeItem.objects.filter(programme__in=_programmes(acting).values("pk"))


def _findings(acting: Acting) -> QuerySet[Finding]:
    return Finding.objects.filter(document__in=_documents(acting).values("pk"))


def _exemptions(acting: Acting) -> QuerySet[Exemption]:
    below = Unit.objects.below(acting.path).values("pk")
    return Exemption.objects.filter(unit__in=below, document__in=_documents(acting).values("pk"))


def _assignments(acting: Acting) -> QuerySet[Assignment]:
    none = Q(document__isnull=True)
    open_ = Q(document__in=_documents(acting).values("pk"))
    return Assignment.objects.visible_to(acting).filter(none | open_, restricted=False)


def _units(acting: Acting) -> QuerySet[Unit]:
    return Unit.objects.below(acting.path)


_ROWS: Mapping[str, Any] = {
    "document": _documents, "delivery": _deliveries, "programme": _programmes, "item": _items, "finding": _findings,
    "exemption": _exemptions, "assignment": _assignments, "conference": Conference.objects.visible_to, "unit": _units,
}  # fmt: skip


def body(event: Event) -> str:
    """What a subscriber is told: which verb, of what, when; no person, no words that somebody wrote."""
    kind, _colon, number = event.thread.partition(":")
    told = {
        "event": event.seq, "verb": event.verb, "at": event.at.isoformat(timespec="seconds"), "subject": event.subject,
        "thread": event.thread, "unit": event.unit_id,
        "href": OPEN_PATHS[kind].format(number) if kind in OPEN_PATHS else None,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False)
