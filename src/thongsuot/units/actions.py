"""How do units change? Each verb is one transaction with its event."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting, require
from thongsuot.units.announcing import unit_levelled, unit_moved, unit_succeeded
from thongsuot.units.models import Level, Succession, Unit, UnitGroup
from thongsuot.units.ordering import sort_key
from thongsuot.units.rules import Change, Right, succession_fault, within


def add_level(code: str, name: str, rank: int, name_en: str = "", *, by: Acting | None = None) -> Level:
    """A level of the hierarchy; the one that is there if its code is known."""
    with writing(by):
        level, new = Level.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en, "rank": rank})
        if new:
            record("level-added", f"level:{level.pk}", after={"code": code, "name": name, "rank": rank})
    return level


def add_unit(
    code: str,
    name: str,
    level: Level,
    parent: Unit | None = None,
    *,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    position: int = 0,
    by: Acting | None = None,
) -> Unit:
    """A new unit below ``parent``. ``by`` None is the installation itself (first set-up, import by its operator)."""
    if by is not None:
        if parent is None:
            raise Problem(_("Choose the unit above the new one."))
        require(by, Right.MANAGE, parent)
    if Unit.objects.filter(code=code).exists():
        raise Problem(_("There is already a unit with the code %(code)s. Give another code.") % {"code": code})
    if valid_from and valid_to and valid_from > valid_to:
        raise Problem(_("The last day lies before the first. Correct one of them."))
    with writing(by):
        lock_tree()
        if parent is not None:
            parent = Unit.objects.get(pk=parent.pk)
        unit = Unit.objects.create(
            code=code,
            name=name,
            short_name=short_name,
            level=level,
            parent=parent,
            valid_from=valid_from,
            valid_to=valid_to,
            position=position,
            sort_key=sort_key(name),
        )
        unit.path = f"{parent.path if parent else ''}{unit.pk}."
        unit.save(update_fields=["path"])
        record(
            "unit-added",
            f"unit:{unit.pk}",
            also=f"unit:{parent.pk}" if parent else "",
            after={"code": code, "name": name, "level": level.code, "from": valid_from and valid_from.isoformat()},
        )
    return unit


def edit_unit(
    unit: Unit, *, name: str, short_name: str, level: Level, position: int, revision: int, by: Acting, reason: str = ""
) -> Unit:
    """Correct how a unit is written; a new name from a day on is a succession, not a correction."""
    require(by, Right.MANAGE, unit)
    with writing(by):
        held = _held(unit, revision)
        before = {"name": held.name, "short_name": held.short_name, "level": held.level.code}
        if held.level_id != level.pk:
            unit_levelled.send(Unit, unit=held.pk, before=held.level_id, after=level.pk)
        held.name, held.short_name, held.level, held.position = name, short_name, level, position
        held.sort_key = sort_key(name)
        held.revision += 1
        held.save()
        after = {"name": name, "short_name": short_name, "level": level.code}
        record("unit-edited", f"unit:{unit.pk}", before=before, after=after, reason=reason)
    return held


def move_unit(unit: Unit, parent: Unit, *, revision: int, by: Acting | None, reason: str) -> Unit:
    """Put a unit, with everything below it, under another one."""
    if by is not None:
        require(by, Right.MANAGE, unit)
        require(by, Right.MANAGE, parent)
    with writing(by):
        lock_tree()
        held, parent = _held(unit, revision), Unit.objects.get(pk=parent.pk)
        if within(parent.path or "", held.path or "-"):
            raise Problem(_("A unit cannot stand below itself. Choose another unit above it."))
        old, new = held.path or "", f"{parent.path}{unit.pk}."
        before = held.parent_id
        Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        Unit.objects.filter(pk=unit.pk).update(parent=parent, revision=F("revision") + 1)
        unit_moved.send(Unit, unit=unit.pk, before=old, after=new)
        record(
            "unit-moved",
            f"unit:{unit.pk}",
            also=f"unit:{parent.pk}",
            before={"parent": before},
            after={"parent": parent.pk},
            reason=reason,
        )
    unit.refresh_from_db()
    return unit


def succeed(
    kind: Change, olds: Sequence[Unit], news: Sequence[Unit], on: date, *, by: Acting | None = None, reason: str = ""
) -> list[Succession]:
    """Units end the day before ``on`` and others carry on: merge, split, rename, dissolve. History stays."""
    if succession_fault(kind, olds, news):
        raise Problem(_("This change does not fit the number of units chosen: check which end and which begin."))
    if {unit.pk for unit in olds} & {unit.pk for unit in news}:
        raise Problem(_("A unit cannot follow itself. Give the unit that begins a code of its own."))
    for unit in (*olds, *news):
        if by is not None:
            require(by, Right.MANAGE, unit)
    with writing(by):
        for unit in olds:
            if unit.valid_to is not None and unit.valid_to < on - timedelta(days=1):
                raise Problem(_("%(unit)s has already ended before that day.") % {"unit": unit.name})
            Unit.objects.filter(pk=unit.pk).update(valid_to=on - timedelta(days=1), revision=F("revision") + 1)
        Unit.objects.filter(pk__in=[unit.pk for unit in news], valid_from__isnull=True).update(valid_from=on)
        heirs: list[Unit | None] = [*news] or [None]
        rows = [Succession(kind=kind, on=on, old=old, new=new, reason=reason) for old in olds for new in heirs]
        for row in rows:
            row.save()
            record(
                f"unit-{kind}",
                f"unit:{row.old_id}",
                also=f"unit:{row.new_id}" if row.new_id else "",
                after={"on": on.isoformat(), "became": row.new_id},
                reason=reason,
            )
        unit_succeeded.send(Unit, units=[unit.pk for unit in olds], kind=kind, on=on)
    return rows


def save_group(unit: Unit, name: str, members: Sequence[Unit], *, by: Acting | None = None) -> UnitGroup:
    """Keep a group of units under a name."""
    if by is not None:
        require(by, Right.SEND, unit)
    with writing(by):
        group, _new = UnitGroup.objects.get_or_create(unit=unit, name=name)
        group.members.set(members)
        record("group-saved", f"group:{group.pk}", thread=f"unit:{unit.pk}", after={"members": [m.pk for m in members]})
    return group


def lock_tree() -> None:
    """Hold the tops of the tree until this change is kept: paths are written by one change at a time."""
    list(Unit.objects.select_for_update().filter(parent__isnull=True).values_list("pk"))


def _held(unit: Unit, revision: int) -> Unit:
    """The unit locked for change, if nobody changed it since ``revision``."""
    held = Unit.objects.select_for_update().get(pk=unit.pk)
    if held.revision != revision:
        raise Stale
    return held
