"""How does a unit get more time? Asked with a reason, granted in full or part, or refused; the first day stays."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record
from thongsuot.followup import access
from thongsuot.followup.changing import changing, name
from thongsuot.followup.models import Assignment, Extension
from thongsuot.followup.rules import OPEN, Decision
from thongsuot.followup.taking import said
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting


def ask_extension(
    assignment: Assignment, until: date, reason: str, *, revision: int | None = None, by: Acting
) -> Extension:
    """The unit that leads asks for another deadline; nothing changes until it is granted."""
    why = said(reason, _("Say why more time is needed."))
    with changing(assignment, access.may_ask_time, by=by, revision=revision) as held:
        if held.state not in OPEN or held.due_on is None:
            raise Problem(_("Only an open duty with a deadline can be given more time."))
        if until <= held.due_on:
            raise Problem(_("This day is not later than the deadline. Give a later day."))
        if held.extensions.filter(state=Decision.ASKED).exists():
            raise Problem(_("More time was asked for already. Wait for that decision."))
        row = Extension.objects.create(
            assignment=held, before=held.due_on, asked=until, reason=why, by=by.user, at=timezone.now()
        )
        held.extension_open = True
        after = {"extension": row.pk, "until": until.isoformat()}
        record("extension-asked", name(held), also=f"unit:{held.assigner_id}", reason=why, after=after)
    return row


def grant_extension(
    row: Extension, until: date, *, why: str = "", revision: int | None = None, by: Acting
) -> Extension:
    """More time: to the day that was asked for, or another one after the present deadline."""
    return _decide(row, until, why, revision, by)


def refuse_extension(row: Extension, why: str, *, revision: int | None = None, by: Acting) -> Extension:
    """No more time, and why."""
    return _decide(row, None, said(why, _("Say why it is refused.")), revision, by)


def _decide(row: Extension, until: date | None, why: str, revision: int | None, by: Acting) -> Extension:
    with changing(row.assignment, access.may_direct, by=by) as held:
        fresh = Extension.objects.select_for_update().get(pk=row.pk, assignment=held)
        if revision is not None and fresh.revision != revision:
            raise Stale
        if fresh.state != Decision.ASKED or held.state not in OPEN:
            raise Problem(_("This was decided already, or the duty is closed. Look at where it stands now."))
        if until is not None and held.due_on is not None and until <= held.due_on:
            raise Problem(_("This day is not later than the deadline. Give a later day."))
        fresh.state = Decision.REFUSED if until is None else Decision.GRANTED
        fresh.granted, fresh.why = until, why.strip()
        fresh.decided_by, fresh.decided_at, fresh.revision = by.user, timezone.now(), fresh.revision + 1
        fresh.save()
        before = {"due": held.due_on and held.due_on.isoformat()}
        held.due_on, held.extension_open = until or held.due_on, False
        verb = "extension-refused" if until is None else "extension-granted"
        told = {"extension": fresh.pk, "due": held.due_on and held.due_on.isoformat()}
        record(verb, name(held), also=f"unit:{held.lead_id}", before=before, after=told, reason=fresh.why)
    return fresh
