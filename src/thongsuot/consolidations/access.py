"""May somebody settle or adopt? Whoever sees a document sees its making; these change it."""

from thongsuot.documents.access import may_change
from thongsuot.documents.models import Document
from thongsuot.problems import Forbidden
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right

SETTLING = (Right.REGISTER, Right.REVIEW)
"""Clerks, officers and heads make proposals and settle what is open."""
ADOPTING = (Right.REGISTER, Right.APPROVE)
"""Clerks and heads adopt."""


def may_settle(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may make a proposal and settle what is open in it."""
    return any(may_change(acting, right, document) for right in SETTLING if acting and acting.bears(right))


def may_adopt(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may make it the document's text."""
    return any(may_change(acting, right, document) for right in ADOPTING if acting and acting.bears(right))


def require_settle(acting: Acting, document: Document) -> None:
    """Nothing if he may; else :class:`Forbidden`."""
    if not may_settle(acting, document):
        raise Forbidden


def require_adopt(acting: Acting, document: Document) -> None:
    """Nothing if he may; else :class:`Forbidden`."""
    if not may_adopt(acting, document):
        raise Forbidden
