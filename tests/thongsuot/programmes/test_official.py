"""Is the Word file in official form, as the rules of layout have it? Read back, measure by measure."""

import io
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from thongsuot.documents import readings
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.programmes.official import Form, write
from thongsuot.programmes.queries import Printed
from thongsuot.programmes.replies import Replies, Said
from thongsuot.programmes.replies import write as write_replies

STATE = Form("state", "Ủy ban nhân dân xã Đông Hòa", "Đông Hòa", "Tỉnh Lâm Sơn", "TM. Ủy ban nhân dân", "Chủ tịch",
             "Nguyễn Văn A", ("UBND tỉnh", "Các thôn"))  # fmt: skip
PARTY = Form("party", "Đảng ủy xã Đông Hòa", "Đông Hòa", "Đảng bộ tỉnh Lâm Sơn", "T/M Ban Thường vụ", "Bí thư",
             "Trần Thị B", ("Ban Thường vụ Tỉnh ủy",))  # fmt: skip


def item(action: str, **told: Any) -> ProgrammeItem:
    facts = {
        "action": action,
        "leading": "",
        "partners": "",
        "product": "",
        "due": None,
        "due_working": "",
        "group": "",
    }
    facts |= told
    return cast(ProgrammeItem, SimpleNamespace(**facts))


TOLD = Printed(
    "Kế hoạch", "thực hiện Quy định số 58-QĐ/TW", "Căn cứ Quy định số 58-QĐ/TW;\nỦy ban nhân dân xã ban hành Kế hoạch:",
    "Quy định số 58-QĐ/TW",
    [
        item("Lập sổ theo dõi nước giếng khơi", leading="Xã Đông Hòa", group="Rà soát", due=date(2026, 6, 30),
             product="Sổ theo dõi", partners="Trạm y tế xã"),
        item("Tuyên truyền tới các thôn", group="Tuyên truyền"),
    ],
)  # fmt: skip


COMMENTS = Replies("đối với dự thảo Kế hoạch thực hiện Quy định số 58-QĐ/TW", 3, ["Xã Tây Thịnh"], [
    Said("Sở Y tế", "Nêu rõ kinh phí", answer="taken"),
    Said("Xã Hà Lam", "Kéo dài thời hạn\nđến hết năm", "Lập sổ theo dõi nước giếng khơi", answer="partly",
         why="Kéo dài đến 30/9/2026"),
    Said("Xã Đông Hòa", "Giao cho thôn", conference="Hội nghị góp ý dự thảo, ngày 02/02/2026", answer="not",
         why="Thôn không có con dấu"),
])  # fmt: skip


def opened(form: Form, day: date = date(2026, 2, 5)) -> WordFile:
    symbol = "05/KH-UBND" if form.system == "state" else "05-KH/ĐU"
    return docx.Document(io.BytesIO(write(TOLD, form, symbol, day)))


def cells(file: WordFile, table: int) -> list[str]:
    return [cell.text for row in file.tables[table].rows for cell in row.cells]


def run_of(file: WordFile, words: str) -> Any:
    places = [*file.paragraphs]
    for table in file.tables:
        places += [line for row in table.rows for cell in row.cells for line in cell.paragraphs]
    return next(line for line in places if line.text.strip() == words).runs[0]


@pytest.mark.parametrize("form", [STATE, PARTY], ids=["state", "party"])
def test_paper_margins_and_type(form: Form) -> None:
    file = opened(form)
    section = file.sections[0]
    measured = (section.page_width, section.page_height, section.top_margin, section.right_margin,
                section.bottom_margin, section.left_margin)  # fmt: skip
    for length, wanted in zip(measured, (210, 297, 20, 15, 20, 30), strict=True):
        assert length is not None
        assert abs(length - Mm(wanted)) < Mm(0.05)
    fonts = file.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_heading_of_a_state_document() -> None:
    file = opened(STATE)
    left, right = cells(file, 0)
    assert left.split("\n")[:3] == ["TỈNH LÂM SƠN", "ỦY BAN NHÂN DÂN", "XÃ ĐÔNG HÒA"]
    assert "Số: 05/KH-UBND" in left
    assert right.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert right.endswith("Đông Hòa, ngày 05 tháng 02 năm 2026")
    for words, size, bold, italic in (
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, False),
        ("TỈNH LÂM SƠN", 13, False, False),
        ("ỦY BAN NHÂN DÂN", 13, True, False),
        ("XÃ ĐÔNG HÒA", 13, True, False),
        ("Đông Hòa, ngày 05 tháng 02 năm 2026", 14, False, True),
        ("KẾ HOẠCH", 14, True, False),
    ):
        run = run_of(file, words)
        assert (run.font.size, run.bold, run.italic) == (Pt(size), bold, italic), words
    assert len(file.element.xpath("//w:pBdr/w:top")) == 3  # below issuer, motto and title: borders, not underlines
    assert not file.element.xpath("//w:u")


