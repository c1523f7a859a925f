"""How did a duty come to those who have it now? What was handed over of it, and of those it was passed down from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import said
from thongsuot.followup.models import Assignment
from thongsuot.units.models import Handover, Succession
from thongsuot.units.rules import Lot
from thongsuot.units.wording import BECAME

PARTS: Mapping[str, str | Promise] = {
    Lot.LED: _("Lead"), Lot.GIVEN: _("Given by"), Lot.PART: _("Takes part"),
}  # fmt: skip
MOST = 20


@dataclass(frozen=True, slots=True)
class Inherited:
    """That a part in a duty came from a unit that ended: this one's, or one's further up the thread."""

    part: str
    old: str
    became: str
    new: str
    on: date
    reason: str
    above: bool


def inherited(held: Assignment) -> list[Inherited]:
    """What was handed over, the first first; one query."""
    keys = [held.pk, *(int(key) for key in held.trail.split(".") if key)]
    kind = Succession.objects.filter(old=OuterRef("old"), on__lte=OuterRef("on")).order_by("-on").values("kind")[:1]
    rows = Handover.objects.filter(lot__in=list(PARTS), key__in=keys).annotate(kind=Subquery(kind))
    return [
        Inherited(str(PARTS[row.lot]), row.old.name, said(BECAME, row.kind or ""), row.new.name, row.on, row.reason,
                  row.key != held.pk)
        for row in rows.select_related("old", "new").order_by("pk")[:MOST]
    ]  # fmt: skip
