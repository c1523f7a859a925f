"""How far is a unit with a document? Its duties where it leads some, else the items of the programme it issued."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document
from thongsuot.exchange.payload import DutySaid
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket, standing
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.programmes.rules import State
from thongsuot.units.models import Unit

MOST = 5000
PLANNED = "planned"


def duties(document: Document, unit: Unit) -> QuerySet[Assignment]:
    """The duties of a unit and those below it that a document, or their programme for it, brought."""
    of = Q(document=document) | Q(item__programme__answers=document)
    return Assignment.objects.filter(of, lead__path__startswith=unit.path or "-").select_related("lead").order_by("pk")


def progress(document: Document, unit: Unit) -> tuple[dict[str, int], list[DutySaid]]:
    """The counts of a unit's work on a document, and each duty."""
    told = list(_duties(document, unit)) or list(_items(document, unit))
    return dict(Counter(duty.state for duty in told)), told


def _duties(document: Document, unit: Unit) -> Iterator[DutySaid]:
    today = timezone.localdate()
    for row in duties(document, unit)[:MOST]:
        stand = standing(Bucket(row.bucket), row.due_on, today)
        name = stand.name.lower().replace("_", "-")
        yield DutySaid(action=row.action[:8000], loc=row.loc, state=name, due=row.due_on, done_on=row.finished_on)


def _items(document: Document, unit: Unit) -> Iterator[DutySaid]:
    rows = ProgrammeItem.objects.filter(
        programme__answers=document, programme__unit=unit, programme__state=State.ISSUED, kept=True
    )
    for row in rows.order_by("programme", "order").prefetch_related("bases")[:MOST]:
        locs = [basis.loc for basis in row.bases.all()]
        yield DutySaid(action=row.action[:8000], loc=locs[0] if locs else "", state=PLANNED, due=row.due)