def test_the_heading_of_a_party_document() -> None:
    file = opened(PARTY)
    left, right = cells(file, 0)
    assert left.split("\n")[:3] == ["ĐẢNG BỘ TỈNH LÂM SƠN", "ĐẢNG ỦY XÃ ĐÔNG HÒA", "*"]
    assert "Số 05-KH/ĐU" in left
    assert right.startswith("ĐẢNG CỘNG SẢN VIỆT NAM")
    assert "-----" in [line.text for line in file.paragraphs]
    assert run_of(file, "ĐẢNG CỘNG SẢN VIỆT NAM").font.size == Pt(15)
    assert run_of(file, "BÍ THƯ").bold is False
    assert run_of(file, "Nơi nhận:").underline


def test_recipients_signature_and_the_end_of_the_text() -> None:
    left, right = cells(opened(STATE), 1)
    assert left.split("\n") == ["Nơi nhận:", "- UBND tỉnh;", "- Các thôn;", "- Lưu: VT."]
    assert [line for line in right.split("\n") if line] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn A"]
    ends = [
        [line.text for line in opened(form).paragraphs if line.text.startswith("1. ")][-1] for form in (STATE, PARTY)
    ]
    assert ends == ["1. Tuyên truyền tới các thôn./.", "1. Tuyên truyền tới các thôn."]


def test_the_annex_repeats_its_head_and_tears_no_row() -> None:
    table = opened(STATE).tables[2]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1", "Lập sổ theo dõi nước giếng khơi", "Xã Đông Hòa", "Trạm y tế xã", "Sổ theo dõi", "30/06/2026",
    ]  # fmt: skip
    assert len(table._tbl.xpath(".//w:cantSplit")) == len(table.rows)
    assert len(table._tbl.xpath(".//w:tblHeader")) == 1
    lines = [line.text for line in opened(STATE).paragraphs]
    assert "(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Đông Hòa)" in lines


@pytest.mark.parametrize("form", [STATE, PARTY], ids=["state", "party"])
def test_our_own_reader_reads_it_as_what_it_is(form: Form) -> None:
    symbol = "05/KH-UBND" if form.system == "state" else "05-KH/ĐU"
    reading = readings.read(readings.text_of(write(TOLD, form, symbol, date(2026, 2, 5)), "ke-hoach.docx"))
    header = reading["header"]
    assert (header["system"], header["kind"], header["symbol"]) == (form.system, "Kế hoạch", symbol)
    assert (header["date"], header["place"]) == ("2026-02-05", "Đông Hòa")
    assert header["title"] == "thực hiện Quy định số 58-QĐ/TW"
    duty = next(row for row in reading["obligations"] if "giếng khơi" in row["action"])
    assert duty["lead"] == ["Xã Đông Hòa"]
    assert duty["deadline"]["date"] == "2026-06-30"


def test_grounds_are_written_as_each_system_writes_them() -> None:
    state, party = (
        next(line for line in opened(form).paragraphs if "Căn cứ Quy định" in line.text) for form in (STATE, PARTY)
    )
    assert (state.text, state.runs[0].italic) == ("Căn cứ Quy định số 58-QĐ/TW;", True)
    assert (party.text, bool(party.runs[0].italic)) == ("- Căn cứ Quy định số 58-QĐ/TW;", False)


def test_a_day_fits_on_one_line_of_the_annex() -> None:
    table = opened(STATE).tables[2]
    widths = [round(cell.width.mm) for cell in table.rows[1].cells if cell.width]
    assert widths[-1] >= 25
    assert sum(widths) == 165  # the width of the text: A4 without its margins


