"""Is a workbook of units and accounts read, and is what is wrong in it said in a sentence?"""

import ast
import io
import re
import sys
import time
import tomllib
import types
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from thongsuot.look.catalogue import LOCALE
from thongsuot.problems import Problem
from thongsuot.units import sheets as _sheets
from thongsuot.units.provinces import provinces
from thongsuot.units.rules import Role
from thongsuot.units.sheets import ACCOUNTS, UNITS, AccountRow, Told, UnitRow, read_workbook, summary, template
from thongsuot.units.workbook import MAX_BYTES, MAX_ROWS

SOURCE = Path(_sheets.__file__).parent
LEVELS = {"province": "Cấp tỉnh", "commune": "Cấp xã"}
UNIT_HEAD = [column.title for column in UNITS.columns]
ACCOUNT_HEAD = [column.title for column in ACCOUNTS.columns]


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def book(units: Sequence[Sequence[Any]] = (), accounts: Sequence[Sequence[Any]] = (), **sheets: Any) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in {"Đơn vị": [UNIT_HEAD, *units], "Tài khoản": [ACCOUNT_HEAD, *accounts], **sheets}.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read(*args: Any, known: Sequence[str] = (), **sheets: Any) -> Told:
    return read_workbook(book(*args, **sheets), levels=LEVELS, known=known)


def faults(told: Told) -> list[tuple[int, str]]:
    return [(fault.row, fault.message) for fault in told.faults]


def test_units_and_accounts_are_told() -> None:
    told = read(
        [
            ["LG", "Tỉnh Lam Giang", None, "Cấp tỉnh", None, None, None],
            ["X1", "  Xã  Thác Mây ", "Thác Mây", "cap xa", "LG", datetime(2025, 7, 1), "30/6/2030"],
        ],
        [["vanthu", "Văn thư", "vanthu@xa.example", "X1", "Văn thư", "Văn thư xã", "01/07/2025", None]],
    )
    assert told.faults == ()
    assert told.units == (
        UnitRow(2, "LG", "Tỉnh Lam Giang", "province"),
        UnitRow(3, "X1", "Xã Thác Mây", "commune", "Thác Mây", "LG", date(2025, 7, 1), date(2030, 6, 30)),
    )
    post = AccountRow(
        2, "vanthu", "X1", Role.CLERK, "Văn thư", "vanthu@xa.example", "Văn thư xã", date(2025, 7, 1), None
    )
    assert told.accounts == (post,)
    assert summary(told) == {"units": 2, "accounts": 1, "people": 1, "faulty_rows": 0}


def test_a_unit_follows_the_one_above_it_however_the_sheet_is_sorted() -> None:
    told = read([["C", "C", "", "commune", "B"], ["B", "B", "", "commune", "A"], ["A", "A", "", "province", ""]])
    assert [unit.code for unit in told.units] == ["A", "B", "C"]
    assert told.faults == ()


def test_codes_that_excel_made_numbers_of_are_codes_again() -> None:
    told = read([[1, "Một", "", "province"], [12.0, "Hai", "", "commune", 1], [0, "Không", "", "commune", "12"]])
    assert [(unit.code, unit.parent) for unit in told.units] == [("1", ""), ("12", "1"), ("0", "12")]


def test_a_parent_may_be_in_the_system_already() -> None:
    assert read([["X", "Xã", "", "commune", "LG"]], known=["LG"]).faults == ()


def test_a_sheet_that_is_damaged_within_its_archive_gets_a_sentence() -> None:
    raw = bytearray(book([[f"A{n}", f"Xã {n * n}", "", "commune"] for n in range(200)]))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        begin = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw[begin + 95 : begin + 115] = bytes(sign ^ 0xFF for sign in raw[begin + 95 : begin + 115])
    with pytest.raises(Problem, match="no Excel workbook"):
        read_workbook(bytes(raw), levels=LEVELS)


UNIT_FAULTS: dict[str, tuple[list[list[Any]], list[tuple[int, str]]]] = {
    "an unknown level": (
        [["A", "A", "", "Cấp huyện"]],
        [(2, "The level “Cấp huyện” is not known. Choose one of: Cấp tỉnh, Cấp xã.")],
    ),
    "a missing parent": (
        [["A", "A", "", "commune", "ZZ"]],
        [(2, "The unit above, “ZZ”, is neither in the sheet nor in the system. Add it or correct the code.")],
    ),
    "a code given twice": (
        [["A", "A", "", "province"], ["A", "B", "", "commune"]],
        [(3, "The code “A” already stands in row 2. Give each unit its own code.")],
    ),
    "a circle": (
        [["A", "A", "", "commune", "B"], ["B", "B", "", "commune", "A"], ["C", "C", "", "commune", "B"]],
        [
            (2, "These units stand below each other in a circle: A → B → A. Correct the code of the unit above."),
            (3, "These units stand below each other in a circle: A → B → A. Correct the code of the unit above."),
        ],
    ),
    "a unit below itself": (
        [["A", "A", "", "commune", "A"]],
        [(2, "These units stand below each other in a circle: A → A. Correct the code of the unit above.")],
    ),
    "a bad day": (
        [["A", "A", "", "province", "", "31/02/2025"], ["B", "B", "", "province", "", 45000]],
        [
            (2, "“31/02/2025” in “Từ ngày” is no date. Write it as dd/mm/yyyy, such as 01/07/2025."),
            (3, "“45000” in “Từ ngày” is no date. Write it as dd/mm/yyyy, such as 01/07/2025."),
        ],
    ),
    "days in the wrong order": (
        [["A", "A", "", "province", "", "02/07/2025", date(2025, 7, 1)]],
        [(2, "The last day is before the first one. Correct one of them.")],
    ),
    "an empty name": ([["A", None, "", "province"]], [(2, "“Tên” is empty. Fill it in.")]),
    "a name too long": (
        [["A", "x" * 201, "", "province"]],
        [(2, "“Tên” is too long: at most 200 characters.")],
    ),
    "a formula": (
        [["A", '=HYPERLINK("http://example.invalid")', "", "province"]],
        [(2, "“Tên” holds a formula or an error. Copy it and paste the value alone.")],
    ),
}


