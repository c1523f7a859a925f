"""What heads a unit's papers? Asked of its last issued document and of the units above it."""

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction, Mark
from thongsuot.programmes.bodies import Head, Last, head
from thongsuot.units.models import Unit
from thongsuot.units.rules import above


def head_of(unit: Unit) -> Head:
    """System, issuer, the line above it and the place, as a form begins with them."""
    over = Unit.objects.filter(path__in=above(unit.path or "")).exclude(pk=unit.pk).order_by("-path")
    issued = Document.objects.filter(unit=unit, direction=Direction.OUT).exclude(symbol="").exclude(mark=Mark.DRAFT)
    told = issued.order_by("-arrived_on", "-pk").values_list("system", "issuers", "place").first()
    last = Last(told[0], tuple(told[1]), told[2]) if told else None
    return head([unit.name, *over.values_list("name", flat=True)], last)
