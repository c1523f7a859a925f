"""What stands in a calendar feed? The deadlines and meetings that its post sees today."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.calendars.ical import Entry
from thongsuot.calendars.models import Calendar, Scope
from thongsuot.dissemination.models import Conference
from thongsuot.dissemination.rules import Progress
from thongsuot.documents.wording import place_name
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket
from thongsuot.units.access import Acting, posts
from thongsuot.units.people import token_digest

BACK = timedelta(days=60)
"""How long closed duties and past meetings stay."""
MOST = 2000


def opened(key: str, day: date) -> tuple[Calendar, Acting] | None:
    """The feed of a key and the post it acts in; None where it opens nothing on this day."""
    rows = Calendar.objects.filter(digest=token_digest(key), revoked_at=None, user__is_active=True)
    held = rows.select_related("user", "unit", "document").first()
    if held is None:
        return None
    own = (post for post in posts(held.user, day) if post.delegation is None)
    acting = next((post for post in own if post.membership.pk == held.membership_id), None)
    return (held, acting) if acting else None


def duties(held: Calendar, acting: Acting, day: date) -> list[Assignment]:
    """Duties with a deadline: open ones, and those closed of late, so that a program takes them out again."""
    rows: QuerySet[Assignment] = Assignment.objects.visible_to(acting)
    match held.scope:
        case Scope.DOCUMENT:
            rows = rows.filter(document=held.document_id)
        case Scope.UNIT:
            rows = rows.filter(lead=held.unit_id)
        case _:
            rows = rows.filter(lead=acting.unit_id)
    late = Q(bucket=Bucket.OPEN) | Q(due_on__gte=day - BACK)
    chosen = rows.filter(late, due_on__isnull=False).select_related("lead", "assigner", "document")
    return list(chosen.order_by("-due_on", "-pk")[:MOST])


def meetings(held: Calendar, acting: Acting, day: date) -> list[Conference]:
    """Conferences of the unit, or those that present the document."""
    rows = Conference.objects.visible_to(acting).filter(on__gte=day - BACK)
    if held.scope == Scope.DOCUMENT:
        rows = rows.filter(items__document=held.document_id)
    else:
        unit = held.unit_id or acting.unit_id
        rows = rows.filter(Q(unit=unit) | Q(venues__unit=unit))
    return list(rows.select_related("unit").distinct().order_by("-on", "-pk")[:MOST])


def duty_entry(row: Assignment, here: str) -> Entry:
    """A deadline, on its day. What a document for named units orders goes out without a word of it."""
    title = _("Duty of a restricted document") if row.restricted else row.action[:200]
    place = place_name(row.loc) if row.loc else ""
    source = "" if row.restricted or row.document is None else f"{row.document} {place}".strip()
    told = [
        source,
        _("Given by: %(unit)s") % {"unit": row.assigner.name},
        _("Leads: %(unit)s") % {"unit": row.lead.name},
    ]
    changed = max(filter(None, (row.assigned_at, row.accepted_at, row.reported_at, row.closed_at)))
    assert row.due_on is not None
    return Entry(
        f"duty-{row.pk}", row.revision, _("Due: %(duty)s") % {"duty": title}, row.due_on, None,
        f"{here}/followup/{row.pk}/", "\n".join(filter(None, told)), _("Deadline"), changed,
        cancelled=row.bucket in (Bucket.WITHDRAWN, Bucket.SUSPENDED),
    )  # fmt: skip


def meeting_entry(row: Conference, here: str) -> Entry:
    """A conference, at its hour where it has one."""
    begin = datetime.combine(row.on, row.at, timezone.get_current_timezone()) if row.at else None
    address = f"{here}/dissemination/conferences/{row.pk}/"
    made = datetime.combine(row.on, datetime.min.time(), UTC) - BACK
    return Entry(
        f"conference-{row.pk}", row.revision, row.title[:200], row.on, begin, address,
        row.unit.name, _("Conference"), made, place=row.place, cancelled=row.status == Progress.CANCELLED,
    )  # fmt: skip
