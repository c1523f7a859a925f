"""How does one thing of a unit that ended go over to another? The row that tells of it, and the groups that name it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from thongsuot.events.actions import record
from thongsuot.units.models import Handover, Unit, UnitGroup, User
from thongsuot.units.rules import Lot

Whose = Unit | OuterRef
"""A unit, or the one of the row around it."""


@dataclass(frozen=True, slots=True)
class Way:
    """From whom to whom, from which day on, by whom and why; ``by`` None is the installation itself."""

    old: Unit
    new: Unit
    on: date
    by: User | None = None
    reason: str = ""

    @property
    def told(self) -> dict[str, object]:
        """What an event says of it."""
        return {"new": self.new.pk, "on": self.on.isoformat()}

    @property
    def also(self) -> str:
        """Whom it concerns beside the thing itself."""
        return f"unit:{self.new.pk}"


def note(lot: Lot, keys: Iterable[int], way: Way) -> int:
    """Keep that some things went over; gives how many. Within ``writing``."""
    now = timezone.now()
    rows = [
        Handover(lot=lot, key=key, old=way.old, new=way.new, on=way.on, at=now, by=way.by, reason=way.reason)
        for key in keys
    ]
    return len(Handover.objects.bulk_create(rows, batch_size=500))


def tell(verb: str, subject: str, way: Way, thread: str = "", *, who: str = "unit", **more: object) -> None:
    """The event that one thing went over; ``who`` names what the unit is to it. Within ``writing``."""
    before, after = {who: way.old.pk}, way.told | more
    record(verb, subject, thread, also=way.also, before=before, after=after, reason=way.reason)


def groups(old: Whose) -> QuerySet[UnitGroup]:
    """The saved groups that name a unit."""
    return UnitGroup.objects.filter(members=old)


def hand_groups(keys: Iterable[int], way: Way) -> int:
    """The other unit stands in these groups in its place. Within ``writing``."""
    rows = list(groups(way.old).select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    for group in rows:
        group.members.remove(way.old)
        group.members.add(way.new)
        tell("group-handed-over", f"group:{group.pk}", way, f"unit:{group.unit_id}", who="member")
    return note(Lot.GROUP, [group.pk for group in rows], way)
