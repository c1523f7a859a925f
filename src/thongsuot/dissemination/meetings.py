"""How is a conference planned, held and counted? Each verb is one transaction with its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.access import PLANNING, may_count, may_plan
from thongsuot.dissemination.audience import Audience, members
from thongsuot.dissemination.models import AgendaItem, Conference, Venue
from thongsuot.dissemination.rules import Meeting, Progress
from thongsuot.documents.access import may_read
from thongsuot.documents.models import Document, Finding, Provision
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST_VENUES = 10_000
MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda as it is planned: a document or a title, clauses, the presenter's office, minutes."""

    document: Document | None = None
    title: str = ""
    locs: tuple[str, ...] = ()
    office: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned of a conference."""

    title: str
    on: date
    at: time | None = None
    place: str = ""
    points: tuple[Point, ...] = ()
    record: Document | None = None  # its minutes


def plan_conference(plan: Plan, *, by: Acting, source: Finding | None = None) -> Conference:
    """Plan a conference of one's unit; ``source`` is what a report was read to say of it."""
    _planner(by, by.unit)
    with writing(by):
        conference = Conference(unit=by.unit, source=source, revision=0)
        _write(conference, plan, by)
        told = {"title": plan.title, "on": plan.on.isoformat()}
        record("conference-planned", f"conference:{conference.pk}", also=f"unit:{by.unit_id}", after=told)
    return conference


def edit_conference(conference: Conference, plan: Plan, *, revision: int, by: Acting) -> Conference:
    """Change a conference that was not cancelled, also to put right what was said of one that was held."""
    with writing(by):
        held = held_by(conference, by)
        if held.revision != revision:
            raise Stale
        before = {"title": held.title, "on": held.on.isoformat()}
        _write(held, plan, by)
        after = {"title": plan.title, "on": plan.on.isoformat(), "points": len(plan.points)}
        record("conference-edited", f"conference:{held.pk}", before=before, after=after)
    return held


def add_point(conference: Conference, point: Point, *, by: Acting) -> Conference:
    """One more point at the end of the agenda of a conference that is still to be held."""
    with writing(by):
        held = held_by(conference, by)
        if held.status != Progress.PLANNED:
            raise Problem(_("It was held already, and can only be corrected."))
        last = held.items.aggregate(last=Max("position"))["last"] or 0
        if held.items.count() >= MOST_POINTS:
            raise Problem(_("An agenda may have %(n)s points.") % {"n": MOST_POINTS})
        AgendaItem.objects.create(
            conference=held, position=last + 1, document=point.document, title=point.title, locs=_locs(point),
            presenter_office=point.office, minutes=point.minutes,
        )  # fmt: skip
        held.revision += 1
        held.save(update_fields=["revision"])
        record("conference-edited", f"conference:{held.pk}", after={"point": point.title})
    return held


def hold(conference: Conference, *, by: Acting) -> Conference:
    """State that a conference took place."""
    with writing(by):
        held = held_by(conference, by)
        came(held.on)
        if held.status != Progress.HELD:
            held.status = Progress.HELD
            held.revision += 1
            held.save(update_fields=["status", "revision"])
            record("conference-held", f"conference:{held.pk}", after={"on": held.on.isoformat()})
    return held


def cancel(conference: Conference, reason: str, *, by: Acting) -> Conference:
    """Cancel a conference that was planned, and say why."""
    if not reason.strip():
        raise Problem(_("Say why the conference is cancelled: its venues will read it."))
    with writing(by):
        held = held_by(conference, by)
        if held.status == Progress.HELD:
            raise Problem(_("It was held already, and can only be corrected."))
        held.status = Progress.CANCELLED
        held.revision += 1
        held.save(update_fields=["status", "revision"])
        record("conference-cancelled", f"conference:{held.pk}", reason=reason.strip())
    return held


def add_venues(conference: Conference, audience: Audience, places: Sequence[str], *, by: Acting) -> int:
    """Units and places where people will take part; gives how many are new."""
    with writing(by):
        held = held_by(conference, by)
        there = list(held.venues.order_by().values_list("unit", "place"))
        units, named = {unit for unit, _place in there}, {place for unit, place in there if unit is None}
        fresh = [Venue(conference=held, unit=unit) for unit in members(audience) if unit.pk not in units]
        fresh += [Venue(conference=held, place=place) for place in places if place not in named]
        if len(there) + len(fresh) > MOST_VENUES:
            raise Problem(_("A conference may have %(n)s venues. Choose fewer units.") % {"n": MOST_VENUES})
        Venue.objects.bulk_create(fresh, batch_size=500)
        if fresh:
            record("venues-added", f"conference:{held.pk}", after={"venues": len(fresh)})
    return len(fresh)


