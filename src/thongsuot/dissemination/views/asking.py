"""Which rows does an address or a form name? Those the reader may see; any other is not there for him."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from thongsuot.dissemination.access import may_send
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document
from thongsuot.documents.queries import groups_for
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest
from thongsuot.units.models import Unit

MOST = 5_000
"""Rows of one form."""


def key_of(written: str) -> int:
    """The key that an address names; 0, which none has, where it names none."""
    return int(written) if written.isdecimal() and len(written) < 19 else 0


def keys(written: list[str]) -> list[int]:
    """The keys that a form sent."""
    return [int(key) for key in written[:MOST] if key.isdecimal() and len(key) < 19]


def own(request: ActingRequest) -> QuerySet[Delivery]:
    """The deliveries to the reader's own unit, of documents that he may see."""
    seen = Document.objects.visible_to(request.acting).values("pk")
    rows = Delivery.objects.filter(recipient=request.acting.unit_id, document__in=seen)
    rows = rows.select_related("document__unit", "version", "sender", "receipt")
    return rows.defer("version__text", "version__reading")


def delivery(request: ActingRequest, pk: int) -> Delivery:
    """A delivery of an address, to the reader's own unit."""
    found = own(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def unit_below(acting: Acting, written: str) -> Unit:
    """The unit of ``?below=``: the reader's own where none below it is named."""
    return Unit.objects.below(acting.path).filter(pk=key_of(written)).first() or acting.unit


def choices(acting: Acting, document: Document | None = None) -> dict[str, Any]:
    """What a form of recipients offers: everywhere for who keeps the register, below one's own unit for others."""
    today = Unit.objects.on(timezone.localdate())
    anywhere = document is not None and may_send(acting, document)
    units = (today if anywhere else today.below(acting.path)).exclude(pk=acting.unit_id).order_by("path")
    parents = today.filter(path__isnull=False).order_by().values("parent")
    tops = today.below("" if anywhere and not acting.unit.parent_id else acting.path).filter(pk__in=parents)
    return {
        "units": units,
        "groups": groups_for(acting),
        "tops": list(tops.order_by("path")),
        "by_name": document is not None and document.restricted,
    }
