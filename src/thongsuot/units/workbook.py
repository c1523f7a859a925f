"""Which rows does an Excel workbook hold, and what does an empty one look like? Cells in, words and days out."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from thongsuot.problems import Problem
from vanban.readers.errors import DAMAGED
from vanban.text import fold

MAX_ROWS = 10_000
MAX_BYTES = 20 << 20
MAX_UNPACKED = 200 << 20
_LAST_ROW = 1_048_576  # of any Excel sheet
_LAST_COLUMN = 40
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: how a row calls it, how the sheet calls it, what may stand in it."""

    field: str
    title: str
    also: tuple[str, ...] = ()
    limit: int = 0
    required: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its title (or another one), and its columns."""

    title: str
    also: tuple[str, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, and what to do; row 0 is the sheet itself."""

    sheet: str
    row: int
    message: str


type Cells = Mapping[str, str | date | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its number as Excel shows it, its cells by field, what is wrong with them."""

    number: int
    cells: Cells
    faults: tuple[str, ...]


def read_sheets(raw: bytes, wanted: Sequence[Sheet]) -> dict[str, list[Row]]:
    """The rows of the wanted sheets that are there, by title; one clear :class:`Problem` when it is no workbook."""
    _check(raw)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True)
        named = {fold(sheet.title).strip(): sheet for sheet in book.worksheets}
        found = {}
        for sheet in wanted:
            title = next((name for name in map(fold, (sheet.title, *sheet.also)) if name in named), None)
            if title is None and len(wanted) == len(named) == 1:
                title = next(iter(named))  # where one sheet is asked for, the only one there is meant
            if title is not None:
                found[sheet.title] = list(_rows(_numbered(named[title]), sheet))
        book.close()
    except Problem:
        raise
    except Exception:  # openpyxl lets many kinds of errors through where a part is broken
        raise _no_workbook() from None
    if not found:
        names = ", ".join(f"“{sheet.title}”" for sheet in wanted)
        raise Problem(_("The workbook has none of the sheets %(names)s. Start from the template.") % {"names": names})
    return found


def _no_workbook() -> Problem:
    return Problem(
        _("This is no Excel workbook (.xlsx). Open the file in Excel, save it as an Excel workbook (.xlsx), try again.")
    )


def _check(raw: bytes) -> None:
    """Refuse what is too large, before or after unpacking, and what is no package at all."""
    large = Problem(_("The workbook is too large. Keep only the sheets and rows to import."))
    if len(raw) > MAX_BYTES:
        raise large
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise large
            parts = [part for part in archive.namelist() if part.endswith((".xml", ".rels"))]
            for part in parts:
                with archive.open(part) as held:
                    if b"<!DOCTYPE" in held.read(1024):  # no Excel writes one: it would define entities
                        raise _no_workbook()
    except DAMAGED:
        raise _no_workbook() from None


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of a table that came as text; what would be a formula in a workbook is one here, too."""

    value: str

    @property
    def data_type(self) -> str:
        """How a workbook would call it."""
        return "f" if self.value.startswith("=") else "s"


def read_table(lines: Iterable[Sequence[str]], sheet: Sheet) -> list[Row]:
    """The rows of a table that came as text (CSV, or pasted), by the rules of a workbook."""
    return list(_rows(enumerate(([Words(cell) for cell in line[:_LAST_COLUMN]] for line in lines), 1), sheet))


def _numbered(held: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    return enumerate(held.iter_rows(max_row=_LAST_ROW, max_col=_LAST_COLUMN), 1)


def _rows(lines: Iterable[tuple[int, Sequence[Any]]], sheet: Sheet) -> Iterator[Row]:
    """The rows below the first one that holds something, which names the columns."""
    columns: dict[int, tuple[Column, str]] = {}
    count = 0
    for number, cells in lines:
        if all(cell.value is None or str(cell.value).strip() == "" for cell in cells):
            continue
        if not columns:
            columns = _columns(cells, sheet)
            continue
        count += 1
        if count > MAX_ROWS:
            raise Problem(
                _("The sheet “%(sheet)s” has more than %(n)s rows. Divide it into several workbooks.")
                % {"sheet": sheet.title, "n": f"{MAX_ROWS:,}".replace(",", ".")}
            )
        yield _row(number, cells, columns)


def _columns(cells: Sequence[Any], sheet: Sheet) -> dict[int, tuple[Column, str]]:
    """Which column of the sheet is which: by its name, in any order."""
    known = {fold(name): column for column in sheet.columns for name in (column.title, *column.also, column.field)}
    found: dict[int, tuple[Column, str]] = {}
    for place, cell in enumerate(cells):
        column = known.pop(fold(str(cell.value or "")).strip(" *"), None)
        if column is not None:
            found[place] = column, str(cell.value).strip(" *")
    there = {column for column, _name in found.values()}
    for column in sheet.columns:
        if column.required and column not in there:
            raise Problem(
                _("The sheet “%(sheet)s” has no column “%(column)s”. Start from the template.")
                % {"sheet": sheet.title, "column": column.title}
            )
    return found


def _row(number: int, cells: Sequence[Any], columns: Mapping[int, tuple[Column, str]]) -> Row:
    values: dict[str, str | date | None] = {}
    faults = []
    for place, (column, name) in columns.items():
        cell = cells[place] if place < len(cells) else None
        try:
            values[column.field] = _value(cell, column, name)
        except Problem as problem:
            faults.append(str(problem))
    return Row(number, values, tuple(faults))


def _value(cell: Any, column: Column, name: str) -> str | date | None:
    """The words or the day in a cell."""
    value = None if cell is None else cell.value
    if value is not None and cell.data_type in {"f", "e"}:
        raise Problem(
            _("“%(column)s” holds a formula or an error. Copy it and paste the value alone.") % {"column": name}
        )
    text = _words(value)
    if not text:
        if column.required:
            raise Problem(_("“%(column)s” is empty. Fill it in.") % {"column": name})
        return None if column.day else ""
    if column.day:
        return _day(value, text, name)
    if column.limit and len(text) > column.limit:
        raise Problem(
            _("“%(column)s” is too long: at most %(n)s characters.") % {"column": name, "n": column.limit}
        )  # fmt: skip
    return text


def _words(value: Any) -> str:
    """A cell's words on one line; Excel makes numbers of codes, so 12.0 is 12 again."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    told = "" if value is None else str(value)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())


def _day(value: Any, text: str, name: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    told = _DAY.fullmatch(text)
    try:
        if told:
            return date(int(told[3]), int(told[2]), int(told[1]))
    except ValueError:
        pass
    raise Problem(
        _("“%(value)s” in “%(column)s” is no date. Write it as dd/mm/yyyy, such as 01/07/2025.")
        % {"value": text[:40], "column": name}
    )


def empty_book(sheets: Sequence[Sheet], choices: Mapping[str, Sequence[str]], guide: Sequence[Sequence[str]]) -> bytes:
    """A workbook to fill in: the sheets with their headings, choices for some columns, and a sheet that explains."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        for place, column in enumerate(sheet.columns, 1):
            _head(page, place, column)
            if column.field in choices:
                _choose(page, place, choices[column.field])
        page.freeze_panes = "A2"
    page = book.create_sheet("Hướng dẫn")
    for line in guide:
        page.append(list(line))
    for place, width in enumerate((22, 26, 90), 1):
        page.column_dimensions[get_column_letter(place)].width = width
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _head(page: Worksheet, place: int, column: Column) -> None:
    """A heading, its column wide enough and of the right kind: text keeps the zeros of codes."""
    cell = page.cell(1, place, f"{column.title} *" if column.required else column.title)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE9ECEF")
    dimension = page.column_dimensions[get_column_letter(place)]
    dimension.width = max(14, len(column.title) + 4, min(column.limit, 160) // 4)
    for row in range(2, 502):
        page.cell(row, place).number_format = "dd/mm/yyyy" if column.day else "@"


def _choose(page: Worksheet, place: int, choices: Sequence[str]) -> None:
    told = ",".join(choice.replace(",", " ") for choice in choices)
    if not told or len(told) > 250:  # Excel takes no more
        return
    choosing = DataValidation(type="list", formula1=f'"{told}"', allow_blank=True)
    letter = get_column_letter(place)
    choosing.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    page.add_data_validation(choosing)
