"""What else waits for a unit? Drafts for its comments, decisions of its head, what came back: their reminders."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from thongsuot.dissemination import queries as dissemination
from thongsuot.programmes import queries as programmes
from thongsuot.programmes.models import Exemption
from thongsuot.programmes.rules import Decision, Waits
from thongsuot.reminders.climbing import begin, ladders, switched_off
from thongsuot.reminders.models import Reminder
from thongsuot.reminders.rules import Kind, Seat, after, hearing, ladder, reached, waited


def wait(today: date) -> int:
    """Make the reminders of what waits for units beside duties, each once; gives how many. Within ``writing``."""
    off = switched_off()
    found = (*_to_comment(today), *_to_approve(today), *_to_exempt(today), *_returned(today))
    rows = [row for row in found if row.unit_id not in off]
    Reminder.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def _to_comment(today: date) -> Iterator[Reminder]:
    """Drafts whose day for comments has come to a rung of the ladder: before it and on it; later none are taken."""
    for before, whose in ladders("unit").items():
        rungs = [rung for rung in ladder(before) if rung.days <= 0]
        steps = {step.due: step for step in reached(today, rungs) if step.due >= today}
        rows = programmes.awaited().filter(whose, until__in=steps).order_by("pk")
        for programme, unit, until, asked in rows.values_list("programme", "unit", "until", "sent_at"):
            step = steps[until]
            if asked < begin(step.on):
                yield Reminder(
                    kind=Kind.COMMENT, programme_id=programme, rung=step.rung.days, since=until, unit_id=unit,
                    seat=Seat.RECIPIENT, on=today, **hearing(step.rung.tells[Seat.LEAD]),
                )  # fmt: skip


def _to_approve(today: date) -> Iterator[Reminder]:
    """Programmes that were submitted some days ago and that their unit's head has not decided on."""
    for programme in programmes.resting(Waits.APPROVE).filter(**_within("since", today, Kind.APPROVE)):
        since = timezone.localdate(programme.since)  # type: ignore[attr-defined]
        yield _plain(Kind.APPROVE, today, programme_id=programme.pk, unit_id=programme.unit_id, since=since)


def _to_exempt(today: date) -> Iterator[Reminder]:
    """Exemptions that were asked for some days ago and that nobody has decided on: one for a document."""
    rows = Exemption.objects.filter(state=Decision.ASKED, **_within("asked_at", today, Kind.EXEMPT)).order_by("pk")
    return _counted(Kind.EXEMPT, today, rows.values_list("document", "unit", "asked_at"))


def _returned(today: date) -> Iterator[Reminder]:
    """What came back some days ago and was neither sent again nor recalled: one for a document."""
    rows = dissemination.unsettled().filter(**_within("ended_at", today, Kind.RETURNED)).order_by("pk")
    return _counted(Kind.RETURNED, today, rows.values_list("document", "sender", "ended_at"))


def _counted(kind: Kind, today: date, rows: Iterable[tuple[int, int, datetime | None]]) -> Iterator[Reminder]:
    """One reminder for a document, a unit and a day, with how many things it counts."""
    found = Counter((document, unit, timezone.localdate(at)) for document, unit, at in rows if at)
    for (document, unit, since), n in found.items():
        yield _plain(kind, today, document_id=document, unit_id=unit, since=since, n=n)


def _plain(kind: Kind, today: date, **said: Any) -> Reminder:
    rung = after(kind)
    return Reminder(
        kind=kind, rung=rung.days, seat=Seat.LEAD, on=today, **said, **hearing(rung.tells[Seat.LEAD])
    )  # fmt: skip


def _within(column: str, today: date, kind: Kind) -> dict[str, datetime]:
    """The condition that something waits since one of the days that are reminded of today."""
    first, last = waited(today, kind) or (today, today - timedelta(1))
    return {f"{column}__gte": begin(first), f"{column}__lt": begin(last + timedelta(1))}
