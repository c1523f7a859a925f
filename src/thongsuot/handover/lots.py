"""What of a unit's work waits to be handed over? Its lots: what is in each, who sees it, how it goes over."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value

from thongsuot.dissemination import handing as sent
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.followup import handing as duties
from thongsuot.followup.models import Assignment
from thongsuot.programmes import handing as programmes
from thongsuot.programmes.models import Programme
from thongsuot.units import handing as units
from thongsuot.units.access import Acting
from thongsuot.units.handing import Way, Whose
from thongsuot.units.models import Unit
from thongsuot.units.rules import Lot

WAITING: Mapping[Lot, Callable[[Whose], QuerySet[Any]]] = {
    Lot.LED: duties.led, Lot.GIVEN: duties.given, Lot.PART: duties.taking, Lot.REGULAR: duties.regular,
    Lot.PROGRAMME: programmes.unfinished, Lot.ASKED: programmes.asked, Lot.DELIVERY: sent.waiting,
    Lot.GROUP: units.groups,
}  # fmt: skip
"""What waits, in the order in which it is told and handed over."""
HAND: Mapping[Lot, Callable[[Iterable[int], Way], int]] = {
    Lot.LED: duties.hand_led, Lot.GIVEN: duties.hand_given, Lot.PART: duties.hand_parts,
    Lot.REGULAR: duties.hand_regular, Lot.PROGRAMME: programmes.hand, Lot.ASKED: programmes.hand_asked,
    Lot.DELIVERY: sent.hand, Lot.GROUP: units.hand_groups,
}  # fmt: skip
"""How it goes over, by keys."""
LOADED: Mapping[Lot, tuple[str, ...]] = {
    Lot.LED: ("assigner", "document"), Lot.GIVEN: ("lead", "document"), Lot.PART: ("assignment__lead",),
    Lot.REGULAR: ("lead", "assigner"), Lot.PROGRAMME: ("answers",), Lot.ASKED: ("programme__unit",),
    Lot.DELIVERY: ("document", "sender"), Lot.GROUP: ("unit",),
}  # fmt: skip
"""What a page of each prints beside the rows."""

SEEN: Mapping[Lot, tuple[Any, str]] = {
    Lot.LED: (Assignment, "pk"), Lot.GIVEN: (Assignment, "pk"), Lot.PART: (Assignment, "assignment"),
    Lot.PROGRAMME: (Programme, "pk"), Lot.DELIVERY: (Delivery, "pk"),
}  # fmt: skip
"""Of which kind of thing somebody sees only some, and where in a row it stands."""


def listed(lot: Lot, old: Whose, acting: Acting) -> QuerySet[Any]:
    """What of a lot somebody sees: what its list shows, its number counts, and he hands over.

    What he sees is asked of each row, as few rows are of one unit, and many are seen.
    """
    rows: QuerySet[Any] = WAITING[lot](old)
    if lot in SEEN:
        model, name = SEEN[lot]
        return rows.filter(Exists(model.objects.visible_to(acting).filter(pk=OuterRef(name))))
    if lot == Lot.REGULAR:
        plain = Q(document=None) | (Q(document__mark=Mark.NONE) & ~Q(document__reach=Reach.NAMED))
        seen = Document.objects.visible_to(acting).filter(pk=OuterRef("document"))
        return rows.filter(plain | Q(Exists(seen)))
    return rows


def counted(olds: Iterable[int], acting: Acting) -> dict[int, dict[Lot, int]]:
    """How much of each lot somebody sees, of each of some units; one query for all."""
    numbers = {f"n_{lot}": Subquery(_number(listed(lot, OuterRef("pk"), acting))) for lot in WAITING}
    rows = Unit.objects.filter(pk__in=list(olds)).order_by().annotate(**numbers).values_list("pk", *numbers)
    return {pk: {lot: n or 0 for lot, n in zip(WAITING, ns, strict=True)} for pk, *ns in rows}


def _number(rows: QuerySet[Any]) -> QuerySet[Any]:
    together: QuerySet[Any] = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return together
