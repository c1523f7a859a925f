"""May somebody see or change this document? The twin, for one document, of ``visible_to`` for lists."""

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Reach
from thongsuot.problems import Forbidden
from thongsuot.units.access import Acting, may
from thongsuot.units.rules import Right, within


def may_read(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may see a document in the post he acts in."""
    if acting is None or not acting.reads:
        return False
    if document.reach == Reach.OPEN or document.unit_id == acting.unit_id:
        return True
    if document.reach == Reach.UNIT and within(document.unit.path or "", acting.path):
        return True
    return document.shares.filter(unit=acting.unit_id).exists()


def may_change(acting: Acting | None, right: Right, document: Document) -> bool:
    """Whether somebody bears a right over a document: over its unit, and he may see it."""
    return may(acting, right, document.unit) and may_read(acting, document)


def require(acting: Acting | None, right: Right, document: Document) -> Acting:
    """The acting person if he may; else :class:`Forbidden`."""
    if acting is None or not may_change(acting, right, document):
        raise Forbidden
    return acting
