"""Is the progress report in official form, and are its numbers those of the page? Read back, measure by measure."""

import io

import docx
import pytest
from django.utils import timezone
from docx.document import Document as WordFile
from docx.shared import Mm, Pt

from tests.thongsuot.conftest import Place
from tests.thongsuot.dashboard.test_figures import busy as busy
from tests.thongsuot.dashboard.test_snapshots import freeze

FIELDS = {
    "above": "", "issuer": "Ủy ban nhân dân tỉnh Lâm Sơn", "symbol": "12/BC-UBND", "place": "Lâm Sơn",
    "dated": "05/02/2026", "authority": "TM. Ủy ban nhân dân", "position": "Chủ tịch", "signer": "Nguyễn Văn A",
    "recipients": "Chính phủ\nCác xã",
}  # fmt: skip


def opened(place: Place, system: str = "state", query: str = "") -> WordFile:
    answer = place.client("officer").post(f"/dashboard/report/{query}", FIELDS | {"system": system})
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    return docx.Document(io.BytesIO(answer.content))


def lines(file: WordFile) -> list[str]:
    return [line.text for line in file.paragraphs if line.text.strip()]


@pytest.mark.parametrize("system", ["state", "party"])
def test_paper_heading_and_end(busy: Place, system: str) -> None:
    file = opened(busy, system)
    section = file.sections[0]
    measured = (section.page_width, section.page_height, section.top_margin, section.right_margin,
                section.bottom_margin, section.left_margin)  # fmt: skip
    for length, wanted in zip(measured, (210, 297, 20, 15, 20, 30), strict=True):
        assert length is not None
        assert abs(length - Mm(wanted)) < Mm(0.05)
    left, right = (cell.text for cell in file.tables[0].rows[0].cells)
    assert left.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH LÂM SƠN"]
    assert "ngày 05 tháng 02 năm 2026" in right
    told = lines(file)
    kind = next(line for line in file.paragraphs if line.text == "BÁO CÁO")
    assert kind.runs[0].font.size == Pt(14 if system == "state" else 16)
    ends = next(n for n, line in enumerate(told) if line.startswith("Phụ lục I")) - 1
    assert told[ends].endswith("./." if system == "state" else ".")
    assert ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in right) == (system == "state")


@pytest.mark.parametrize(("system", "number"), [("state", "Số: …/BC-…"), ("party", "Số …-BC/…")])
def test_what_is_not_numbered_and_signed_has_dots_for_it(busy: Place, system: str, number: str) -> None:
    blank = {**FIELDS, "system": system, "symbol": "", "authority": "", "position": "", "signer": ""}
    raw = busy.client("officer").post("/dashboard/report/", blank).content
    file = docx.Document(io.BytesIO(raw))
    assert number in file.tables[0].rows[0].cells[0].text
    signed = file.tables[1].rows[0].cells[1].text
    assert [line for line in signed.split("\n") if line] == ["…" * 10] * 2


def test_its_numbers_are_those_of_the_page(busy: Place) -> None:
    file = opened(busy)
    told = "\n".join(lines(file))
    assert "1. Tổng số nhiệm vụ: 5; trong đó hoàn thành đúng hạn: 1; hoàn thành quá hạn: 1;" in told
    assert "Hoàn thành trên tổng số nhiệm vụ: 40,0% (2/5)" in told
    assert "Có 2 nhiệm vụ quá hạn" in told
    for name in ("Phụ lục I", "Phụ lục II", "Phụ lục III"):
        assert name in told.split("\n")
    by_unit, by_document, late = file.tables[-3:]
    rows = [[cell.text for cell in row.cells] for row in by_unit.rows[1:]]
    assert [row[1:3] for row in rows] == [["Xã Đông Hòa", "4"], ["Xã Tây Thịnh", "1"]]
    assert sum(int(row[2]) for row in rows) == 5
    assert len(late.rows) == 3
    assert "Hoàn thành đúng hạn" in told  # a definition
    assert by_document.rows[1].cells[2].text == "4"
    for table in file.tables[-3:]:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_a_report_of_a_snapshot_bears_its_hash(busy: Place) -> None:
    made = freeze(busy)
    told = "\n".join(lines(opened(busy, query=f"?snapshot={made.pk}")))
    assert made.sha256 in told
    assert f"tính đến hết ngày {timezone.localdate():%d/%m/%Y}" in told


def test_what_is_missing_is_said(busy: Place) -> None:
    assert busy.client("officer").post("/dashboard/report/", {"system": "state"}).status_code == 422
    assert busy.client("stranger-officer").get(f"/dashboard/report/?unit={busy.commune.pk}").status_code == 404


def test_a_period_that_has_not_ended_is_refused_in_a_sentence(busy: Place) -> None:
    client = busy.client("officer")
    for answer in (
        client.get("/dashboard/report/?asof=01/01/2099", follow=True),
        client.post("/dashboard/report/?asof=01/01/2099", FIELDS | {"system": "state"}, follow=True),
    ):
        assert "Kỳ báo cáo chưa kết thúc." in answer.content.decode()
        assert "wordprocessingml" not in answer["Content-Type"]
    late = client.post("/dashboard/report/", FIELDS | {"system": "state", "dated": "01/01/2099"})
    assert late.status_code == 422
    assert "Ngày này chưa tới." in late.content.decode()
