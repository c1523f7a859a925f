"""How is a register of documents written? The columns of decree 30/2020/NĐ-CP (Phụ lục IV), on a page and as a sheet.

Sổ đăng ký văn bản đến, sổ đăng ký văn bản đi: cùng các cột trên trang in và trong tệp Excel.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from thongsuot.documents.rules import Direction

Value = str | int | date | None

_FORMULA = re.compile(r"[=+\-@\t\r]")  # what a sheet may take for a formula stands behind an apostrophe
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name as the decree has it, in English, and its width in a sheet."""

    name: str
    name_en: str
    width: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a register knows it."""

    number: int | None
    arrived_on: date
    issuers: Sequence[str] = ()
    symbol: str = ""
    dated: date | None = None
    kind: str = ""
    title: str = ""
    signers: Sequence[str] = ()
    recipients: Sequence[str] = ()
    given_to: Sequence[str] = ()
    given_on: date | None = None
    note: str = ""

    @property
    def subject(self) -> str:
        """Kind and summary: “Quyết định về việc …”."""
        return f"{self.kind} {self.title}".strip()


COLUMNS = {
    Direction.IN: (
        Column("Ngày đến", "Arrived on", 11),
        Column("Số đến", "Number", 8),
        Column("Tác giả", "Issued by", 26),
        Column("Số, ký hiệu", "Symbol", 18),
        Column("Ngày tháng văn bản", "Date of document", 12),
        Column("Tên loại và trích yếu nội dung văn bản", "Kind and summary", 52),
        Column("Đơn vị hoặc người nhận", "Unit or person receiving", 26),
        Column("Ngày chuyển", "Passed on", 11),
        Column("Ký nhận", "Receipt", 12),
        Column("Ghi chú", "Note", 18),
    ),
    Direction.OUT: (
        Column("Số, ký hiệu văn bản", "Symbol", 18),
        Column("Ngày tháng văn bản", "Date of document", 12),
        Column("Tên loại và trích yếu nội dung văn bản", "Kind and summary", 52),
        Column("Người ký", "Signed by", 20),
        Column("Nơi nhận văn bản", "Recipients", 30),
        Column("Đơn vị, người nhận bản lưu", "Keeper of the file copy", 20),
        Column("Số lượng bản", "Copies", 9),
        Column("Ngày chuyển", "Passed on", 11),
        Column("Ký nhận", "Receipt", 12),
        Column("Ghi chú", "Note", 18),
    ),
}
TITLES = {Direction.IN: "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", Direction.OUT: "SỔ ĐĂNG KÝ VĂN BẢN ĐI"}


def listed(names: Sequence[str], most: int | None) -> str:
    """Names on one line; beyond ``most`` the others are counted.

    >>> listed(["a", "b", "c"], 2)
    'a; b; … (+1)'
    """
    shown = list(names if most is None else names[:most])
    return "; ".join([*shown, f"… (+{len(names) - len(shown)})"] if len(shown) < len(names) else shown)


_KEPT = re.compile(r"[Ll]ưu\s*:?\s*")


def kept_by(recipients: Sequence[str]) -> tuple[list[str], str]:
    """The recipients, and who keeps the file copy: the line “Lưu: VT, …” is that of its keepers.

    >>> kept_by(["Như Điều 3", "Lưu: VT, NNMT"])
    (['Như Điều 3'], 'VT, NNMT')
    """
    keepers = [_KEPT.sub("", one, count=1) for one in recipients if _KEPT.match(one)]
    return [one for one in recipients if not _KEPT.match(one)], "; ".join(keepers)


def values(direction: Direction, entry: Entry, most: int | None = None) -> tuple[Value, ...]:
    """What stands in each column; what is written by hand stays empty. ``most`` recipients are named.

    >>> values(Direction.IN, Entry(7, date(2026, 2, 3), ["Bộ Chính trị"], "58-QĐ/TW"))[:4]
    (datetime.date(2026, 2, 3), 7, 'Bộ Chính trị', '58-QĐ/TW')
    """
    if direction == Direction.IN:
        return (
            entry.arrived_on, entry.number, "; ".join(entry.issuers), entry.symbol, entry.dated, entry.subject,
            listed(entry.given_to, most), entry.given_on, None, entry.note,
        )  # fmt: skip
    recipients, keepers = kept_by(entry.recipients)
    to = listed(recipients or entry.given_to, most)
    return (
        entry.symbol, entry.dated, entry.subject, "; ".join(entry.signers), to, keepers, None, entry.given_on, None,
        entry.note,
    )  # fmt: skip


def sheet(direction: Direction, unit: str, year: int, entries: Iterable[Entry]) -> bytes:
    """The register as an Excel file: A4 across, headings on every page, dates as dates, never a formula."""
    book = Workbook(write_only=True)
    page = book.create_sheet(f"{'Đến' if direction == Direction.IN else 'Đi'} {year}")
    columns = COLUMNS[direction]
    for n, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(n)].width = column.width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.freeze_panes, page.print_title_rows = "A5", "4:4"
    page.append([_cell(page, TITLES[direction], bold=True, size=14)])
    page.append([_cell(page, f"{unit} — Năm {year}", bold=True)])
    page.append([])
    page.append([_cell(page, column.name, bold=True, framed=True) for column in columns])
    for entry in entries:
        page.append([_cell(page, value, framed=True) for value in values(direction, entry)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


_EDGE = Side(style="thin")
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_FONTS = {
    (bold, size): Font(name="Times New Roman", bold=bold, size=size) for bold in (False, True) for size in (12, 14)
}


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False, size: int = 12, framed: bool = False) -> Cell:
    cell: Cell = WriteOnlyCell(page)
    cell.value = _UNPRINTABLE.sub(" ", value) if isinstance(value, str) else value
    cell.font = _FONTS[bold, size]
    if framed:
        cell.border, cell.alignment = _FRAME, _WRAPPED
    if isinstance(value, str):
        cell.data_type = "s"  # a title that begins with “=” is a title
        if _FORMULA.match(value):
            cell.quotePrefix = True
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell
