"""May somebody freeze the figures of this unit? The decision that pages ask and actions enforce."""

from thongsuot.units.access import Acting, may
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def may_freeze(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody freezes the figures of a unit: its head, or one above it."""
    return may(acting, Right.CONFIRM, unit)
