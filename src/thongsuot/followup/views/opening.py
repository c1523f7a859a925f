"""Which duty does an address name, and what may its reader do with it? One he may not see is not there for him."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thongsuot.followup import access, showing
from thongsuot.followup.changing import Allowed
from thongsuot.followup.models import Assignment, Extension, Report
from thongsuot.followup.rules import OPEN, Move, State, moved
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest
from thongsuot.units.rules import Right, within

WITH = ("lead__level", "assigner", "document__unit", "item__programme", "recurrence")


def opened(request: ActingRequest, pk: int) -> Assignment:
    """The duty of an address; 404 where there is none or it is not his to see."""
    found = Assignment.objects.visible_to(request.acting).select_related(*WITH).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def let(request: ActingRequest, held: Assignment, allowed: Allowed, now: bool) -> None:
    """Turn away who may not do a thing at all, and tell who may that the duty no longer stands so."""
    if not allowed(request.acting, held):
        raise Forbidden
    if not now:
        raise Problem(_("The duty has moved on meanwhile: this can no longer be done. Look at where it stands now."))


def page_of(request: ActingRequest, held: Assignment, heading: str | Promise) -> dict[str, object]:
    """What the page of any step of a duty shows: the way to it, and the way back."""
    source = showing.origin(held, request.acting)
    return {
        "duty": held, "heading": heading, "back": reverse("duty", args=[held.pk]),
        "crumbs": showing.way(held, source, request.acting, Link(str(heading))),
    }  # fmt: skip


def at_its_side(acting: Acting, held: Assignment) -> bool:
    """Whether somebody stands at the side of the unit that leads: not he who gave it, or stands above who did."""
    return acting.unit_id == held.lead_id or not within(held.assigner.path or "", acting.path)


def leading(allowed: Allowed) -> Allowed:
    """What one may do, at the side of the unit that leads."""
    return lambda acting, held: acting is not None and at_its_side(acting, held) and allowed(acting, held)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with a duty as it stands."""

    accept: bool
    give_back: bool
    report: bool
    pass_down: bool
    ask_time: bool
    ask: bool
    remark: bool
    edit: bool
    reassign: bool
    suspend: bool
    resume: bool
    withdraw: bool
    confirm: bool
    reopen: bool
    decide_time: bool


def rights(acting: Acting, held: Assignment, last: Report | None, asked: Extension | None) -> Rights:
    """What somebody may do with a duty that he sees; ``last`` is its newest report, ``asked`` an open extension.

    Who gave a duty, or stands above who did, directs it; he is not asked to accept or report it for the other unit.
    """
    state = State(held.state)
    own = at_its_side(acting, held)
    officer = own and acting.bears(Right.REPORT) and access.may_report(acting, held)
    head = own and acting.bears(Right.ASSIGN) and access.may_return(acting, held)
    directs = acting.bears(Right.ASSIGN) and access.may_direct(acting, held)
    confirms = acting.bears(Right.CONFIRM) and access.may_confirm(acting, held)
    waits = last is not None and not hasattr(last, "confirmation") and state in OPEN
    says = access.may_remark(acting, held)

    def goes(move: Move) -> bool:
        return moved(state, move) is not None

    return Rights(
        accept=(officer or head) and goes(Move.ACCEPT),
        give_back=head and goes(Move.RETURN),
        report=officer and state in (State.ACCEPTED, State.REPORTED),
        pass_down=head and state in OPEN and state != State.RETURNED,
        ask_time=(officer or head) and state in OPEN and held.due_on is not None and asked is None,
        ask=says and own,
        remark=says,
        edit=directs and held.closed_at is None,
        reassign=directs and goes(Move.REASSIGN),
        suspend=directs and goes(Move.SUSPEND),
        resume=directs and goes(Move.RESUME),
        withdraw=directs and goes(Move.WITHDRAW),
        confirm=confirms and waits,
        reopen=confirms and goes(Move.REOPEN),
        decide_time=directs and asked is not None and state in OPEN,
    )