@pytest.mark.parametrize("form", [STATE, PARTY], ids=["state", "party"])
def test_the_table_of_comments_reads_back(form: Form) -> None:
    file = docx.Document(io.BytesIO(write_replies(COMMENTS, form, date(2026, 2, 5))))
    lines = [line.text for line in file.paragraphs]
    assert "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý" in lines
    assert "1. Số đơn vị được gửi xin ý kiến: 3; chưa có ý kiến: 1 (Xã Tây Thịnh)." in lines
    assert "2. Số ý kiến: 3; trong đó tiếp thu: 1, tiếp thu một phần: 1, không tiếp thu: 1." in lines
    left, right = cells(file, 0)
    assert form.issuer.upper() in left.replace("\n", " ")
    assert "Số" not in left  # a table has no number
    assert ("CỘNG HÒA" in right) == (form.system == "state")
    rows = [[cell.text for cell in row.cells] for row in file.tables[1].rows]
    assert rows == [
        ["STT", "Đơn vị góp ý", "Nội dung góp ý", "Tiếp thu, giải trình"],
        ["1", "Sở Y tế", "Nêu rõ kinh phí", "Tiếp thu."],
        ["2", "Xã Hà Lam",
         "Về nhiệm vụ “Lập sổ theo dõi nước giếng khơi”:\nKéo dài thời hạn\nđến hết năm",
         "Tiếp thu một phần.\nKéo dài đến 30/9/2026"],
        ["3", "Xã Đông Hòa\n(tại Hội nghị góp ý dự thảo, ngày 02/02/2026)", "Giao cho thôn",
         "Không tiếp thu.\nThôn không có con dấu"],
    ]  # fmt: skip
    assert len(file.tables[1]._tbl.xpath(".//w:tblHeader")) == 1
    assert {run.font.size for row in file.tables[1].rows for cell in row.cells for line in cell.paragraphs
            for run in line.runs} == {Pt(12)}  # fmt: skip


def printed(*items: ProgrammeItem, opening: str = "") -> WordFile:
    told = Printed("Kế hoạch", "về nước sạch", opening, "Quy định số 58-QĐ/TW", list(items))
    return docx.Document(io.BytesIO(write(told, Form("state", "Sở Y tế", "Lâm Sơn"), "…", date(2026, 2, 5))))


@pytest.mark.parametrize(
    ("working", "words"),
    [
        ("Làm thường xuyên; không có hạn chót.", "Làm thường xuyên; không có hạn chót"),
        ("“Hằng quý”. Lặp lại mỗi quý.", "Hằng quý"),
    ],
)
def test_a_deadline_that_names_no_day_is_printed_in_its_words(working: str, words: str) -> None:
    file = printed(item("Lập sổ", leading="Trạm y tế", due_working=working))
    assert file.tables[-1].rows[1].cells[-1].text == words
    body = next(line.text for line in file.paragraphs if line.text.startswith("1. "))
    assert body == f"1. Trạm y tế lập sổ (thời hạn: {words[:1].lower() + words[1:]})./."


def test_headings_are_numbered_on_beyond_ten() -> None:
    file = printed(*(item(f"Việc {n}", group=f"Nhóm {n}") for n in range(1, 13)))
    heads = [line.text for line in file.paragraphs if ". NHÓM" in line.text]
    assert [head.partition(".")[0] for head in heads[9:]] == ["X", "XI", "XII"]


@pytest.mark.parametrize("opening", ["", "Ủy ban nhân dân xã ban hành Kế hoạch:"])
def test_an_empty_programme_ends_like_a_sentence_and_has_no_annex(opening: str) -> None:
    file = printed(opening=opening)
    lines = [line.text for line in file.paragraphs if line.text.strip()]
    assert lines[-1] == (opening.rstrip(":") or "Thực hiện Quy định số 58-QĐ/TW") + "./."
    assert len(file.tables) == 2  # heading and signature alone


def test_dots_stand_where_nobody_signs_yet() -> None:
    assert [line for line in cells(printed(item("Lập sổ")), 1)[1].split("\n") if line] == ["…" * 10] * 2


def test_of_two_bodies_in_a_heading_the_lower_one_does_not_repeat_the_higher() -> None:
    told = Printed("Kế hoạch", "về nước sạch", "", "Quy định số 58-QĐ/TW", [item("Lập sổ")])
    form = Form("party", "Ban Tổ chức Tỉnh ủy", "Lâm Sơn", "Tỉnh ủy Lâm Sơn")
    left = cells(docx.Document(io.BytesIO(write(told, form, "…", date(2026, 2, 5)))), 0)[0]
    assert left.split("\n")[:3] == ["TỈNH ỦY LÂM SƠN", "BAN TỔ CHỨC", "*"]
