"""How is a planned import carried out? All of it in one transaction, with one event for each unit, account and post."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import get_hasher, make_password
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.actions import lock_tree, move_unit
from thongsuot.units.imports import Plan, before
from thongsuot.units.models import Level, Membership, Unit, User
from thongsuot.units.ordering import sort_key
from thongsuot.units.people import new_password
from thongsuot.units.sheets import AccountRow, UnitRow

BATCH = 500


def carry_out(plan: Plan, *, by: Acting | None = None, reason: str = "") -> dict[str, str]:
    """Do what the plan says; gives the passwords of the new accounts, which are kept nowhere."""
    if plan.faults:
        raise ValueError("a plan with faults is not carried out")
    with writing(by):
        lock_tree()
        levels = {level.code: level for level in Level.objects.all()}
        _add_units(plan.new_units, levels, plan.top)
        for unit, changes in plan.changed_units:
            _change(unit, changes, levels, by, reason)
        passwords = _add_people(list(plan.new_people.values()))
        _add_posts(plan.new_posts)
    return passwords


def _add_units(rows: Sequence[UnitRow], levels: Mapping[str, Level], top: str) -> None:
    """Wave by wave: first the units below those that are there, then the ones below these."""
    wanted = {row.parent or top for row in rows} - {""}
    known: dict[str | None, int] = {code: pk for code, pk in Unit.objects.values_list("code", "pk") if code in wanted}
    waiting = list(rows)
    while waiting:
        wave = [row for row in waiting if (row.parent or top) in known or not (row.parent or top)]
        if not wave:
            raise ValueError("units without a unit above")
        made = Unit.objects.bulk_create([_unit(row, levels, known.get(row.parent or top)) for row in wave], BATCH)
        known |= {unit.code: unit.pk for unit in made}
        _write_paths()
        for unit, row in zip(made, wave, strict=True):
            above = unit.parent_id
            after: dict[str, str | None] = {"code": unit.code, "name": unit.name, "level": row.level}
            after["from"] = row.valid_from.isoformat() if row.valid_from else None
            record("unit-added", f"unit:{unit.pk}", also=f"unit:{above}" if above else "", after=after)
        done = {row.code for row in wave}
        waiting = [row for row in waiting if row.code not in done]


def _unit(row: UnitRow, levels: Mapping[str, Level], parent: int | None) -> Unit:
    return Unit(
        code=row.code, name=row.name, short_name=row.short_name, level=levels[row.level], parent_id=parent,
        valid_from=row.valid_from, valid_to=row.valid_to, sort_key=sort_key(row.name),
    )  # fmt: skip


def _write_paths() -> None:
    """The paths of units just added, from those of the units above them: one statement."""
    above = Subquery(Unit.objects.filter(pk=OuterRef("parent_id")).values("path")[:1], output_field=CharField())
    own = Cast("pk", CharField(max_length=20))
    Unit.objects.filter(path__isnull=True).update(path=Concat(Coalesce(above, Value("")), own, Value(".")))


def _change(
    unit: Unit, changes: Mapping[str, Any], levels: Mapping[str, Level], by: Acting | None, reason: str
) -> None:
    was = {name: _plain(before(unit, name)) for name in changes}
    now = {name: _plain(new) for name, new in changes.items()}
    told = dict(changes)
    if "level" in told:
        told["level"] = levels[told["level"]]
    parent = told.pop("parent", None)
    if "name" in told:
        told["sort_key"] = sort_key(told["name"])
    first, last = told.get("valid_from", unit.valid_from), told.get("valid_to", unit.valid_to)
    if first and last and last < first:
        raise Problem(f"{unit.code}: {first:%d/%m/%Y} > {last:%d/%m/%Y}")
    held = Unit.objects.filter(pk=unit.pk, revision=unit.revision)
    if not held.update(**told, revision=F("revision") + (0 if parent else 1)):
        raise Stale
    if told:
        record("unit-edited", f"unit:{unit.pk}", before=was, after=now, reason=reason)
    if parent:
        move_unit(unit, Unit.objects.get(code=parent), revision=unit.revision, by=by, reason=reason)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def _add_people(rows: Sequence[AccountRow]) -> dict[str, str]:
    passwords = {row.username: new_password() for row in rows}
    made = User.objects.bulk_create(
        [
            User(
                username=row.username, name=row.name, email=row.email, password=temporary(passwords[row.username]),
                must_change_password=True,
            )
            for row in rows
        ],
        BATCH,
    )  # fmt: skip
    for user in made:
        record("account-added", f"user:{user.pk}")
    return passwords


def temporary(password: str) -> str:
    """The hash of a random password. 72 random bits need no stretching, and a thousand stretched ones take minutes;

    the first sign-in hashes it anew with full strength, and asks for another password.
    """
    hasher: Any = get_hasher()
    if not hasattr(hasher, "iterations"):
        return make_password(password)
    return str(hasher.encode(password, hasher.salt(), iterations=1000))


def _add_posts(rows: Sequence[AccountRow]) -> None:
    names = {row.username.lower() for row in rows}
    users = {name.lower(): pk for pk, name in User.objects.values_list("pk", "username") if name.lower() in names}
    units = dict(Unit.objects.filter(code__in={row.unit for row in rows}).values_list("code", "pk"))
    made = Membership.objects.bulk_create(
        [
            Membership(
                user_id=users[row.username.lower()], unit_id=units[row.unit], role=row.role, title=row.title,
                since=row.since, until=row.until,
            )
            for row in rows
        ],
        BATCH,
    )  # fmt: skip
    for post in made:
        after = {"role": str(post.role), "title": post.title, "since": _plain(post.since) or None}
        thread, also = f"user:{post.user_id}", f"unit:{post.unit_id}"
        record("appointed", f"membership:{post.pk}", thread=thread, also=also, after=after)
