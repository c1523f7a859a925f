"""Which units were asked to receive, study or take note of a document? Their reminders, from the chain of events."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from thongsuot.dissemination.models import Delivery
from thongsuot.dissemination.rules import Part
from thongsuot.events.models import Chain, Event
from thongsuot.reminders.climbing import switched_off
from thongsuot.reminders.models import Job, Reminder
from thongsuot.reminders.rules import Kind, Seat, hearing

KINDS = {Part.WAITING: Kind.RECEIVE, Part.UNSTUDIED: Kind.STUDY, Part.UNNOTED: Kind.NOTE}
HEARS = {Kind.RECEIVE: ("clerk",), Kind.STUDY: ("officer", "head"), Kind.NOTE: ("head",)}


def nudge(job: Job, today: date) -> int:
    """Make the reminders of documents that units were reminded of since the last time. Within ``writing``."""
    n, off = 0, switched_off()
    end = Chain.objects.get(pk=1).seq
    for event in Event.objects.filter(seq__gt=job.place, seq__lte=end, verb="reminded").order_by("seq"):
        document, part = int(event.subject.partition(":")[2]), event.after.get("part")
        if part in KINDS:
            units = _silent(document, Part(part), set(event.after["units"]) - off)
            n += _remind(document, KINDS[Part(part)], units, timezone.localdate(event.at), today)
    job.place = end
    return n


def _silent(document: int, part: Part, units: Collection[int]) -> list[int]:
    """Those of the units that it still lies with: it was not recalled, and received or not as was said then."""
    rows = Delivery.objects.live().filter(document=document, recipient__in=units)
    rows = rows.filter(receipt__isnull=part == Part.WAITING)
    return sorted(set(rows.values_list("recipient", flat=True)))


def _remind(document: int, kind: Kind, units: Collection[int], since: date, today: date) -> int:
    rows = [
        Reminder(
            kind=kind, document_id=document, since=since, unit_id=unit, seat=Seat.RECIPIENT, on=today,
            **hearing(HEARS[kind]),
        )
        for unit in units
    ]  # fmt: skip
    Reminder.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)
