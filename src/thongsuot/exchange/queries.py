"""What lies in the inbox and outbox of exchange? The reads that its pages share."""

from django.db.models import Prefetch, QuerySet

from thongsuot.exchange.models import Call, Hook, Incoming, Outgoing, Parcel, Receiver
from thongsuot.exchange.rules import Came, Sort
from thongsuot.units.access import Acting


def inbox(acting: Acting, *, waiting: bool) -> QuerySet[Incoming]:
    """The messages that came to somebody's unit and those below it: those that wait, or all others."""
    rows = Incoming.objects.visible_to(acting).select_related("unit", "document")
    return rows.filter(state=Came.WAITING) if waiting else rows.exclude(state=Came.WAITING)


def outbox(acting: Acting) -> QuerySet[Outgoing]:
    """The messages that went out, with who gets them and what they said."""
    receivers = Prefetch("receivers", Receiver.objects.order_by("pk"))
    return Outgoing.objects.visible_to(acting).select_related("unit", "document").prefetch_related(receivers)


def parcels(acting: Acting, *, inward: bool) -> QuerySet[Parcel]:
    """The packages that came, or went."""
    rows = Parcel.objects.visible_to(acting).filter(inward=inward)
    return rows.select_related("unit", "partner", "document", "programme")


def waiting_parcels(acting: Acting) -> QuerySet[Parcel]:
    """Those that came and that nobody has decided on."""
    return parcels(acting, inward=True).filter(state=Came.WAITING)


def sent_of(document_pk: int, acting: Acting) -> QuerySet[Outgoing]:
    """Where a document was sent as edXML."""
    return outbox(acting).filter(document=document_pk, sort=Sort.DOCUMENT)


def calls(hook: Hook) -> QuerySet[Call]:
    """What a subscriber was told of, the newest first, with each try."""
    return hook.calls.prefetch_related("tries").order_by("-pk")
