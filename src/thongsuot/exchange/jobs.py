"""What does exchange do later? Takes in, sends, tells subscribers: whatever is due, whenever it is asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from thongsuot.exchange.calling import call_due, gather
from thongsuot.exchange.models import Call
from thongsuot.exchange.rules import Sent
from thongsuot.exchange.statuses import finished
from thongsuot.exchange.transport import fetch_due, send_due

KEPT = timedelta(days=90)
"""So long it is listed what subscribers were told."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did."""

    taken: int
    finished: int
    sent: int
    gathered: int
    called: int


def deliver_due() -> Round:
    """One round; twice at the same time does no harm, and nothing is sent twice."""
    return Round(fetch_due(), finished(), send_due(), gather(), call_due())


def forget(today: date) -> int:
    """Remove calls that were made long ago, with their tries; gives how many rows."""
    old = Call.objects.filter(made_at__lt=timezone.now() - KEPT).exclude(state=Sent.WAITING)
    return old.delete()[0]
