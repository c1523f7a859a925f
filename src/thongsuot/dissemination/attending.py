"""How is it kept who took part? Names for the venue's own unit, numbers for all; each verb is one transaction."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination import codes
from thongsuot.dissemination.access import may_count, may_list
from thongsuot.dissemination.codes import Code
from thongsuot.dissemination.meetings import came
from thongsuot.dissemination.models import Attendance, CheckIn, Venue
from thongsuot.dissemination.rules import Cause, Progress, person_key, plain
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting

MOST_LISTED = 5_000
"""Names of one venue."""
A_MINUTE = 300
"""Names that a venue's code takes in a minute."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list (người dự): a name, an office where it tells two people apart, there or not."""

    name: str
    office: str = ""
    present: bool = True

    @property
    def key(self) -> str:
        """What makes it the same person."""
        return person_key(self.name, self.office)


def list_attendance(
    venue: Venue, people: Iterable[Person], *, by: Acting, causes: Mapping[Cause, int] | None = None
) -> int:
    """Put people on the list of one's own venue; who is on it is brought up to date. The event only counts them."""
    wanted = {person.key: person for person in people}
    with writing(by):
        held = _held(venue)
        if not may_list(by, held):
            raise Forbidden
        if any(person.present for person in wanted.values()):
            came(held.conference.on)
        there = {row.key: row for row in held.attendances.filter(key__in=wanted)}
        changed = [row for key, row in there.items() if row.present != wanted[key].present]
        for row in changed:
            row.present = not row.present
        Attendance.objects.bulk_update(changed, ["present"], batch_size=500)
        fresh = [person for key, person in wanted.items() if key not in there]
        if held.attendances.count() + len(fresh) > MOST_LISTED:
            raise too_many()
        now = timezone.now()
        Attendance.objects.bulk_create([_row(held, person, now) for person in fresh], batch_size=500)
        _count(held, causes or {})
        told = {"n": held.attendances.count(), "new": len(fresh), "changed": len(changed)}
        record("attendance-listed", f"venue:{held.pk}", f"conference:{held.conference_id}", after=told)
    return len(fresh) + len(changed)


def too_many() -> Problem:
    """A list that is too long."""
    return Problem(_("A venue's list may have %(n)s names. Divide it among several venues.") % {"n": MOST_LISTED})


def unlist(venue: Venue, keys: Collection[int], *, by: Acting) -> int:
    """Take names off the list of one's own venue."""
    with writing(by):
        held = _held(venue)
        if not may_list(by, held):
            raise Forbidden
        n = held.attendances.filter(pk__in=keys).delete()[0]
        if n:
            record("attendance-unlisted", f"venue:{held.pk}", f"conference:{held.conference_id}", after={"n": n})
    return n


def state_absences(venue: Venue, causes: Mapping[Cause, int], *, by: Acting) -> None:
    """State how many people are away, by cause. Nobody's name has anything to do with it."""
    with writing(by):
        held = _held(venue)
        if not may_count(by, held, held.conference):
            raise Forbidden
        _open(held)
        before = {str(cause): getattr(held, cause) for cause in causes}
        after = {str(cause): n for cause, n in causes.items()}
        if before != after:
            Venue.objects.filter(pk=held.pk).update(**after)
            thread = f"conference:{held.conference_id}"
            record("absences-stated", f"venue:{held.pk}", thread, before=before, after=after)


def open_code(venue: Venue, *, by: Acting) -> CheckIn:
    """Issue the code by which people enter themselves; one that was issued before is void from now on."""
    with writing(by):
        held = _held(venue)
        if not may_count(by, held, held.conference):
            raise Forbidden
        _open(held)
        if held.unit_id is None:
            raise Problem(_("This venue belongs to no unit, so nobody may see a list of names. State its headcount."))
        if held.conference.status == Progress.HELD:
            raise Problem(_("The conference was held already. Enter who took part on the venue's list."))
        now, until = timezone.now(), codes.last_moment(held.conference)
        last = CheckIn.objects.filter(venue=held).first()
        facts = {"until": until, "revoked": False, "opened_by": by.user, "opened_at": now}
        found, _new = CheckIn.objects.update_or_create(
            venue=held, defaults={**facts, "serial": last.serial + 1 if last else 1}
        )
        told = {"until": until.isoformat(), "serial": found.serial}
        record("check-in-opened", f"venue:{held.pk}", f"conference:{held.conference_id}", after=told)
    return found


def revoke_code(venue: Venue, *, by: Acting) -> None:
    """Withdraw the code of a venue; whoever scans it is told so."""
    with writing(by):
        held = _held(venue)
        if not may_count(by, held, held.conference):
            raise Forbidden
        if CheckIn.objects.filter(venue=held, revoked=False).update(revoked=True):
            record("check-in-revoked", f"venue:{held.pk}", f"conference:{held.conference_id}")


def check_in(code: Code, name: str, office: str) -> Attendance:
    """Somebody at the venue enters himself, without an account. The event holds a number alone."""
    person = Person(" ".join(name.split())[:120], " ".join(office.split())[:120])
    if sum(sign.isalpha() for sign in person.name) < 2:
        raise Problem(_("Write your family name and given name."))
    with writing():
        found = Venue.objects.filter(pk=code.venue)
        held = codes.admit(code, found.select_for_update(of=("self",)).select_related("conference").first())
        lately = held.attendances.filter(by_code=True, listed_at__gt=timezone.now() - timedelta(minutes=1))
        if lately.count() >= A_MINUTE or held.attendances.count() >= MOST_LISTED:
            raise Problem(_("Too many people are entering at this moment. Try again in a minute."))
        row = _expected(held, person) or _row(held, person, timezone.now())
        row.present, row.by_code, row.listed_at = True, True, timezone.now()
        row.save()
        _count(held, {})
        told = {"n": held.attendances.filter(present=True).count()}
        record("checked-in", f"venue:{held.pk}", after=told)
    return row


def _expected(venue: Venue, person: Person) -> Attendance | None:
    """The row of somebody who was listed before and has not come yet; a Problem where he is there already."""
    rows = list(venue.attendances.filter(key__startswith=f"{plain(person.name)}|"[:250]))
    exact = [row for row in rows if row.key == person.key]
    if exact or not person.office:
        fits = exact or rows
    else:  # an office tells him from those who wrote none, unless one of these is still expected
        fits = [row for row in rows if not row.office and not row.present][:1]
    if len(fits) > 1:
        raise Problem(_("Several people of this name are expected. Write your office, too."))
    if any(row.present for row in fits):
        raise Problem(
            _("This name is on the list already; nothing was added. If you are somebody else, write your office, too.")
        )
    return fits[0] if fits else None


def _row(venue: Venue, person: Person, now: datetime) -> Attendance:
    return Attendance(
        venue=venue, name=person.name, office=person.office, key=person.key, present=person.present, listed_at=now
    )


def _count(venue: Venue, causes: Mapping[Cause, int]) -> None:
    """A headcount is never lower than the names of those who were there."""
    there = venue.attendances.filter(present=True).count()
    facts: dict[str, int] = {str(cause): n for cause, n in causes.items()}
    if there and (venue.actual or 0) < there:
        facts["actual"] = there
    if facts:
        Venue.objects.filter(pk=venue.pk).update(**facts)


def _held(venue: Venue) -> Venue:
    held = Venue.objects.select_for_update(of=("self",)).select_related("conference__unit", "unit")
    return held.get(pk=venue.pk)


def _open(venue: Venue) -> None:
    if venue.conference.status == Progress.CANCELLED:
        raise Problem(_("It was cancelled. Plan a new one."))
