"""What does exchange do later? Takes in, sends, tells subscribers: whatever is due, whenever it is asked."""

from dataclasses import dataclass

from thongsuot.exchange.calling import call_due, gather
from thongsuot.exchange.statuses import finished
from thongsuot.exchange.transport import fetch_due, send_due


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
