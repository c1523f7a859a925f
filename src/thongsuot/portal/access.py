"""May somebody publish this, or take it back? The decisions that pages ask and actions enforce.

A document is published by whoever says who may see it (RESTRICT: clerks and heads); a programme, and numbers of
progress, by a head (APPROVE). Whoever may say who sees a document may always take it back.
"""

from thongsuot.documents.access import may_change
from thongsuot.documents.models import Document
from thongsuot.portal.rules import allowed
from thongsuot.programmes.models import Programme
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right


def may_publish(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may make a document public as it stands."""
    if acting is None or not allowed(document.mark, document.reach, document.unit_id, acting.unit_id):
        return False
    right = Right.APPROVE if is_programme(document) else Right.RESTRICT
    return may_change(acting, right, document)


def may_tell_progress(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may make the numbers of progress public: the head's to say."""
    return may_publish(acting, document) and may_change(acting, Right.APPROVE, document)


def may_withdraw(acting: Acting | None, document: Document) -> bool:
    """Whether somebody may take a document back from the public."""
    return may_change(acting, Right.RESTRICT, document)


def is_programme(document: Document) -> bool:
    """Whether a document is a programme that was issued here."""
    return Programme.objects.filter(issued=document.pk).exists()
