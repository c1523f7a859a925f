"""How does a workbook go back? With what is wrong beside each row, or filled with what is there."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thongsuot.units.models import Membership, Unit, User
from thongsuot.units.sheets import ACCOUNTS, ROLES, UNITS
from thongsuot.units.workbook import Fault, Sheet
from vanban.text import fold

PINK = PatternFill("solid", fgColor="FFFCEBE9")
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTES = "Cần sửa"
"""The heading of the column of faults; reading the workbook again passes it over."""


def with_faults(
    raw: bytes, faults: Iterable[Fault], sheets: Iterable[Sheet] = (UNITS, ACCOUNTS), notes: str = NOTES
) -> bytes:
    """The workbook as it was sent, with a last column that says what is wrong in a row."""
    book = load_workbook(io.BytesIO(raw))
    told: dict[str, dict[int, list[str]]] = {}
    for fault in faults:
        told.setdefault(fault.sheet, {}).setdefault(max(fault.row, 1), []).append(fault.message)
    for sheet in sheets:
        titles = {fold(name) for name in (sheet.title, *sheet.also)}
        page = next((page for page in book.worksheets if fold(page.title).strip() in titles), None)
        if page is not None:
            _note(page, told.get(sheet.title, {}), notes)
    return saved(book)


def _note(page: Worksheet, told: Mapping[int, Sequence[str]], notes: str) -> None:
    headings = [str(cell.value or "") for cell in page[1]]
    place = headings.index(notes) + 1 if notes in headings else len(headings) + 1
    for row in range(2, page.max_row + 1):
        page.cell(row, place).value = None
    page.cell(1, place, notes).font = Font(bold=True)
    page.column_dimensions[get_column_letter(place)].width = 70
    for row, messages in told.items():
        cell = page.cell(row, place)
        cell.value = " ".join(([notes] if row == 1 else []) + list(messages))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for column in range(1, place + 1):
            page.cell(row, column).fill = PINK


def filled(units: QuerySet[Unit], users: QuerySet[User]) -> bytes:
    """Units and posts in the form that can be imported again."""
    book = Workbook()
    book.remove(book.worksheets[0])
    day = timezone.localdate()
    parts = units.select_related("level", "parent").order_by("path")
    _fill(book, UNITS, map(_unit_cells, parts))
    held = Membership.objects.on(day).filter(user__in=users, unit__in=units).select_related("user", "unit")
    _fill(
        book, ACCOUNTS,
        (
            (p.user.username, p.user.name, p.user.email, p.unit.code, ROLES[p.role], p.title, p.since, p.until)
            for p in held.order_by("user__username", "unit__path")
        ),
    )  # fmt: skip
    return saved(book)


def _unit_cells(unit: Unit) -> Sequence[object]:
    above = unit.parent.code if unit.parent else ""
    return unit.code, unit.name, unit.short_name, unit.level.name, above, unit.valid_from, unit.valid_to


def passwords(fresh: Mapping[str, str]) -> bytes:
    """The new accounts with their temporary passwords, to be handed out."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Mật khẩu"
    page.append([_("User name"), _("Temporary password")])
    for row in fresh.items():
        page.append([safe(cell) for cell in row])
    for letter in "AB":
        page.column_dimensions[letter].width = 34
    return saved(book)


def _fill(book: Workbook, sheet: Sheet, rows: Iterable[Sequence[object]]) -> None:
    page = book.create_sheet(sheet.title)
    page.append([f"{column.title} *" if column.required else column.title for column in sheet.columns])
    for cell in page[1]:
        cell.font = Font(bold=True)
    for row in rows:
        page.append([safe(cell) for cell in row])
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = max(14, min(column.limit, 160) // 4)
        for cell in page[letter][1:]:
            cell.number_format = "dd/mm/yyyy" if column.day else "@"
    page.freeze_panes = "A2"


def safe(value: object) -> str | date | None:
    """A cell that Excel takes as words, never as a formula."""
    if value is None or isinstance(value, date):
        return value
    text = str(value)
    return f" {text}" if text.startswith(("=", "+", "@", "\t", "\r")) else text


def saved(book: Workbook) -> bytes:
    """The workbook's bytes."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
