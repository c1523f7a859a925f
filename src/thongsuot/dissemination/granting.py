"""Does a unit see what it was sent? The share comes with the delivery and goes with it."""

from collections.abc import Collection

from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document, Share
from thongsuot.events.actions import record


def grant(document: Document, keys: Collection[int]) -> set[int]:
    """Let units see a document; gives those that did not before. Within ``writing``, the document locked."""
    there = {document.unit_id, *document.shares.values_list("unit", flat=True)}
    fresh = [key for key in keys if key not in there]
    Share.objects.bulk_create([Share(document=document, unit_id=key) for key in fresh], batch_size=500)
    for key in fresh:
        record("shared", f"document:{document.pk}", also=f"unit:{key}")
    return set(fresh)


def withdraw(delivery: Delivery, reason: str) -> None:
    """Take back what a delivery that ended had granted, unless another one keeps it."""
    if not delivery.granted:
        return
    others = Delivery.objects.live().filter(document=delivery.document_id, recipient=delivery.recipient_id)
    kept = others.exclude(pk=delivery.pk).order_by("pk").first()
    if kept is not None:
        Delivery.objects.filter(pk=kept.pk).update(granted=True)
        return
    if Share.objects.filter(document=delivery.document_id, unit=delivery.recipient_id).delete()[0]:
        record("unshared", f"document:{delivery.document_id}", also=f"unit:{delivery.recipient_id}", reason=reason)
