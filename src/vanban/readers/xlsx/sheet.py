"""What is shown on a sheet? Its cells row by row, merged ones once, hidden rows and columns left out."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from vanban.readers.xlsx.book import Book, Look, inline, named, namespace
from vanban.readers.xlsx.numbers import shown

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_WIDEST = 256  # columns
_MOST_COVERED = 500_000  # cells in merged ranges; what is merged beyond stays unmerged
_PLAIN = Look()


class Shown(NamedTuple):
    """A cell that shows something or has lines around it."""

    text: str
    bold: bool = False
    ruled: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Sheet:
    """Rows of cells by column, from the top; empty rows are left out."""

    rows: list[dict[int, Shown]] = field(default_factory=list)
    hidden: bool = False  # whether something on it is hidden
    cut: bool = False  # whether it is longer than was read


def read_sheet(root: etree._Element, book: Book, max_rows: int) -> Sheet:
    """Read a worksheet."""
    sheet = Sheet()
    concealed = {column for cols in named(root, "cols") for col in cols for column in _concealed(col)}
    merged, covered = _merges(root)
    places: dict[int, int] = {}  # number of a row -> its place in ``sheet.rows``
    number = 0
    for row in (row for data in named(root, "sheetData") for row in data):
        given = row.get("r", "")
        number = int(given) if given.isdecimal() and len(given) < 8 else number + 1
        if row.get("hidden") in {"1", "true"}:
            sheet.hidden = True
            continue
        if len(sheet.rows) >= max_rows:
            sheet.cut = True
            break
        cells = _cells(row, number, book, covered)
        sheet.hidden |= any(cell.text for column, cell in cells.items() if column in concealed)
        cells = {column: cell for column, cell in cells.items() if column not in concealed}
        if any(cell.text for cell in cells.values()) or any((number, column) in covered for column in cells):
            places[number] = len(sheet.rows)
            sheet.rows.append(cells)
    _merge(sheet, merged, places, concealed)
    return sheet


def _cells(row: etree._Element, number: int, book: Book, covered: set[tuple[int, int]]) -> dict[int, Shown]:
    cells: dict[int, Shown] = {}
    column = -1
    for cell in row:
        ref = _REF.fullmatch(cell.get("r", ""))
        column = _column(ref[1]) if ref else column + 1
        if column >= _WIDEST:
            break
        key = cell.get("s", "0")
        look = book.looks[int(key)] if key.isdecimal() and int(key) < len(book.looks) else _PLAIN
        text = "" if (number, column) in covered else _text(cell, look, book)
        if text or look.ruled:
            cells[column] = Shown(text, look.bold, look.ruled)
    return cells


def _text(cell: etree._Element, look: Look, book: Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return inline(cell)
    value = cell.findtext(namespace(cell) + "v") or ""
    if kind == "s":
        return book.strings[int(value)] if value.isdecimal() and int(value) < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "n" and value:
        return shown(value, look.form, date=look.date, since_1904=book.since_1904)
    return "" if kind == "e" else value


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _concealed(col: etree._Element) -> range:
    first, last = col.get("min", ""), col.get("max", "")
    if col.get("hidden") in {"1", "true"} and first.isdecimal() and last.isdecimal():
        return range(int(first) - 1, min(int(last), _WIDEST))
    return range(0)


def _merges(root: etree._Element) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Merged ranges: (row, column) of the first cell -> (rows, columns); and the cells they cover."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for one in (one for merges in named(root, "mergeCells") for one in merges):
        ends = [_REF.fullmatch(end) for end in one.get("ref", "").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        top, left = int(ends[0][2]), _column(ends[0][1])
        bottom, right = int(ends[1][2]), min(_column(ends[1][1]), _WIDEST - 1)
        area = (bottom - top + 1) * (right - left + 1)
        if top <= bottom and left <= right and area + len(covered) <= _MOST_COVERED:
            merged[top, left] = bottom - top + 1, right - left + 1
            covered.update((y, x) for y in range(top, bottom + 1) for x in range(left, right + 1))
            covered.discard((top, left))
    return merged, covered


def _merge(
    sheet: Sheet, merged: dict[tuple[int, int], tuple[int, int]], places: dict[int, int], concealed: set[int]
) -> None:
    """Say of each merged cell how much it covers, and take the covered ones away."""
    for (top, left), (height, width) in merged.items():
        rows = [places[number] for number in range(top, top + height) if number in places]
        columns = [column for column in range(left, left + width) if column not in concealed]
        for row in rows:
            for column in columns:
                if (row, column) != (places.get(top), left):
                    sheet.rows[row].pop(column, None)
        if top in places and columns:
            cells = sheet.rows[places[top]]
            first = cells.get(left, Shown(""))
            cells[columns[0]] = first._replace(colspan=len(columns), rowspan=len(rows))
