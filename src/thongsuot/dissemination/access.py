"""May somebody send, receive or plan this? The decisions that pages ask and actions enforce."""

from thongsuot.dissemination.models import Conference, Delivery, Venue
from thongsuot.documents.access import may_change, may_read
from thongsuot.documents.models import Document
from thongsuot.units.access import Acting, may
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

PLANNING = (Right.DRAFT, Right.APPROVE, Right.SEND)
"""Who plans meetings: officers, heads, clerks."""


def may_send(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may send a document to any unit: a clerk of its unit or above."""
    return may_change(acting, Right.SEND, document)


def may_pass_on(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may send on, to units below his own, what his unit has received; never a restricted one."""
    if acting is None or not acting.bears(Right.SEND) or document.restricted or not may_read(acting, document):
        return False
    mine = Delivery.objects.live().filter(document=document, recipient=acting.unit_id)
    return mine.filter(receipt__isnull=False).exists()


def may_receive(acting: Acting | None, delivery: Delivery) -> bool:
    """Whether somebody may receive or return a delivery: a clerk of that unit itself."""
    return acting is not None and acting.bears(Right.RECEIVE) and acting.unit_id == delivery.recipient_id


def may_recall(acting: Acting | None, delivery: Delivery) -> bool:
    """Whether somebody may take a delivery back: a clerk of the sending unit or above it."""
    return may(acting, Right.SEND, delivery.sender) and may_read(acting, delivery.document)


def may_plan(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody may plan and hold meetings of a unit."""
    return any(may(acting, right, unit) for right in PLANNING)


def may_count(acting: Acting | None, venue: Venue, conference: Conference) -> bool:
    """Whether somebody may state a venue's headcount: the organiser, or the unit whose venue it is."""
    if acting is None or not any(acting.bears(right) for right in PLANNING):
        return False
    return acting.unit_id == venue.unit_id or may_plan(acting, conference.unit)


def sees_names(acting: Acting | None, venue: Venue) -> bool:
    """Whether somebody sees the names of a venue's list: its own unit alone, not those above it."""
    return acting is not None and acting.reads and venue.unit_id is not None and acting.unit_id == venue.unit_id


def may_list(acting: Acting | None, venue: Venue) -> bool:
    """Whether somebody may write the names of a venue's list."""
    return acting is not None and sees_names(acting, venue) and any(acting.bears(right) for right in PLANNING)