@pytest.mark.parametrize("case", UNIT_FAULTS)
def test_what_is_wrong_with_a_unit(case: str) -> None:
    rows, expected = UNIT_FAULTS[case]
    told = read(rows)
    assert faults(told) == expected
    assert not {unit.row for unit in told.units} & {row for row, _ in expected}


def test_a_unit_below_a_circle_or_a_faulty_row_is_no_fault_itself() -> None:
    told = read([["A", "A", "", "??"], ["B", "B", "", "commune", "A"]])
    assert [fault.row for fault in told.faults] == [2]
    assert [unit.code for unit in told.units] == ["B"]


ACCOUNT_FAULTS: dict[str, tuple[list[list[Any]], list[tuple[int, str]]]] = {
    "an unknown role": (
        [["a", "A", "", "LG", "Thư ký"]],
        [
            (
                2,
                "The role “Thư ký” is not known. Choose one of: Văn thư, Chuyên viên, Thủ trưởng, Kiểm tra, Quản trị.",
            )
        ],
    ),
    "an unknown unit": (
        [["a", "A", "", "ZZ", "Văn thư"]],
        [(2, "The unit “ZZ” is neither in the sheet nor in the system.")],
    ),
    "a user name with accents": (
        [["văn thư", "A", "", "LG", "Văn thư"]],
        [(2, "A user name has letters without accents, digits and . _ - @ alone; no spaces.")],
    ),
    "no address": ([["a", "A", "a@", "LG", "head"]], [(2, "“a@” is no e-mail address.")]),
    "the same post twice": (
        [["a", "A", "", "LG", "head"], ["A", "A", "", "LG", "Thủ trưởng"], ["a", "A", "", "LG", "HEAD"]],
        [
            (3, "This row says the same as row 2. Remove one of them."),
            (4, "This row says the same as row 2. Remove one of them."),
        ],
    ),
    "one user name for two people": (
        [["a", "A", "", "LG", "head"], ["a", "B", "", "LG", "clerk"]],
        [(3, "Row 2 has the same user name with another name or e-mail. Make them the same.")],
    ),
}


@pytest.mark.parametrize("case", ACCOUNT_FAULTS)
def test_what_is_wrong_with_an_account(case: str) -> None:
    rows, expected = ACCOUNT_FAULTS[case]
    assert faults(read([], rows, known=["LG"])) == expected


def test_a_person_may_hold_two_posts() -> None:
    told = read([], [["a", "A", "", "LG", "head"], ["a", "A", "", "LG", "clerk"]], known=["LG"])
    assert summary(told) == {"units": 0, "accounts": 2, "people": 1, "faulty_rows": 0}


def test_columns_may_stand_in_any_order_and_bear_english_names() -> None:
    told = read_workbook(
        _only({"Units": [["Level", "Remark", "Name", "CODE *"], ["commune", "?", "Xã", "X"]]}), levels=LEVELS
    )
    assert told.units == (UnitRow(2, "X", "Xã", "commune"),)


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers() -> None:
    told = read([[], ["", " ", None], ["A", "A", "", "province"]])
    assert [unit.row for unit in told.units] == [4]


