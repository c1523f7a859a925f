"""What follows for duties when units or documents change? Kept in step inside the same transaction."""

from typing import Any

from django.dispatch import receiver

from thongsuot.documents.announcing import reach_changed
from thongsuot.documents.models import Document
from thongsuot.events.actions import at_end
from thongsuot.followup.models import Assignment
from thongsuot.followup.tallying import Counted, Levelled, Moved, apply, moved
from thongsuot.units.announcing import unit_levelled, unit_moved


@receiver(unit_moved, dispatch_uid="followup.moved")
def unit_stands_elsewhere(sender: Any, unit: int, before: str, after: str, **_rest: Any) -> None:
    """Its figures leave those it stood below."""
    at_end(apply, Moved(unit, before, after))


@receiver(unit_levelled, dispatch_uid="followup.levelled")
def unit_is_of_another_level(sender: Any, unit: int, before: int, after: int, **_rest: Any) -> None:
    """What it leads counts at the new level."""
    at_end(apply, Levelled(unit, before, after))


@receiver(reach_changed, dispatch_uid="followup.reach")
def document_reaches_otherwise(sender: Any, document: Document, **_rest: Any) -> None:
    """What a document orders is seen as the document is, and counted in the figures of all or of none."""
    rows = Assignment.objects.select_for_update(of=("self",)).filter(document=document)
    for held in rows.exclude(restricted=document.restricted):
        before = Counted.of(held)
        held.restricted = document.restricted
        held.save(update_fields=["restricted"])
        moved(before, Counted.of(held))
