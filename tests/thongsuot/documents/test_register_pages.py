"""What stands in the registers, on the page and in the sheet?"""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl.worksheet.worksheet import Worksheet

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions
from thongsuot.documents.actions import Intake, receive
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction

OUT = """ỦY BAN NHÂN DÂN
TỈNH LÂM SƠN
Số: 12/KH-UBND
Lâm Sơn, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Theo dõi nước giếng khơi
I. MỤC ĐÍCH
1. Bảo đảm nguồn nước.
Nơi nhận:
- Thường trực Tỉnh ủy;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu
"""


def sheet(place: Place, direction: str, year: int, who: str = "clerk") -> Worksheet:
    answer = place.client(who).get(f"/registers/{direction}/sheet/?year={year}")
    assert answer.status_code == 200
    assert ".xlsx" in answer["Content-Disposition"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert isinstance(page, Worksheet)
    return page


def rows(page: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in page.iter_rows(min_row=5, values_only=True)]


def test_the_incoming_register_has_the_columns_of_the_decree(place: Place, regulation: Document) -> None:
    actions.share(regulation, [place.commune], by=place.people["clerk"])
    year = regulation.year
    shown = place.client("clerk").get(f"/registers/in/?year={year}").content.decode()
    for column in ("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Đơn vị hoặc người nhận", "Ký nhận", "Ghi chú"):
        assert column in shown, column
    page = sheet(place, "in", year)
    [row] = rows(page)
    assert row[1:4] == (1, "Bộ Chính trị", "58-QĐ/TW")
    assert row[4] == datetime(2022, 2, 8)
    assert row[5] == "Quy định một số vấn đề về phối hợp công tác"
    assert row[6] == "Xã Đông Hòa"
    assert page["A5"].number_format == "dd/mm/yyyy"
    assert page["A1"].value == "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$4:$4")


def test_the_outgoing_register_names_signer_and_recipients(place: Place) -> None:
    intake = Intake(place.province, Direction.OUT, date(2026, 3, 5))
    receive(OUT.encode(), "12.txt", intake, by=place.people["clerk"])
    [row] = rows(sheet(place, "out", 2026))
    assert row[0] == "12/KH-UBND"
    assert row[3] == "Lê Văn Mẫu"
    assert row[4:6] == ("Thường trực Tỉnh ủy", "VT")
    assert "Lê Văn Mẫu" in place.client("clerk").get("/registers/out/?year=2026").content.decode()


@pytest.mark.parametrize("title", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2", "\x01=HYPERLINK(1)"])
def test_a_title_is_never_a_formula(place: Place, regulation: Document, title: str) -> None:
    Document.objects.filter(pk=regulation.pk).update(title=title, kind="", symbol=title)
    page = sheet(place, "in", regulation.year)
    for cell in (page["D5"], page["F5"]):
        assert cell.data_type == "s"


def test_a_register_holds_only_what_its_reader_may_see(place: Place, regulation: Document) -> None:
    url = f"/registers/in/?unit={place.province.pk}&year={regulation.year}"
    assert place.client("stranger-clerk").get(url).status_code == 404
    inside = place.receive(texts.INTERNAL, who="commune-clerk")
    below = f"/registers/in/?unit={place.commune.pk}&year={inside.year}"
    assert "01-HD/BTCTW" in place.client("commune-clerk").get(below).content.decode()
    assert "01-HD/BTCTW" not in place.client("clerk").get(below).content.decode()


@pytest.mark.parametrize("path", ["up/", "in/?year=x", "in/?year=99999", "in/?unit=x", "in/?unit=99999999"])
def test_an_address_that_names_no_register_is_not_found(place: Place, path: str) -> None:
    assert place.client("clerk").get(f"/registers/{path}").status_code == 404


@pytest.mark.parametrize("direction", ["in", "out"])
def test_it_costs_the_same_with_three_rows_and_with_thirty(place: Place, direction: str) -> None:
    client, costs = place.client("clerk"), []
    for more in (3, 27):
        start = Document.objects.count()
        made = Document.objects.bulk_create(
            Document(unit=place.province, direction=direction, year=2026, number=start + n + 1, kind="Công văn",
                     arrived_on=date(2026, 1, 2), created_by=place.people["clerk"].user)
            for n in range(more)
        )  # fmt: skip
        for document in made:
            document.shares.create(unit=place.commune)
        client.get(f"/registers/{direction}/?year=2026")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/registers/{direction}/?year=2026").status_code == 200
        costs.append(len(caught))
    assert costs[0] == costs[1]
