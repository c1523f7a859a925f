"""Which units and accounts does a workbook tell of, and what is wrong in it? No database: known codes come in."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thongsuot.units.rules import Role
from thongsuot.units.workbook import Column, Fault, Row, Sheet, empty_book, read_sheets
from vanban.text import fold

UNITS = Sheet(
    "Đơn vị",
    ("Units",),
    (
        Column("code", "Mã", ("Code",), limit=40, required=True),
        Column("name", "Tên", ("Name",), limit=200, required=True),
        Column("short_name", "Tên ngắn", ("Short name",), limit=80),
        Column("level", "Cấp", ("Level",), limit=80, required=True),
        Column("parent", "Mã cấp trên", ("Code of the unit above",), limit=40),
        Column("valid_from", "Từ ngày", ("From",), day=True),
        Column("valid_to", "Đến ngày", ("To",), day=True),
    ),
)
ACCOUNTS = Sheet(
    "Tài khoản",
    ("Accounts",),
    (
        Column("username", "Tên đăng nhập", ("User name",), limit=60, required=True),
        Column("name", "Họ tên hoặc chức danh", ("Name or office",), limit=120),
        Column("email", "Thư điện tử", ("E-mail",), limit=254),
        Column("unit", "Mã đơn vị", ("Unit code",), limit=40, required=True),
        Column("role", "Vai trò", ("Role",), limit=40, required=True),
        Column("title", "Chức danh", ("Title",), limit=120),
        Column("since", "Từ ngày", ("From",), day=True),
        Column("until", "Đến ngày", ("To",), day=True),
    ),
)
ROLES: Mapping[Role, str] = {
    Role.CLERK: "Văn thư",
    Role.OFFICER: "Chuyên viên",
    Role.HEAD: "Thủ trưởng",
    Role.INSPECTOR: "Kiểm tra",
    Role.ADMINISTRATOR: "Quản trị",
}
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit (đơn vị) as the sheet tells it; ``level`` is the level's code, ``parent`` empty at the top."""

    row: int
    code: str
    name: str
    level: str
    short_name: str = ""
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A post (chức vụ) of an account: a person with two posts has two rows."""

    row: int
    username: str
    unit: str
    role: Role
    name: str = ""
    email: str = ""
    title: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a workbook tells: units, each after the one above it; accounts; and what keeps it from being imported."""

    units: tuple[UnitRow, ...]
    accounts: tuple[AccountRow, ...]
    faults: tuple[Fault, ...]


def read_workbook(raw: bytes, *, levels: Mapping[str, str], known: Collection[str] = ()) -> Told:
    """Read a workbook. ``levels`` are the names of the levels by their codes, ``known`` the codes of existing units.

    A row whose code is known already is told like any other: whether it changes the unit is the importer's decision.
    """
    sheets = read_sheets(raw, (UNITS, ACCOUNTS))
    unit_rows, account_rows = sheets.get(UNITS.title, []), sheets.get(ACCOUNTS.title, [])
    codes = {str(row.cells["code"]) for row in unit_rows if row.cells.get("code")} | set(known)
    units, unit_faults = _units(unit_rows, levels, codes)
    accounts, account_faults = _accounts(account_rows, codes)
    return Told(units, accounts, (*unit_faults, *account_faults))


def template(levels: Mapping[str, str]) -> bytes:
    """An empty workbook to fill in, with the levels and roles to choose from and a sheet that explains."""
    choices = {"level": list(levels.values()), "role": list(ROLES.values())}
    return empty_book((UNITS, ACCOUNTS), choices, list(_guide(levels)))


def _units(
    rows: Sequence[Row], levels: Mapping[str, str], codes: Collection[str]
) -> tuple[tuple[UnitRow, ...], list[Fault]]:
    by_name = {fold(name): code for code, name in levels.items()} | {fold(code): code for code in levels}
    faults, good, first = [], [], dict[str, int]()
    for row in rows:
        told = list(row.faults)
        code, level, parent = (str(row.cells.get(field) or "") for field in ("code", "level", "parent"))
        if code and first.setdefault(code, row.number) != row.number:
            told.append(
                _("The code “%(code)s” already stands in row %(row)s. Give each unit its own code.")
                % {"code": code, "row": first[code]}
            )
        if level and fold(level) not in by_name:
            told.append(
                _("The level “%(value)s” is not known. Choose one of: %(known)s.")
                % {"value": level, "known": ", ".join(levels.values())}
            )
        if parent and parent not in codes:
            told.append(
                _("The unit above, “%(code)s”, is neither in the sheet nor in the system. Add it or correct the code.")
                % {"code": parent}
            )
        told += _days(row, "valid_from", "valid_to")
        faults += [Fault(UNITS.title, row.number, message) for message in told]
        if not told:
            good.append(UnitRow(row.number, **{**row.cells, "level": by_name[fold(level)]}))  # type: ignore[arg-type]
    ordered, looped = _ordered(good, first)
    return ordered, [*faults, *looped]


