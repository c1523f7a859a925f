"""Is the urging letter in official form, with every overdue duty, no restricted word, and does each duty tell of it?"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from unittest import mock

import docx
import pytest
from django.utils import timezone
from docx.document import Document as WordFile
from docx.shared import Pt

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.reminders.conftest import Give
from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.official import Form
from thongsuot.reminders.letters import HEADS, Row, Told, write
from thongsuot.reminders.models import Letter
from thongsuot.reminders.urging import Issue, draft, register

DUE = date(2026, 2, 24)
STATE = Form("state", "Ủy ban nhân dân tỉnh Lâm Sơn", "Lâm Sơn", "", "TM. Ủy ban nhân dân", "Chủ tịch", "Nguyễn Văn A",
             ("Như trên", "Văn phòng UBND tỉnh"))  # fmt: skip
PARTY = Form("party", "Tỉnh ủy Lâm Sơn", "Lâm Sơn", "Đảng Cộng sản Việt Nam", "T/L Ban Thường vụ", "Chánh Văn phòng",
             "Trần Thị B", ("Như trên",))  # fmt: skip
ISSUE = Issue(STATE, "120/UBND-TH", date(2026, 3, 4), date(2026, 3, 11))
ROW = Row("Ban hành kế hoạch thực hiện", "Điều 5 Quy định 58-QĐ/TW", "Xã Đông Hòa", DUE, 8, "Đang thực hiện")


def opened(raw: bytes) -> WordFile:
    return docx.Document(io.BytesIO(raw))


def words(file: WordFile) -> str:
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in file.paragraphs), *cells])


@pytest.fixture(autouse=True)
def _march() -> Iterator[None]:
    at = timezone.make_aware(datetime.combine(date(2026, 3, 4), time(9)))
    with mock.patch("django.utils.timezone.now", return_value=at):
        yield


@pytest.mark.parametrize("form", [STATE, PARTY], ids=["state", "party"])
def test_the_letter_has_its_parts_in_their_places(form: Form) -> None:
    told = Told(["Xã Đông Hòa", "Xã Tây Thịnh"], [ROW], date(2026, 3, 4), date(2026, 3, 11))
    file = opened(write(told, form, "120/UBND-TH", date(2026, 3, 4)))
    left = file.tables[0].rows[0].cells[0].text
    assert form.issuer.upper() in left.replace("\n", " ")
    party = form.system == "party"
    about = f"{'về việc' if party else 'V/v'} đôn đốc thực hiện nhiệm vụ đã quá thời hạn"
    assert left.index("120/UBND-TH") < left.index(about)
    heads = [said for said in [*file.tables[0].rows[0].cells[0].paragraphs, *file.paragraphs]
             if said.text in (about, "Kính gửi:")]  # fmt: skip
    assert [bool(said.runs[0].italic) for said in heads] == [party, party]
    lines = [line.text for line in file.paragraphs]
    assert lines.index("Kính gửi:") < lines.index("- Xã Đông Hòa;") < lines.index("- Xã Tây Thịnh.")
    assert any(line.startswith("2. Báo cáo kết quả") and "trước ngày 11/03/2026" in line for line in lines)
    ending = "./." if form.system == "state" else "."
    assert any(line.endswith(f"thực hiện{ending}") for line in lines)
    assert "Phụ lục" in lines
    grid = [[cell.text for cell in row.cells] for row in file.tables[-1].rows]
    assert tuple(grid[0]) == HEADS
    assert grid[1] == ["1", ROW.action, ROW.ground, "Xã Đông Hòa", "24/02/2026", "8", "Đang thực hiện"]
    assert "- Như trên;" in file.tables[1].rows[0].cells[0].text


@pytest.mark.parametrize("form", [STATE, PARTY], ids=["state", "party"])
def test_one_body_stands_on_the_line_of_its_address(form: Form) -> None:
    told = Told(["Xã Đông Hòa"], [ROW], date(2026, 3, 4), date(2026, 3, 11))
    file = opened(write(told, form, "120/UBND-TH", date(2026, 3, 4)))
    said = next(line for line in file.paragraphs if line.text == "Kính gửi: Xã Đông Hòa")
    assert [(bool(run.italic), run.font.size) for run in said.runs] == [
        (form.system == "party", Pt(14)), (False, Pt(14)),
    ]  # fmt: skip


def test_the_annex_is_the_list_of_what_is_overdue(place: Place, give: Give) -> None:
    give(DUE, action="Quá hạn một")
    give(date(2026, 1, 30), action="Quá hạn hai")
    give(date(2026, 3, 4), action="Hôm nay mới đến hạn")
    give(DUE, place.other, action="Của xã khác")
    reported = give(DUE, action="Đã báo cáo")
    Assignment.objects.filter(pk=reported.pk).update(state=State.REPORTED)
    file = opened(draft([place.commune.pk], ISSUE, by=place.people["officer"]))
    grid = [[cell.text for cell in row.cells] for row in file.tables[-1].rows][1:]
    assert [(row[1], row[4], row[5]) for row in grid] == [
        ("Quá hạn hai", "30/01/2026", "33"), ("Quá hạn một", "24/02/2026", "8"),
    ]  # fmt: skip
    assert "Kính gửi: Xã Đông Hòa" in words(file)
    assert "còn 02 nhiệm vụ" in words(file)


def test_no_restricted_word_stands_in_it(place: Place, give: Give) -> None:
    held = give(DUE, action="Rà soát nhân sự chủ chốt")
    document = place.receive(texts.REGULATION)
    Assignment.objects.filter(pk=held.pk).update(restricted=True, document=document)
    told = words(opened(draft([place.commune.pk], ISSUE, by=place.people["officer"])))
    assert "nhân sự" not in told
    assert "58-QĐ/TW" not in told
    assert "nhiệm vụ thuộc văn bản hạn chế" in told


def test_registered_it_is_an_outgoing_document_and_each_duty_tells_of_it(place: Place, give: Give) -> None:
    held = give(DUE)
    with pytest.raises(Forbidden):
        register([place.commune.pk], ISSUE, by=place.people["head"])
    document = register([place.commune.pk], ISSUE, by=place.people["clerk"])
    assert (document.direction, document.kind, document.symbol) == ("out", "Công văn", "120/UBND-TH")
    letter = Letter.objects.get()
    assert (letter.document, [(row.assignment, row.days) for row in letter.duties.all()]) == (document, [(held, 8)])
    event = Event.objects.get(thread=f"assignment:{held.pk}", verb="duty-urged")
    assert event.after == {"doc": document.pk, "symbol": "120/UBND-TH"}


def test_what_is_done_meanwhile_is_not_urged(place: Place, give: Give) -> None:
    give(DUE)
    with pytest.raises(Problem, match="Không còn nhiệm vụ nào quá hạn"):
        draft([place.other.pk], ISSUE, by=place.people["officer"])
    with pytest.raises(Problem):
        draft([place.commune.pk], ISSUE, by=place.people["commune-officer"])  # who did not give it


def test_the_page_drafts_and_the_clerk_registers(place: Place, give: Give) -> None:
    held = give(DUE)
    said = {
        "unit": [place.commune.pk], "system": "state", "issuer": "UBND tỉnh", "place": "Lâm Sơn", "dated": "04/03/2026",
        "report_by": "11/03/2026", "recipients": "Như trên",
    }  # fmt: skip
    officer = place.client("officer")
    page = officer.get(f"/reminders/urging/letter/?unit={place.commune.pk}").content.decode()
    assert held.action in page
    assert "Vào sổ" not in page
    answer = officer.post("/reminders/urging/letter/", {**said, "draft": "1"})
    assert answer.headers["Content-Disposition"].endswith('"cong-van-don-doc.docx"')
    assert "Ban hành kế hoạch" in words(opened(answer.content))
    clerk = place.client("clerk")
    assert clerk.post("/reminders/urging/letter/", {**said, "register": "1"}).status_code == 422  # no number yet
    signed = {**said, "register": "1", "symbol": "120/UBND-TH", "position": "Chủ tịch", "signer": "Nguyễn Văn A"}
    assert officer.post("/reminders/urging/letter/", signed).headers["Content-Type"] != "text/html; charset=utf-8"
    assert not Letter.objects.exists()
    assert clerk.post("/reminders/urging/letter/", signed).status_code == 302
    assert Document.objects.get(symbol="120/UBND-TH").urges.duties.count() == 1
    assert "04/03/2026" in officer.get("/reminders/urging/").content.decode()


def test_a_letter_of_a_day_to_come_is_drafted_and_not_registered(place: Place, give: Give) -> None:
    give(DUE)
    said = {
        "unit": [place.commune.pk], "system": "state", "issuer": "UBND tỉnh", "place": "Lâm Sơn", "dated": "05/03/2026",
        "report_by": "11/03/2026", "symbol": "5/UBND-TH", "position": "Chủ tịch", "signer": "Nguyễn Văn A",
    }  # fmt: skip
    clerk = place.client("clerk")
    draft_file = opened(clerk.post("/reminders/urging/letter/", {**said, "draft": "1"}).content)
    assert "Số: 05/UBND-TH" in draft_file.tables[0].rows[0].cells[0].text
    refused = clerk.post("/reminders/urging/letter/", {**said, "register": "1"})
    assert refused.status_code == 422
    assert "Ngày này chưa tới." in refused.content.decode()
    with pytest.raises(Problem, match="Ngày này chưa tới"):
        register([place.commune.pk], replace(ISSUE, dated=date(2026, 3, 5)), by=place.people["clerk"])
    assert not Letter.objects.exists()
