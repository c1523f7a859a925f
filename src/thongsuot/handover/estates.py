"""Which units ended, and who carries on what they leave? By their successions, as they stand on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from thongsuot.documents.inheriting import issued
from thongsuot.documents.models import Document
from thongsuot.handover.lots import WAITING
from thongsuot.units.access import Acting
from thongsuot.units.models import Handover, Succession, Unit
from thongsuot.units.rules import Change, Lot, within


@dataclass(frozen=True, slots=True)
class Estate:
    """What a unit leaves (phần bàn giao), and who carries it on."""

    old: Unit
    kind: Change
    on: date
    heirs: Sequence[Unit]
    keeper: Unit | None  # who has taken over its files; none yet
    planned: bool  # its day is still to come

    @property
    def heir(self) -> Unit | None:
        """The one that carries all on, where there is no choice."""
        return self.heirs[0] if len(self.heirs) == 1 else None

    def reaches(self, acting: Acting) -> bool:
        """Whether somebody may look at it: what its unit, or an heir, does lies within his reach."""
        places = (self.old, *self.heirs)
        return acting.reads and any(within(unit.path or "", acting.path) for unit in places)


def ended(acting: Acting, day: date) -> QuerySet[Unit]:
    """The units that ended, or will, and that somebody has to do with: ``Estate.reaches``, for lists."""
    if not acting.reads:
        return Unit.objects.none()
    steps = Succession.objects.filter(old=OuterRef("pk"))
    heirs = steps.filter(new__path__startswith=acting.path)
    rows = Unit.objects.filter(Exists(steps)).filter(Q(path__startswith=acting.path) | Exists(heirs))
    return rows.order_by("-valid_to", "path")


def unfinished(rows: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """Those of some units that ended of which something waits: work, or documents that nobody has decided on."""
    told = Q()
    for waiting in WAITING.values():
        told |= Q(Exists(waiting(OuterRef("pk"))))
    open_ = undecided(rows.order_by().values("pk"), day)
    return rows.filter(told | Q(Exists(open_.filter(unit=OuterRef("pk")))))


def undecided_seen(olds: Iterable[int], day: date, acting: Acting) -> QuerySet[Document]:
    """Those of them that somebody sees."""
    seen = Document.objects.visible_to(acting).filter(pk=OuterRef("pk"))
    return undecided(olds, day).filter(Exists(seen))


def undecided(olds: Iterable[int] | QuerySet[Unit, Any], day: date) -> QuerySet[Document]:
    """What some units issued, what is in force, and on which nobody has decided."""
    return issued(olds, day).filter(reviewed=None)


def waits(unit: Unit, day: date) -> int:
    """How many units leave something that a unit has to carry on, and has not taken over; one query."""
    mine = Q(became__new=unit) | Q(became__new=None, parent=unit)
    rows = Unit.objects.filter(mine, became__on__lte=day).order_by().values("pk")
    return unfinished(Unit.objects.filter(pk__in=rows), day).count()


def estates(olds: Iterable[Unit], day: date) -> list[Estate]:
    """What some units leave; as many queries for all as there are steps of succession."""
    units = list(olds)
    steps = _steps([unit.pk for unit in units])
    ends = {unit.pk: _ends(unit.pk, steps, day) for unit in units}
    above = {unit.pk: unit.parent_id for unit in units}
    wanted = {key for keys in ends.values() for key in keys} | {key for key in above.values() if key}
    known = Unit.objects.in_bulk(wanted)
    kept = Handover.objects.filter(lot=Lot.RECORD, old__in=units).select_related("new")
    keepers = {row.old_id: row.new for row in kept}
    out = []
    for unit in units:
        first = steps[unit.pk][0]
        heirs = [known[key] for key in ends[unit.pk]] or _lasting(known.get(above[unit.pk] or 0), first.on)
        out.append(Estate(unit, Change(first.kind), first.on, heirs, keepers.get(unit.pk), first.on > day))
    return out


def estate(old: Unit, day: date) -> Estate | None:
    """What a unit leaves; none where it has not ended and will not."""
    return estates([old], day)[0] if Succession.objects.filter(old=old).exists() else None


def _steps(olds: Sequence[int]) -> Mapping[int, list[Succession]]:
    """All steps from some units on, by the unit that ended."""
    found: dict[int, list[Succession]] = {}
    wanted = set(olds)
    while wanted:
        rows = list(Succession.objects.filter(old__in=wanted).order_by("on", "pk"))
        for row in rows:
            found.setdefault(row.old_id, []).append(row)
        wanted = {row.new_id for row in rows if row.new_id} - set(found)
    return found


def _ends(unit: int, steps: Mapping[int, list[Succession]], day: date) -> list[int]:
    """Who carries on in the end, on the day of the first step or on ``day`` where that is later."""
    day = max([day, *(step.on for step in steps.get(unit, ()))])
    out, seen, waiting = list[int](), {unit}, [step.new_id for step in steps.get(unit, ())]
    while waiting:
        key = waiting.pop(0)
        if key is None or key in seen:
            continue
        seen.add(key)
        later = [step for step in steps.get(key, ()) if step.on <= day]
        if later:
            waiting += [step.new_id for step in later]
        else:
            out.append(key)
    return out


def _lasting(unit: Unit | None, day: date) -> list[Unit]:
    """The nearest unit above that is there on a day: it carries on where nobody else does."""
    while unit is not None and unit.valid_to is not None and unit.valid_to < day:
        unit = unit.parent
    return [unit] if unit is not None else []
