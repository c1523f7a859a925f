"""What would an imported sheet change? A plan first, row by row; then all of it in one transaction, or nothing."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.units.access import Acting
from thongsuot.units.models import Level, Membership, Unit, User
from thongsuot.units.queries import people
from thongsuot.units.rules import Right, within
from thongsuot.units.sheets import ACCOUNTS, UNITS, AccountRow, Told, UnitRow, read_workbook
from thongsuot.units.workbook import Fault


class What(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the plan shows it."""

    sheet: str
    row: int
    what: What
    code: str
    name: str
    detail: str = ""


@dataclass(slots=True)
class Plan:
    """Everything an import would do, and what keeps it from being done."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    new_units: list[UnitRow] = field(default_factory=list)
    changed_units: list[tuple[Unit, Mapping[str, Any]]] = field(default_factory=list)
    new_posts: list[AccountRow] = field(default_factory=list)
    new_people: dict[str, AccountRow] = field(default_factory=dict)
    top: str = ""

    @property
    def ready(self) -> bool:
        """Whether it may be carried out: nothing is at fault, something is to be done."""
        return not self.faults and bool(self.new_units or self.changed_units or self.new_posts)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows do what."""
        return Counter(str(line.what) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Which plan this is: another one, and what was looked at is not what would be done."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()


def levels() -> dict[str, str]:
    """The names of the levels by their codes."""
    return dict(Level.objects.values_list("code", "name"))


def run(source: str, *, dry_run: bool = False) -> int:
    """What the operator's ``import units`` does; the status for the shell."""
    try:
        call_command("import_units", source, dry_run=dry_run)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def plan_workbook(raw: bytes, *, by: Acting | None = None) -> Plan:
    """What a workbook would change; a Problem where it is no workbook at all."""
    known = Unit.objects.values_list("code", flat=True)
    return plan(read_workbook(raw, levels=levels(), known=set(known)), by=by)


def plan(told: Told, *, by: Acting | None = None, top: Unit | None = None) -> Plan:
    """What the told rows would change, within the reach of ``by``; None is the installation itself.

    ``top`` is the unit that rows without a unit above are put under. An empty cell leaves what is there.
    """
    made = Plan(faults=list(told.faults), top=top.code if top else "")
    units = {unit.code: unit for unit in Unit.objects.select_related("level", "parent")}
    reach = _Reach(by, units, {row.code: row for row in told.units})
    for row in told.units:
        _plan_unit(made, row, units.get(row.code), reach)
    _plan_accounts(made, told.accounts, reach)
    made.lines += [
        Line(fault.sheet, fault.row, What.FAULT, "", "", fault.message) for fault in told.faults
    ]  # fmt: skip
    made.lines.sort(key=lambda line: (line.sheet != UNITS.title, line.row, line.what))
    return made


class _Reach:
    """Which codes lie within somebody's reach: his units, and new rows below them."""

    def __init__(self, by: Acting | None, units: Mapping[str, Unit], rows: Mapping[str, UnitRow]) -> None:
        self.by, self.units, self.rows = by, units, rows
        self.mine = by is None or by.bears(Right.MANAGE)
        self._known: dict[str, bool] = {}

    def __contains__(self, code: str) -> bool:
        if self.by is None:
            return True
        if code not in self._known:
            way = [code]
            while way[-1] not in self.units and way[-1] in self.rows:
                way.append(self.rows[way[-1]].parent)
            there = self.units.get(way[-1])
            inside = self.mine and there is not None and within(there.path or "", self.by.path)
            self._known |= dict.fromkeys(way, inside)
        return self._known[code]


def _plan_unit(made: Plan, row: UnitRow, there: Unit | None, reach: _Reach) -> None:
    outside = _("This unit lies outside the subtree you look after.")
    if there is None:
        if row.parent not in reach:
            _fault(
                made,
                UNITS.title,
                row.row,
                outside if row.parent else _("Name the unit above: only the installation itself adds a top unit."),
            )
            return
        made.new_units.append(row)
        made.lines.append(Line(UNITS.title, row.row, What.NEW, row.code, row.name))
        return
    changes = differences(there, row)
    if changes and (row.code not in reach or ("parent" in changes and row.parent not in reach)):
        _fault(made, UNITS.title, row.row, outside)
        return
    if changes:
        made.changed_units.append((there, changes))
    detail = "; ".join(
        f"{_LABELS[name]()}: {_said(before(there, name))} → {_said(new)}" for name, new in changes.items()
    )
    what = What.CHANGED if changes else What.SAME
    made.lines.append(Line(UNITS.title, row.row, what, row.code, row.name, detail))


_LABELS = {
    "name": lambda: _("Name"), "short_name": lambda: _("Short name"), "level": lambda: _("Level"),
    "parent": lambda: _("Unit above"), "valid_from": lambda: _("First day"), "valid_to": lambda: _("Last day"),
}  # fmt: skip


def _said(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "—")


def before(unit: Unit, name: str) -> Any:
    """What stands there: codes for units and levels."""
    if name == "level":
        return unit.level.code
    if name == "parent":
        return unit.parent.code if unit.parent else ""
    return getattr(unit, name)


def differences(unit: Unit, row: UnitRow) -> dict[str, Any]:
    """The filled-in cells that say something else than what is there."""
    told = {name: getattr(row, name) for name in _LABELS}
    return {name: new for name, new in told.items() if new and new != before(unit, name)}


def _plan_accounts(made: Plan, rows: Sequence[AccountRow], reach: _Reach) -> None:
    names = {row.username.lower() for row in rows}
    known = {user.username.lower(): user for user in User.objects.all() if user.username.lower() in names}
    seen = set(people(reach.by).values_list("pk", flat=True)) if reach.by else None
    held = _held_posts(known.values())
    for row in rows:
        user = known.get(row.username.lower())
        if row.unit not in reach:
            _fault(made, ACCOUNTS.title, row.row, _("This unit lies outside the subtree you look after."))
        elif user is not None and (not user.is_active or (seen is not None and user.pk not in seen)):
            _fault(
                made, ACCOUNTS.title, row.row,
                _("The user name %(name)s is taken. Choose another one.") % {"name": row.username},
            )  # fmt: skip
        elif user is not None and (user.pk, row.unit, str(row.role)) in held:
            made.lines.append(Line(ACCOUNTS.title, row.row, What.SAME, row.username, row.name))
        else:
            made.new_posts.append(row)
            if user is None:
                made.new_people.setdefault(row.username.lower(), row)
            detail = _("new account") if user is None else _("one more post")
            made.lines.append(Line(ACCOUNTS.title, row.row, What.NEW, row.username, row.name, detail))


def _held_posts(users: Iterable[User]) -> set[tuple[int, str, str]]:
    """Posts that last: by account, unit and role."""
    wanted = {user.pk for user in users}
    rows = Membership.objects.exclude(until__lt=timezone.localdate()).values_list("user_id", "unit__code", "role")
    return {row for row in rows if row[0] in wanted}


def _fault(made: Plan, sheet: str, row: int, message: str) -> None:
    made.faults.append(Fault(sheet, row, message))
    made.lines.append(Line(sheet, row, What.FAULT, "", "", message))