def _only(sheets: dict[str, list[list[Any]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def _with_doctype() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content.partition(b"?>")[2]
            new.writestr(name, content)
    return held.getvalue()


NO_BOOK = "This is no Excel workbook (.xlsx)."
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", NO_BOOK),
    "a text": (lambda: "Mã;Tên".encode(), NO_BOOK),
    "an old .xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, NO_BOOK),
    "another package": (lambda: _packed(mimetype=b"application/epub+zip"), NO_BOOK),
    "half a workbook": (lambda: book()[:-200], NO_BOOK),
    "entities": (_with_doctype, NO_BOOK),
    "too many bytes": (lambda: b"PK" + b"\0" * MAX_BYTES, "The workbook is too large."),
    "too many bytes once unpacked": (lambda: _packed(big=b"\0" * (201 << 20)), "The workbook is too large."),
    "no such sheet": (lambda: _only({"Sheet1": [["Mã"]]}), "The workbook has none of the sheets “Đơn vị”, “Tài khoản”"),
    "no such column": (
        lambda: _only({"Đơn vị": [["Mã", "Tên"], ["A", "A"]]}),
        "The sheet “Đơn vị” has no column “Cấp”. Start from the template.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_workbook_gets_one_sentence(case: str) -> None:
    make, sentence = BAD[case]
    with pytest.raises(Problem) as caught:
        read_workbook(make(), levels=LEVELS)
    assert str(caught.value).startswith(sentence)


def test_ten_thousand_rows_are_read_in_seconds_and_one_more_is_refused() -> None:
    rows = [[f"X{n}", f"Xã số {n}", "", "Cấp xã", "LG", "01/07/2025", ""] for n in range(MAX_ROWS)]
    raw = book(rows)
    start = time.perf_counter()
    told = read_workbook(raw, levels=LEVELS, known=["LG"])
    assert time.perf_counter() - start < 10
    assert (len(told.units), told.faults) == (MAX_ROWS, ())
    with pytest.raises(Problem, match=r"has more than 10\.000 rows"):
        read([*rows, ["X", "Xã", "", "Cấp xã"]], known=["LG"])


def test_the_template_can_be_filled_in_and_read() -> None:
    filled = load_workbook(io.BytesIO(template(LEVELS)))
    assert filled.sheetnames == ["Đơn vị", "Tài khoản", "Hướng dẫn"]
    assert [cell.value for cell in filled["Đơn vị"][1]] == [
        "Mã *", "Tên *", "Tên ngắn", "Cấp *", "Mã cấp trên", "Từ ngày", "Đến ngày",
    ]  # fmt: skip
    assert filled["Đơn vị"]["A2"].number_format == "@"
    assert [choice.formula1 for choice in filled["Đơn vị"].data_validations.dataValidation] == ['"Cấp tỉnh,Cấp xã"']
    filled_in: list[Any] = ["001", "Xã", "", "Cấp xã", "", date(2025, 7, 1)]
    for place, value in enumerate(filled_in, 1):
        filled["Đơn vị"].cell(2, place, value)
    held = io.BytesIO()
    filled.save(held)
    assert read_workbook(held.getvalue(), levels=LEVELS).units == (
        UnitRow(2, "001", "Xã", "commune", valid_from=date(2025, 7, 1)),
    )
    told = list(filled["Hướng dẫn"].iter_rows(min_row=2, values_only=True))
    assert len(told) == len(UNITS.columns) + len(ACCOUNTS.columns)
    assert read_workbook(template(LEVELS), levels=LEVELS) == Told((), (), ())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["", *"ABCDEFG"])), max_size=8),
)
def test_what_is_told_always_hangs_together(pairs: list[tuple[str, str]]) -> None:
    """No code twice, each parent earlier or in a row at fault, every row told or at fault."""
    told = read([[code, "Tên", "", "commune", parent] for code, parent in pairs])
    faulty = {fault.row for fault in told.faults}
    assert faulty | {unit.row for unit in told.units} == set(range(2, len(pairs) + 2))
    assert not faulty & {unit.row for unit in told.units}
    seen: set[str] = set()
    good = {unit.code for unit in told.units}
    for unit in told.units:
        assert unit.code not in seen
        assert unit.parent in seen or unit.parent not in good
        seen.add(unit.code)


def test_the_national_list_is_read_from_the_optional_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vietnam_provinces", None)
    with pytest.raises(Problem, match=r"pip install 'thongsuot\[provinces\]'"):
        provinces()
    made = types.ModuleType("vietnam_provinces")
    one = types.SimpleNamespace(code=1, name="Tỉnh Một")
    ward = types.SimpleNamespace(code=4, name="xã Bốn")
    made.Province = types.SimpleNamespace(iter_all=lambda: iter([one]))  # type: ignore[attr-defined]
    made.Ward = types.SimpleNamespace(iter_by_province=lambda code: iter([ward]))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vietnam_provinces", made)
    assert provinces() == [
        UnitRow(1, "01", "Tỉnh Một", "province", valid_from=date(2025, 7, 1)),
        UnitRow(2, "00004", "Xã Bốn", "commune", parent="01", valid_from=date(2025, 7, 1)),
    ]


def test_the_package_itself_counts_34_provinces_and_3321_communes() -> None:
    pytest.importorskip("vietnam_provinces", reason="the extra 'provinces' is not installed")
    rows = provinces()
    levels = [row.level for row in rows]
    assert (levels.count("province"), levels.count("commune")) == (34, 3321)
    assert len({row.code for row in rows}) == len(rows)


def test_every_sentence_is_there_in_vietnamese() -> None:
    words = tomllib.loads((LOCALE / "parts/sheets.toml").read_text("utf-8"))
    asked: set[str] = set()
    for module in ("sheets", "workbook", "provinces"):
        tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        asked |= {call.args[0].value for call in calls if call.func.id == "_"}  # type: ignore[attr-defined]
    assert asked == set(words)
    for english, vietnamese in words.items():
        assert sorted(re.findall(r"%\(\w+\)s", english)) == sorted(re.findall(r"%\(\w+\)s", vietnamese))
