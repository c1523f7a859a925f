"""How does an heir take over what a unit leaves? Its files once; its work lot by lot, each handing over one change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import inheriting
from thongsuot.events.actions import record, writing
from thongsuot.followup import handing as duties
from thongsuot.handover.access import may_take
from thongsuot.handover.estates import Estate, estate
from thongsuot.handover.lots import HAND, WAITING, listed
from thongsuot.problems import Forbidden, Problem
from thongsuot.suspects import following
from thongsuot.units.access import Acting
from thongsuot.units.actions import lock_tree, move_unit
from thongsuot.units.handing import Way, note
from thongsuot.units.models import Handover, Unit
from thongsuot.units.rules import Change, Lot, within

BATCH = 500
"""Things of one transaction: what was handed over stays so, what was not still waits."""
MOST = 10_000
"""Things of one request."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many things went over, and how many of those that somebody sees still wait."""

    n: int
    left: int


def take_files(held: Estate, keeper: Unit, *, by: Acting | None, reason: str = "") -> None:
    """The unit that keeps the files of one that ended, and what it has finished: it sees both as its own, once.

    From then on the old unit stands below it; what the old one saw, every heir sees. ``by`` None is the installation.
    """
    _allowed(held, keeper, by)
    with writing(by):
        lock_tree()
        old = Unit.objects.select_for_update(of=("self",)).get(pk=held.old.pk)
        if Handover.objects.filter(lot=Lot.RECORD, old=old).exists():
            return
        user = by.user if by else None
        if old.parent_id != keeper.pk and not within(keeper.path or "", old.path or "-"):
            move_unit(old, keeper, revision=old.revision, by=None, reason=reason)
        for heir in held.heirs:
            way, below = Way(old, heir, held.on, user, reason), heir.pk == keeper.pk and old.parent_id == keeper.pk
            inheriting.let_see(way, below=below)
            duties.let_see(way, below=below)
        way = Way(old, keeper, held.on, user, reason)
        note(Lot.RECORD, [old.pk], way)
        following.follow_files(way)
        following.drop_exemptions(way)
        record("files-handed-over", f"unit:{old.pk}", also=way.also, after=way.told, reason=reason)


def hand_over(held: Estate, lot: Lot, keys: Iterable[int], heir: Unit, *, by: Acting | None, reason: str = "") -> int:
    """Hand things of a lot over to an heir, in one transaction; gives how many. What is gone already is left out."""
    _allowed(held, heir, by)
    with writing(by):
        if held.heir is not None:
            take_files(held, held.heir, by=by, reason=reason)
        wanted = list(keys)
        if by is not None:
            wanted = list(listed(lot, held.old, by).filter(pk__in=wanted).values_list("pk", flat=True))
        way = Way(held.old, heir, held.on, by.user if by else None, reason)
        n = HAND[lot](wanted, way) if wanted else 0
        following.follow(way)
    return n


def hand_all(held: Estate, to: Mapping[Lot, Unit], *, by: Acting | None, reason: str = "") -> Done:
    """Hand all of some lots over, batch by batch; what an interruption leaves still waits and goes over next time."""
    n = 0
    for lot, heir in to.items():
        _allowed(held, heir, by)
        while n < MOST:
            rows = WAITING[lot](held.old) if by is None else listed(lot, held.old, by)
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not keys or not (went := hand_over(held, lot, keys, heir, by=by, reason=reason)):
                break
            n += went
    return Done(n, sum(left(held, lot, by) for lot in to))


def left(held: Estate, lot: Lot, by: Acting | None) -> int:
    """How many things of a lot wait."""
    return (WAITING[lot](held.old) if by is None else listed(lot, held.old, by)).count()


def carry_on(old: Unit, day: date) -> bool:
    """What needs no choice goes over by itself on its day: files to the one heir; of a renamed unit, everything.

    Gives whether there was an heir without a choice.
    """
    held = estate(old, day)
    if held is None or held.planned or held.heir is None:
        return False
    with writing(None):
        take_files(held, held.heir, by=None)
        if held.kind == Change.RENAME:
            for lot in HAND:
                keys = list(WAITING[lot](held.old).order_by("pk").values_list("pk", flat=True))
                for start in range(0, len(keys), BATCH):
                    hand_over(held, lot, keys[start : start + BATCH], held.heir, by=None)
    return True


def _allowed(held: Estate, heir: Unit, by: Acting | None) -> None:
    if heir.pk not in {unit.pk for unit in held.heirs}:
        raise Problem(_("%(unit)s does not carry on this work. Choose one of its heirs.") % {"unit": heir.name})
    if by is not None and not may_take(by, heir):
        raise Forbidden
    if held.on > timezone.localdate():
        raise Problem(_("This can be handed over from its day on, not before."))
