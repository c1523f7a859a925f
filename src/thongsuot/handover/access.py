"""May somebody take over for this unit, or decide on what it inherited? Asked by pages, enforced by actions."""

from thongsuot.handover.estates import Estate
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right, within

RIGHTS = (Right.ASSIGN, Right.DRAFT)
"""Heads and officers."""


def may_take(acting: Acting | None, heir: Unit) -> bool:
    """Whether somebody takes work over for a unit: a head or officer of it, or of one above it."""
    if acting is None or not any(acting.bears(right) for right in RIGHTS):
        return False
    return within(heir.path or "", acting.path)


def takes(acting: Acting | None, estate: Estate) -> list[Unit]:
    """The heirs for which somebody takes over what a unit leaves, from its day on."""
    return [] if estate.planned else [heir for heir in estate.heirs if may_take(acting, heir)]


def may_decide(acting: Acting | None, estate: Estate) -> bool:
    """Whether somebody decides on the documents: for the heir that has the files, once it has them."""
    return estate.keeper is not None and any(heir.pk == estate.keeper.pk for heir in takes(acting, estate))
