"""What does somebody read of a reminder? The same lines for the page and for the e-mail."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.followup.wording import STATE_BADGES, STATES
from thongsuot.programmes.models import Programme
from thongsuot.programmes.wording import STATE_BADGES as PROGRAMME_BADGES
from thongsuot.programmes.wording import STATES as PROGRAMME_STATES
from thongsuot.reminders.models import Digest, Reminder
from thongsuot.reminders.rules import HEARING, Kind, Seat
from thongsuot.reminders.wording import SEATS
from thongsuot.units.access import Acting
from vanban.workdays import working_days_between


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder in the reader's language; ``due`` is None for what has no deadline."""

    on: date
    reason: str  # “Quá hạn 4 ngày làm việc”
    tone: str  # of its badge
    what: str
    who: str  # leads it, or sent it
    seat: str  # as what the reader's unit is told; empty for the one that has to act
    url: str
    due: date | None = None
    state: str = ""  # where it stands by now
    state_badge: str = ""
    late: bool = False
    restricted: bool = False  # no word of it leaves by e-mail
    suspect: bool = False  # words that it rests on changed, and nobody has decided whether it holds


def heard(acting: Acting) -> QuerySet[Reminder]:
    """The reminders of the digests of a post, the newest day first, in it the longest overdue first."""
    if acting.role not in HEARING:
        return Reminder.objects.none()
    days = Digest.objects.filter(post=acting.membership).values("on")
    rows = Reminder.objects.filter(unit=acting.unit_id, on__in=days, **{str(acting.role): True})
    return rows.order_by("-on", "since", "pk")


def lines(rows: Sequence[Reminder], acting: Acting) -> list[Line]:
    """What is read of reminders: of those that this reader may still open; three queries whatever their number."""
    duties = _duties((row.assignment_id for row in rows if row.assignment_id), acting)
    papers = _papers((row.document_id for row in rows if row.document_id), acting)
    drafts = _drafts((row.programme_id for row in rows if row.programme_id), acting)
    found = []
    for row in rows:
        if row.assignment_id in duties:
            found.append(_of_duty(row, duties[row.assignment_id]))
        elif row.document_id in papers:
            found.append(_of_document(row, papers[row.document_id]))
        elif row.programme_id in drafts:
            found.append(_of_programme(row, drafts[row.programme_id]))
    return found


def _duties(keys: Iterable[int], acting: Acting) -> dict[int, Assignment]:
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = Assignment.objects.visible_to(acting).filter(pk__in=wanted).select_related("lead", "assigner")
    rows = rows.annotate(doubtful=Count("suspects", filter=Q(suspects__decision="")))  # the room above hangs them here
    return {row.pk: row for row in rows.defer("quote", "due_working", "reason")}


def _papers(keys: Iterable[int], acting: Acting) -> dict[int, Document]:
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = Document.objects.visible_to(acting).filter(pk__in=wanted).select_related("unit")
    return {row.pk: row for row in rows}


def _drafts(keys: Iterable[int], acting: Acting) -> dict[int, Programme]:
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = Programme.objects.visible_to(acting).filter(pk__in=wanted).select_related("unit", "answers")
    return {row.pk: row for row in rows}


def _of_duty(row: Reminder, held: Assignment) -> Line:
    late = row.kind == Kind.DUTY and row.since < row.on
    state = State(held.state)
    return Line(
        row.on, _reason(row), "bad" if late else "warn", held.action, held.lead.name,
        "" if row.seat == Seat.LEAD else str(SEATS[Seat(row.seat)]), reverse("duty", args=[held.pk]), held.due_on,
        str(STATES[state]), STATE_BADGES[state], late, held.restricted,
        bool(getattr(held, "doubtful", 0)),
    )  # fmt: skip


def _of_document(row: Reminder, held: Document) -> Line:
    url = _LISTS.get(Kind(row.kind), _document)(held)
    what = f"{held} {held.title}".strip()
    return Line(row.on, _reason(row), "warn", what, held.unit.name, "", url, restricted=held.restricted)


def _document(held: Document) -> str:
    return reverse("document", args=[held.pk])


_LISTS: Mapping[Kind, Callable[[Document], str]] = {
    Kind.DECIDE: lambda held: f"{reverse('suspects')}?document={held.pk}",
    Kind.EXEMPT: lambda held: f"{reverse('exemptions')}?waits=1&document={held.pk}",
    Kind.RETURNED: lambda held: f"{reverse('dissemination-document', args=[held.pk])}?part=returned#list",
}
"""Where what is reminded of is listed, where that is not the document itself."""


def _of_programme(row: Reminder, held: Programme) -> Line:
    asked = row.kind == Kind.COMMENT
    return Line(
        row.on, _reason(row), "warn", str(held), held.unit.name,
        _("Your unit is asked for its comments") if asked else "", reverse("programme", args=[held.pk]),
        row.since if asked else None, str(PROGRAMME_STATES[held.state]), PROGRAMME_BADGES[held.state],
        restricted=held.answers.restricted,
    )  # fmt: skip


def _reason(row: Reminder) -> str:
    """Why it is reminded of, as of the day of the reminder."""
    match row.kind:
        case Kind.CONFIRM:
            return _("Reported on %(day)s, not confirmed yet") % {"day": f"{row.since:%d/%m/%Y}"}
        case Kind.RECEIVE:
            return _("Not received yet")
        case Kind.STUDY:
            return _("Not studied yet")
        case Kind.NOTE:
            return _("Not taken note of yet")
        case Kind.DECIDE:
            words = ngettext("Words changed: %(n)s item waits for your decision",
                             "Words changed: %(n)s items wait for your decision", row.n)  # fmt: skip
            return words % {"n": row.n}
        case Kind.APPROVE:
            return _("Submitted on %(day)s, not approved yet") % {"day": f"{row.since:%d/%m/%Y}"}
        case Kind.EXEMPT:
            words = ngettext(
                "%(n)s exemption waits for your decision", "%(n)s exemptions wait for your decision", row.n
            )
            return words % {"n": row.n}
        case Kind.RETURNED:
            return ngettext("Given back by %(n)s unit", "Given back by %(n)s units", row.n) % {"n": row.n}
    if row.since == row.on:
        return _("Due today")
    if row.since < row.on:
        n = max(1, working_days_between(row.since, row.on))
        return ngettext("Overdue by %(n)s working day", "Overdue by %(n)s working days", n) % {"n": n}
    n = working_days_between(row.on, row.since)
    if n == 0:
        return _("Due on %(day)s, a day of rest: today is the last working day") % {"day": f"{row.since:%d/%m}"}
    return ngettext("Due in %(n)s working day", "Due in %(n)s working days", n) % {"n": n}
