"""May somebody see, give, take, report or confirm this duty? The decisions that pages ask and actions enforce."""

from thongsuot.followup.models import Assignment
from thongsuot.units.access import Acting, may
from thongsuot.units.models import Handover
from thongsuot.units.rules import Lot, Right, within


def may_read(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody may see a duty: the twin of ``visible_to``."""
    if acting is None or not acting.reads:
        return False
    if acting.unit_id in (held.lead_id, held.assigner_id):
        return True
    near = within(held.lead.path or "", acting.path) or within(held.assigner.path or "", acting.path)
    if (near and not held.restricted) or held.parts.filter(unit=acting.unit_id).exists():
        return True
    return Handover.objects.filter(lot=Lot.SIGHT, key=held.pk, new=acting.unit_id).exists()


def may_answer(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody accepts a duty or asks about it: an officer or head of the unit that leads."""
    return may_report(acting, held) or may_return(acting, held)


def may_return(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody gives a duty back: the head of the unit that leads."""
    return may(acting, Right.ASSIGN, held.lead) and may_read(acting, held)


def may_report(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody reports on a duty: an officer of the unit that leads it."""
    return may(acting, Right.REPORT, held.lead) and may_read(acting, held)


def may_confirm(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody confirms or returns a report: the head of the unit that gave the duty, or one above it.

    Nobody confirms his own unit's work where another unit gave it.
    """
    if not may(acting, Right.CONFIRM, held.assigner) or not may_read(acting, held):
        return False
    return acting is not None and (held.assigner_id == held.lead_id or acting.unit_id != held.lead_id)


def may_direct(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody changes, gives anew, suspends or withdraws a duty: the head of the unit that gave it."""
    return may(acting, Right.ASSIGN, held.assigner) and may_read(acting, held)


def may_remark(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody says something about a duty: an officer or head of a unit that has to do with it."""
    if acting is None or not (acting.bears(Right.REPORT) or acting.bears(Right.ASSIGN)):
        return False
    own = acting.unit_id in (held.lead_id, held.assigner_id)
    return own or held.parts.filter(unit=acting.unit_id).exists()


def may_ask_time(acting: Acting | None, held: Assignment) -> bool:
    """Whether somebody asks for more time: an officer or head of the unit that leads."""
    return may_answer(acting, held) and may_read(acting, held)
