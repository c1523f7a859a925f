"""May somebody see a change or a suspect, decide on it, or say where clauses went? The twins of ``visible_to``."""

from thongsuot.documents import access as documents
from thongsuot.programmes.rules import Decision
from thongsuot.suspects.models import Change, Suspect
from thongsuot.units.access import Acting, may
from thongsuot.units.rules import Right, within

DECIDES = (Right.DRAFT, Right.APPROVE)
"""On an item: who drafts programmes, or the head."""


def may_read(acting: Acting | None, suspect: Suspect) -> bool:
    """Whether somebody may see a suspect: his unit's, or of one below it on a document that he may see."""
    if acting is None or not acting.reads:
        return False
    if suspect.unit_id == acting.unit_id:
        return True
    named = suspect.assignment is not None and suspect.assignment.restricted
    return within(suspect.unit.path or "", acting.path) and not named and documents.may_read(acting, suspect.document)


def may_read_change(acting: Acting | None, change: Change) -> bool:
    """Whether somebody may see a change: of a document he may see, or one that touches his unit."""
    if acting is None or not acting.reads:
        return False
    return documents.may_read(acting, change.document) or change.suspects.filter(unit=acting.unit_id).exists()


def may_decide(acting: Acting | None, suspect: Suspect) -> bool:
    """Whether somebody decides: on his own unit's things alone; on duties the head, as whoever gives them; on
    exemptions who approves them."""
    if acting is None or acting.unit_id != suspect.unit_id:
        return False
    if suspect.item_id or suspect.programme_id:
        return any(acting.bears(right) for right in DECIDES)
    return acting.bears(Right.APPROVE if suspect.exemption_id else Right.ASSIGN)


def asked_himself(acting: Acting, suspect: Suspect) -> bool:
    """Whether it is an exemption that somebody asked for: another one says that it still holds."""
    held = suspect.exemption
    return held is not None and held.state == Decision.APPROVED and held.asked_by_id == acting.user_id


def may_map(acting: Acting | None, change: Change) -> bool:
    """Whether somebody says where clauses went: a clerk or officer of the unit that registered the new document."""
    if change.successor is None or change.taken_back_at is not None or acting is None:
        return False
    rights = (Right.REGISTER, Right.REVIEW)
    unit = change.successor.unit
    return any(may(acting, right, unit) for right in rights) and may_read_change(acting, change)
