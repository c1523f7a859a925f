"""Is a workbook read as Excel shows it?"""

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from vanban.model import Text
from vanban.readers import read_bytes
from vanban.readers.xlsx.numbers import shown

ROWS = (
    ("PHỤ LỤC", None, None, None),
    ("(Kèm theo Kế hoạch số 12/KH-UBND)", None, None, None),
    (None, None, None, None),
    ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
    (1, "Rà soát\nvăn bản", "Bộ Tài chính", dt.date(2025, 3, 1)),
    (2, "Báo cáo", None, "Quý II/2025"),
    (None, None, None, None),
    ("Nơi nhận:", None, "CHỦ TỊCH", None),
)


def workbook(change: Callable[[Worksheet], None] = lambda sheet: None, *, ruled: bool = True) -> Text:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append(row)
    side = Side(style="thin")
    for cells in sheet.iter_rows(min_row=4, max_row=6):
        for cell in cells:
            cell.font = Font(bold=cell.row == 4)
            if ruled:
                cell.border = Border(left=side, right=side, top=side, bottom=side)
    change(sheet)
    held = io.BytesIO()
    book.save(held)
    return read_bytes(held.getvalue(), "a.xlsx")


@pytest.mark.parametrize("ruled", [True, False])
def test_title_lines_table_and_what_stands_below(ruled: bool) -> None:
    text = workbook(lambda sheet: sheet.merge_cells("C5:C6"), ruled=ruled)
    assert text.content.split("\n") == [
        "PHỤ LỤC",
        "(Kèm theo Kế hoạch số 12/KH-UBND)",
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |",
        "| 1 | Rà soát văn bản | Bộ Tài chính | 01/03/2025 |",
        "| 2 | Báo cáo |  | Quý II/2025 |",
        "Nơi nhận:\tCHỦ TỊCH",
    ]
    (table,) = text.tables
    assert [cell.head for cell in table.rows[0]] == [True] * 4
    assert (table.rows[1][2].rowspan, len(table.rows[2])) == (2, 3)


def test_hidden_rows_columns_and_sheets_are_out_with_a_note() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["D"].hidden = True
        assert sheet.parent is not None
        other = sheet.parent.create_sheet("Ẩn")
        other["A1"] = "không đọc"
        other.sheet_state = "hidden"

    text = workbook(hide)
    assert "Báo cáo" not in text.content
    assert "Thời hạn" not in text.content
    assert "không đọc" not in text.content
    assert [note.code for note in text.notes] == ["hidden-rows", "hidden-sheets"]


def test_a_group_row_merged_over_the_columns_is_one_cell() -> None:
    def group(sheet: Worksheet) -> None:
        sheet["B6"] = "II. Nhóm việc"
        sheet["D6"] = None
        sheet.merge_cells("B6:D6")

    table = workbook(group).tables[0]
    assert [cell.colspan for cell in table.rows[2]] == [1, 3]


def test_every_sheet_that_is_shown_is_read() -> None:
    def add(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Hai").append(["Trang hai"])

    assert workbook(add).content.endswith("\nTrang hai")


@pytest.mark.parametrize(
    ("value", "form", "date", "expected"),
    [
        ("45000.5", "dd/mm/yyyy h:mm", True, "15/03/2023 12:00"),
        ("45000", "mm/yyyy", True, "03/2023"),
        ("1", "dd/mm/yyyy", True, "01/01/1900"),
        ("0.1", "General", False, "0,1"),
        ("3", "General", False, "3"),
        ("0.30000000000000004", "General", False, "0,3"),
        ("12.5", "0.00", False, "12,50"),
        ("1e400", "General", False, "1e400"),
        ("chữ", "General", False, "chữ"),
        ("99999999999", "dd/mm/yyyy", True, "99999999999"),
    ],
)
def test_numbers_are_shown_as_their_format_says(value: str, form: str, date: bool, expected: str) -> None:
    assert shown(value, form, date=date) == expected