def count_venues(conference: Conference, counts: Mapping[int, tuple[int | None, int | None]], *, by: Acting) -> int:
    """State expected and actual headcounts, by venue; gives how many changed. Names have nothing to do with it."""
    with writing(by):
        held = Conference.objects.select_for_update(of=("self",)).select_related("unit").get(pk=conference.pk)
        if held.status == Progress.CANCELLED:
            raise Problem(_("It was cancelled. Plan a new one."))
        rows = held.venues.filter(pk__in=counts)
        changed = [venue for venue in rows if counts[venue.pk] != (venue.expected, venue.actual)]
        for venue in changed:
            if not may_count(by, venue, held):
                raise Forbidden
            venue.expected, venue.actual = counts[venue.pk]
            if venue.actual is not None:
                came(held.on)
        Venue.objects.bulk_update(changed, ["expected", "actual"], batch_size=200)
        if changed:
            told = {str(venue.pk): [venue.expected, venue.actual] for venue in changed}
            record("venue-counted", f"conference:{conference.pk}", after={"venues": told})
    return len(changed)


def record_session(document: Document, plan: Plan, people: int, *, by: Acting) -> Conference:
    """A unit's own study session, after it was held: it counts for the funnel of the document."""
    _planner(by, by.unit)
    if not may_read(by, document):
        raise Forbidden
    came(plan.on)
    if people < 1:
        raise Problem(_("Say how many people took part."))
    with writing(by):
        session = Conference(unit=by.unit, kind=Meeting.SESSION, status=Progress.HELD, revision=0)
        _write(session, plan, by)
        if all(point.document != document for point in plan.points):
            AgendaItem.objects.create(conference=session, position=len(plan.points) + 1, document=document)
        Venue.objects.create(conference=session, unit=by.unit, actual=people)
        told = {"on": plan.on.isoformat(), "people": people, "document": document.pk}
        record("session-recorded", f"conference:{session.pk}", also=f"unit:{by.unit_id}", after=told)
    return session


def _planner(by: Acting, unit: Unit) -> None:
    if not any(by.bears(right) for right in PLANNING) or not may_plan(by, unit):
        raise Forbidden


def held_by(conference: Conference, by: Acting) -> Conference:
    """A conference as it is now, locked, for somebody who may change it. Within ``writing``."""
    rows = Conference.objects.select_for_update(of=("self",)).select_related("unit", "record__current")
    held = rows.get(pk=conference.pk)
    _planner(by, held.unit)
    if held.status == Progress.CANCELLED:
        raise Problem(_("It was cancelled. Plan a new one."))
    return held


def came(day: date) -> None:
    """Nothing is said of what took place on a day that has not come."""
    if day > timezone.localdate():
        raise Problem(_("This day has not come yet. Nothing can be said of what took place then."))


def _write(conference: Conference, plan: Plan, by: Acting) -> None:
    """A conference and its agenda; points with documents that the writer does not see stay as they are."""
    if len(plan.points) > MOST_POINTS:
        raise Problem(_("An agenda may have %(n)s points.") % {"n": MOST_POINTS})
    for document in filter(None, (plan.record, *(point.document for point in plan.points))):
        if not may_read(by, document):
            raise Forbidden
    if conference.status == Progress.HELD:
        came(plan.on)
    for name in ("title", "on", "at", "place", "record"):
        setattr(conference, name, getattr(plan, name))
    conference.revision += 1
    conference.save()
    seen = Document.objects.visible_to(by).values("pk")
    conference.items.filter(document__isnull=True).delete()
    conference.items.filter(document__in=seen).delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            conference=conference, position=n, document=point.document, title=point.title, locs=_locs(point),
            presenter_office=point.office, minutes=point.minutes,
        )
        for n, point in enumerate(plan.points, 1)
    )  # fmt: skip


def _locs(point: Point) -> list[str]:
    """The clauses of a point, which must be there."""
    if not point.locs:
        return []
    version = point.document.current_id if point.document else None
    there = set(Provision.objects.filter(version=version, loc__in=point.locs).values_list("loc", flat=True))
    if missing := [loc for loc in point.locs if loc not in there]:
        raise Problem(_("The document has no such clause: %(clauses)s.") % {"clauses": ", ".join(missing)})
    return list(point.locs)
