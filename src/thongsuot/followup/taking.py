"""What happens to a duty after it was given? Accepted, returned, given anew, asked about, suspended, withdrawn."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.granting import grant
from thongsuot.events.actions import record
from thongsuot.followup import access
from thongsuot.followup.changing import changing, name, step
from thongsuot.followup.giving import Duty, says, set_parts, stands_below
from thongsuot.followup.models import Assignment, Remark
from thongsuot.followup.reaching import children
from thongsuot.followup.rules import Move, closes
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def accept(assignment: Assignment, *, revision: int | None = None, by: Acting) -> Assignment:
    """The unit takes a duty on."""
    with changing(assignment, access.may_answer, by=by, revision=revision) as held:
        step(held, Move.ACCEPT)
        held.accepted_at = timezone.now()
        record("duty-accepted", name(held))
    return held


def return_with_reason(assignment: Assignment, reason: str, *, revision: int | None = None, by: Acting) -> Assignment:
    """The unit gives a duty back; until the unit that gave it decides, its clock runs on."""
    with changing(assignment, access.may_return, by=by, revision=revision) as held:
        held.reason = said(reason, _("Say why it is returned, so that the unit that gave it can decide."))
        step(held, Move.RETURN)
        record("duty-returned", name(held), also=f"unit:{held.assigner_id}", reason=held.reason)
    return held


def reassign(
    assignment: Assignment, lead: Unit, *, reason: str = "", revision: int | None = None, by: Acting
) -> Assignment:
    """What was returned is given anew, to the same unit or another; the old one keeps its part of the history."""
    with changing(assignment, access.may_direct, by=by, revision=revision) as held:
        stands_below(lead, held.assigner)
        step(held, Move.REASSIGN)
        before = held.lead_id
        held.lead, held.reason, held.accepted_at = lead, reason.strip(), None
        held.parts.filter(unit=lead).delete()
        if held.document is not None and not held.document.restricted:
            grant(held.document, [lead.pk])
        told = {"lead": lead.pk}
        record(
            "duty-reassigned", name(held), also=f"unit:{lead.pk}", before={"lead": before}, after=told, reason=reason
        )
    return held


def edit(assignment: Assignment, duty: Duty, *, reason: str, revision: int, by: Acting) -> Assignment:
    """The unit that gave a duty says it differently; the first deadline stays on record."""
    with changing(assignment, access.may_direct, by=by, revision=revision) as held:
        if held.closed_at is not None:
            raise Problem(_("This duty is closed. Reopen it first."))
        says(duty)
        why = (
            said(reason, _("Say why it is changed: the unit that leads will read it.")) if held.accepted_at else reason
        )
        before = plain(held)
        held.action, held.product = duty.action.strip(), duty.product.strip()
        if duty.due != held.due_on:
            held.due_on, held.due_working = duty.due, duty.working
            held.original_due = held.original_due or duty.due
        set_parts(held, duty)
        record("duty-edited", name(held), also=f"unit:{held.lead_id}", before=before, after=plain(held), reason=why)
    return held


def suspend(assignment: Assignment, reason: str, *, revision: int | None = None, by: Acting) -> Assignment:
    """The unit that gave a duty stops its clock."""
    return _directed(assignment, Move.SUSPEND, "duty-suspended", reason, revision, by)


def resume(assignment: Assignment, reason: str, *, revision: int | None = None, by: Acting) -> Assignment:
    """A suspended duty goes on."""
    return _directed(assignment, Move.RESUME, "duty-resumed", reason, revision, by)


def withdraw(
    assignment: Assignment, reason: str, *, override: bool = False, revision: int | None = None, by: Acting
) -> Assignment:
    """A duty is no longer asked for. Not over open ones passed down from it, unless overridden."""
    return _directed(assignment, Move.WITHDRAW, "duty-withdrawn", reason, revision, by, override=override)


def _directed(
    assignment: Assignment, move: Move, verb: str, reason: str, revision: int | None, by: Acting,
    *, override: bool = True,
) -> Assignment:  # fmt: skip
    with changing(assignment, access.may_direct, by=by, revision=revision) as held:
        held.reason = said(reason, _("Say why: the unit that leads will read it."))
        if not closes(children(held), override):
            raise Problem(open_below())
        step(held, move)
        if move == Move.WITHDRAW:
            held.closed_at = timezone.now()
        record(verb, name(held), also=f"unit:{held.lead_id}", reason=held.reason)
    return held


def ask(assignment: Assignment, text: str, *, by: Acting) -> Remark:
    """The unit that leads asks the one that gave the duty; the question stays open until it is answered."""
    return _remark(assignment, text, asks=True, answers=None, by=by)


def remark(assignment: Assignment, text: str, *, answers: Remark | None = None, by: Acting) -> Remark:
    """Somebody of a unit that has to do with a duty says something, or answers a question."""
    return _remark(assignment, text, asks=False, answers=answers, by=by)


def _remark(assignment: Assignment, text: str, *, asks: bool, answers: Remark | None, by: Acting) -> Remark:
    words = said(text, _("Write what you want to say."))
    with changing(assignment, access.may_remark, by=by) as held:
        if answers is not None and answers.assignment_id != held.pk:
            raise Forbidden
        row = Remark.objects.create(
            assignment=held, unit=by.unit, by=by.user, text=words, asks=asks, answers=answers
        )  # fmt: skip
        if asks or answers is not None:
            held.question_open = asks or held.remarks.filter(asks=True, answered_by=None).exists()
        other = held.assigner_id if by.unit_id == held.lead_id else held.lead_id
        record("duty-asked" if asks else "duty-remarked", name(held), also=f"unit:{other}", after={"remark": row.pk})
    return row


def said(words: str, else_: str) -> str:
    """Words that have to be there."""
    if not words.strip():
        raise Problem(else_)
    return words.strip()


def open_below() -> str:
    """Why a duty does not close."""
    return _("Duties passed down from it are still open. Close them first, or close over them with a reason.")


def plain(held: Assignment) -> dict[str, str]:
    """What an event keeps of a duty's words and day."""
    return {"action": held.action, "product": held.product, "due": held.due_on.isoformat() if held.due_on else ""}
