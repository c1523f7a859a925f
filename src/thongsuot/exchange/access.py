"""May somebody take in, send out, decide or set up? The decisions that pages ask and actions enforce."""

from django.utils.translation import gettext as _

from thongsuot.exchange.models import Incoming, Parcel
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting, may
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right, within


def may_take(acting: Acting | None, unit: Unit) -> bool:
    """Whether somebody may take in messages for a unit and decide on them: a clerk of it or above it."""
    return may(acting, Right.RECEIVE, unit)


def may_set_up(acting: Acting | None) -> bool:
    """Whether somebody may add partners, codes and subscriptions for the installation: its administrator."""
    return acting is not None and acting.bears(Right.MANAGE) and acting.unit.parent_id is None


def require_set_up(acting: Acting) -> None:
    """:class:`Forbidden` for anybody else."""
    if not may_set_up(acting):
        raise Forbidden


def require_ours(unit: Unit, acting: Acting) -> None:
    """A :class:`Problem` for a unit that somebody's own does not reach."""
    if not within(unit.path or "", acting.path):
        raise Problem(_("This unit is not one of this installation's."))


def held(row: Incoming, revision: int, by: Acting) -> Incoming:
    """A message, locked for who decides on it; :class:`Stale` if it is not as he saw it."""
    rows = Incoming.objects.select_for_update(of=("self",)).select_related("unit", "raw")
    found = rows.get(pk=row.pk)
    if not may_take(by, found.unit):
        raise Forbidden
    if found.revision != revision:
        raise Stale
    return found


def held_parcel(row: Parcel, revision: int, right: Right, by: Acting) -> Parcel:
    """A package, locked for who decides on it."""
    rows = Parcel.objects.select_for_update(of=("self",)).select_related("unit", "raw", "partner__unit")
    found = rows.get(pk=row.pk)
    if not may(by, right, found.unit):
        raise Forbidden
    if found.revision != revision:
        raise Stale
    return found
