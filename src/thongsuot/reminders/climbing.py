"""Which duties have come to a rung of the ladder, and which units hear of it? Makes the reminders of a day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from thongsuot.followup.models import Assignment, Part
from thongsuot.followup.rules import Bucket, State, Take
from thongsuot.reminders.models import Reminder, UnitWish
from thongsuot.reminders.rules import Kind, Rung, Seat, Tells, after, hearing, ladder, own_days, reached, waited

CLIMBING = (State.ASSIGNED, State.ACCEPTED, State.RETURNED)
"""Those whose deadline is reminded of; what is reported waits for whoever confirms it."""
SEATS = {Take.PARTNER: Seat.PARTNER, Take.MONITOR: Seat.MONITOR}
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Held:
    """What of a duty decides who hears of it."""

    pk: int
    lead: int
    assigner: int
    above: int | None
    restricted: bool
    returned: bool
    since: date


def climb(today: date) -> int:
    """Make the reminders of duties for a day, each once; gives how many. Within ``writing``."""
    n = 0
    off = switched_off()
    for before, whose in ladders().items():
        for step in reached(today, ladder(before)):
            rows = _due(step.due, step.rung, step.on).filter(whose)
            n += _remind(_held(rows, step.due), step.rung, Kind.DUTY, today, off)
    if days := waited(today):
        n += _remind(_unconfirmed(*days), after(Kind.CONFIRM), Kind.CONFIRM, today, off)
    return n


def switched_off() -> frozenset[int]:
    """The units that want no reminders."""
    return frozenset(UnitWish.objects.filter(off=True).values_list("unit", flat=True))


def ladders(whose: str = "lead") -> Mapping[tuple[int, ...], Q]:
    """The ladders in use, by their days before a deadline, with the duties that climb them; () is the common one.

    ``whose`` is the column of the unit.
    """
    own: dict[tuple[int, ...], list[int]] = {}
    for unit, written in UnitWish.objects.exclude(before="").values_list("unit", "before"):
        if days := own_days(written):
            own.setdefault(days, []).append(unit)
    others = [unit for units in own.values() for unit in units]
    return {(): ~Q(**{f"{whose}__in": others}) if others else Q()} | {
        days: Q(**{f"{whose}__in": units}) for days, units in own.items()
    }


def begin(day: date) -> datetime:
    """The first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time()))


def _due(due: date, rung: Rung, on: date) -> QuerySet[Assignment]:
    """Open duties of a deadline that were there when the rung was reached, and that nobody was reminded of at it."""
    told = Reminder.objects.filter(assignment=OuterRef("pk"), kind=Kind.DUTY, rung=rung.days, since=due)
    rows = Assignment.objects.filter(bucket=Bucket.OPEN, due_on=due, state__in=CLIMBING, assigned_at__lt=begin(on))
    return rows.filter(~Exists(told)).order_by("pk")


def _held(rows: QuerySet[Assignment], since: date) -> Iterator[Held]:
    fields = ("pk", "lead", "assigner", "assigner__parent", "restricted", "state")
    for pk, lead, assigner, above, restricted, state in rows.values_list(*fields).iterator(BATCH):
        yield Held(pk, lead, assigner, above, restricted, state == State.RETURNED, since)


def _unconfirmed(first: date, last: date) -> Iterator[Held]:
    """Duties reported as finished on these days and not confirmed; each counts from the day of its report."""
    rows = Assignment.objects.filter(
        bucket=Bucket.OPEN, state=State.REPORTED, reported_at__gte=begin(first),
        reported_at__lt=begin(last + timedelta(days=1)),
    )  # fmt: skip
    fields = ("pk", "lead", "assigner", "assigner__parent", "restricted", "reported_at")
    for pk, lead, assigner, above, restricted, at in rows.order_by("pk").values_list(*fields).iterator(BATCH):
        yield Held(pk, lead, assigner, above, restricted, returned=False, since=timezone.localdate(at))


def _remind(duties: Iterable[Held], rung: Rung, kind: Kind, today: date, off: frozenset[int]) -> int:
    n = 0
    for chunk in batched(duties, BATCH):
        parts = _parts(chunk) if rung.tells.keys() & {Seat.PARTNER, Seat.MONITOR} else {}
        rows = [
            _reminder(held, rung, kind, today, unit, seat)
            for held in chunk
            for unit, seat in _hearing(held, rung.tells, parts).items()
            if unit not in off
        ]
        Reminder.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        n += len(rows)
    return n


def _parts(chunk: Iterable[Held]) -> dict[int, list[tuple[int, Seat]]]:
    """Who takes part beside the lead, by duty."""
    found: dict[int, list[tuple[int, Seat]]] = {}
    rows = Part.objects.filter(assignment__in=[held.pk for held in chunk]).order_by("pk")
    for duty, unit, take in rows.values_list("assignment", "unit", "take"):
        found.setdefault(duty, []).append((unit, SEATS[Take(take)]))
    return found


def _hearing(held: Held, tells: Tells, parts: Mapping[int, list[tuple[int, Seat]]]) -> dict[int, Seat]:
    """The units that hear, each once, as what: of what was given back its giver; of what is restricted nobody above."""
    if held.returned and Seat.LEAD in tells:
        return {held.assigner: Seat.ASSIGNER}
    heard: dict[int, Seat] = {}
    for seat, unit in ((Seat.LEAD, held.lead), (Seat.ASSIGNER, held.assigner), (Seat.ABOVE, held.above)):
        if seat in tells and unit is not None and not (seat == Seat.ABOVE and held.restricted):
            heard.setdefault(unit, seat)
    for unit, seat in parts.get(held.pk, ()):
        if seat in tells:
            heard.setdefault(unit, seat)
    return heard


def _reminder(held: Held, rung: Rung, kind: Kind, today: date, unit: int, seat: Seat) -> Reminder:
    roles = rung.tells.get(seat) or rung.tells.get(Seat.LEAD) or frozenset()
    return Reminder(
        kind=kind, assignment_id=held.pk, rung=rung.days, since=held.since, unit_id=unit, seat=seat, on=today,
        **hearing(roles),
    )  # fmt: skip
