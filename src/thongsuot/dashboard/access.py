"""May somebody see or freeze the figures of this unit? The decisions that pages ask and actions enforce."""

from thongsuot.dashboard.models import Snapshot
from thongsuot.units.access import Acting, may
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right, within


def may_read(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody sees the figures of a unit: his own or one below it."""
    return acting is not None and acting.reads and within(unit.path or "", acting.path)


def may_open(acting: Acting | None, snapshot: Snapshot) -> bool:
    """Whether somebody sees a snapshot: the twin of ``visible_to``."""
    return may_read(acting, snapshot.node)


def may_freeze(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody freezes the figures of a unit: its head, or one above it."""
    return may(acting, Right.CONFIRM, unit)