def _ordered(rows: Sequence[UnitRow], told: Collection[str]) -> tuple[tuple[UnitRow, ...], list[Fault]]:
    """Each unit after the one above it; units that stand below each other in a circle are faults.

    A unit below a row that is itself at fault keeps its place.
    """
    good = {row.code: row for row in rows}
    placed: dict[str, UnitRow] = {}
    circle: dict[str, list[str]] = {}
    for row in rows:
        way: list[str] = []
        here: UnitRow | None = row
        while here is not None and here.code not in placed and here.code not in circle:
            if here.code in way:
                loop = way[way.index(here.code) :]
                circle |= dict.fromkeys(loop, loop)
                break
            way.append(here.code)
            here = good.get(here.parent) if here.parent in told else None
        placed |= {code: good[code] for code in reversed(way) if code not in circle}
    faults = [
        Fault(
            UNITS.title, good[code].row,
            _("These units stand below each other in a circle: %(codes)s. Correct the code of the unit above.")
            % {"codes": " → ".join((*loop[:10], loop[0]))},
        )
        for code, loop in circle.items()
    ]  # fmt: skip
    return tuple(placed.values()), faults


def _accounts(rows: Sequence[Row], codes: Collection[str]) -> tuple[tuple[AccountRow, ...], list[Fault]]:
    by_name = {fold(name): role for role, name in ROLES.items()} | {fold(role): role for role in Role}
    faults, good = [], []
    posts, people = dict[tuple[str, str, str], int](), dict[str, tuple[int, str, str]]()
    for row in rows:
        told = [*row.faults, *_days(row, "since", "until")]
        username, unit, role, name, email = (
            str(row.cells.get(field) or "") for field in ("username", "unit", "role", "name", "email")
        )
        if username and not _USERNAME.fullmatch(username):
            told.append(_("A user name has letters without accents, digits and . _ - @ alone; no spaces."))
        if email and not _EMAIL.fullmatch(email):
            told.append(_("“%(value)s” is no e-mail address.") % {"value": email})
        if unit and unit not in codes:
            told.append(_("The unit “%(code)s” is neither in the sheet nor in the system.") % {"code": unit})
        if role and fold(role) not in by_name:
            told.append(
                _("The role “%(value)s” is not known. Choose one of: %(known)s.")
                % {"value": role, "known": ", ".join(ROLES.values())}
            )
        person = people.setdefault(username.lower(), (row.number, name, email))
        if username and person[1:] != (name, email):
            told.append(
                _("Row %(row)s has the same user name with another name or e-mail. Make them the same.")
                % {"row": person[0]}
            )
        seen = posts.setdefault((username.lower(), unit, by_name.get(fold(role), role)), row.number)
        if seen != row.number and username and unit and role:
            told.append(_("This row says the same as row %(row)s. Remove one of them.") % {"row": seen})
        faults += [Fault(ACCOUNTS.title, row.number, message) for message in told]
        if not told:
            good.append(AccountRow(row.number, **{**row.cells, "role": by_name[fold(role)]}))  # type: ignore[arg-type]
    return tuple(good), faults


def _days(row: Row, first: str, last: str) -> list[str]:
    since, until = row.cells.get(first), row.cells.get(last)
    if isinstance(since, date) and isinstance(until, date) and until < since:
        return [_("The last day is before the first one. Correct one of them.")]
    return []


def summary(told: Told) -> Mapping[str, int]:
    """How many rows would be imported of each sheet, and how many rows are at fault."""
    return Counter(
        {
            "units": len(told.units),
            "accounts": len(told.accounts),
            "people": len({row.username.lower() for row in told.accounts}),
            "faulty_rows": len({(fault.sheet, fault.row) for fault in told.faults}),
        }
    )


def _guide(levels: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """What each column is for."""
    explained = {
        "code": _("The unit's own code; never given to another unit."),
        "level": _("One of: %(known)s.") % {"known": ", ".join(levels.values())},
        "parent": _("The code of the unit above, from this sheet or the system; empty for the topmost unit."),
        "valid_from": _("The first day, dd/mm/yyyy; empty when it has always been there."),
        "valid_to": _("The last day, dd/mm/yyyy; empty while it lasts."),
        "username": _("Letters without accents, digits and . _ - @; a person with two posts has two rows."),
        "name": _("How the person or the office is called."),
        "unit": _("The code of the unit of the post."),
        "role": _("One of: %(known)s.") % {"known": ", ".join(ROLES.values())},
        "title": _("How the post is called, for instance on printed lists."),
        "since": _("The first day, dd/mm/yyyy; empty when it has always been there."),
        "until": _("The last day, dd/mm/yyyy; empty while it lasts."),
    }
    yield _("Sheet"), _("Column"), _("What to fill in (* must be filled in)")
    for sheet in (UNITS, ACCOUNTS):
        for column in sheet.columns:
            yield sheet.title, f"{column.title} *" if column.required else column.title, explained.get(column.field, "")
