"""What the addresses of handing over name: a unit that the commune has followed, and what it leaves."""

from django.utils import timezone

from tests.thongsuot import texts
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.units.access import Acting
from thongsuot.units.actions import add_unit, succeed
from thongsuot.units.models import Unit
from thongsuot.units.rules import Change


def leaving(units: dict[str, Unit], people: dict[str, Acting]) -> tuple[Unit, Document]:
    """A unit that the commune follows from today on, which leads a duty; and the document that it issued."""
    gone = add_unit("LS.04", "Xã Cũ", units["own"].level, units["above"])
    text = texts.REGULATION.replace("58-QĐ/TW", "12-QĐ/ĐU")
    held = receive(text.encode(), "cu.txt", Intake(gone, Direction.OUT, anyway=True), by=people["above-clerk"])
    assign(units["above"], [gone], Duty("Kiểm kê"), Source(), by=people["above-head"])
    succeed(Change.DISSOLVE, [gone], [units["own"]], timezone.localdate())
    gone.refresh_from_db()
    return gone, held
