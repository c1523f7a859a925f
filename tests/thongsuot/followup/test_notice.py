"""Do the conclusions of a conference leave as a notice in official form, and does the register keep that file?"""

import io
from collections.abc import Sequence

import docx
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.dissemination.concluding import conclusions, told, unread, write_minutes
from thongsuot.dissemination.meetings import Plan, hold, plan_conference
from thongsuot.dissemination.models import Conference
from thongsuot.documents.actions import edit_header
from thongsuot.documents.models import Document
from thongsuot.documents.rules import State
from thongsuot.followup.notice import NAME, form_of, opening, write
from thongsuot.programmes.official import Form, profile

LINES = [
    "Văn phòng Tỉnh ủy chủ trì tham mưu kế hoạch thực hiện, hoàn thành trước ngày 30/6/2027",
    "Tinh thần chung là làm đến đâu chắc đến đó",
]


@pytest.fixture
def held(place: Place) -> Conference:
    made = plan_conference(
        Plan("Hội nghị quán triệt Quy định số 58-QĐ/TW", timezone.localdate(), place="Hội trường A"),
        by=place.people["officer"],
    )
    return hold(made, by=place.people["officer"])


def words(raw: bytes) -> list[str]:
    """All that the file says, its head and foot too."""
    file = docx.Document(io.BytesIO(raw))
    cells = [part.text for table in file.tables for row in table.rows for cell in row.cells for part in cell.paragraphs]
    return [*cells, *(part.text for part in file.paragraphs)]


def taken(place: Place, who: str, held: Conference, lines: Sequence[str] | None = None) -> list[str]:
    address = f"/followup/conferences/{held.pk}/notice/"
    client = place.client(who)
    answer = client.post(address, {"lines": "\n".join(lines)}) if lines else client.get(address)
    assert answer.status_code == 200
    assert NAME in answer["Content-Disposition"]
    return words(answer.content)


def file_of(minutes: Document) -> bytes:
    assert minutes.current is not None
    assert minutes.current.file_name == NAME
    assert minutes.current.file is not None
    return default_storage.open(minutes.current.file.sha256).read()


def test_before_anything_is_written_there_are_dots(place: Place, held: Conference) -> None:
    said = taken(place, "officer", held)
    assert "THÔNG BÁO" in said
    assert "Kết luận tại hội nghị quán triệt Quy định số 58-QĐ/TW" in said
    assert any(line.startswith("1. …") for line in said)
    assert any("/TB-" in line for line in said)
    assert (
        f'href="/followup/conferences/{held.pk}/notice/"'
        in place.client("officer").get(f"/dissemination/conferences/{held.pk}/").text
    )


def test_what_is_typed_leaves_as_a_draft_and_nothing_is_registered(place: Place, held: Conference) -> None:
    said = taken(place, "clerk", held, LINES)
    assert f"1. {LINES[0]}." in said
    assert f"2. {LINES[1]}." in said
    assert Document.objects.count() == 0
    assert "formaction" in place.client("clerk").get(f"/dissemination/conferences/{held.pk}/minutes/").text


def test_the_register_keeps_the_notice_and_its_lines_are_read(place: Place, held: Conference) -> None:
    minutes = write_minutes(held, LINES, by=place.people["clerk"])
    said = words(file_of(minutes))
    assert [line for line in said if line[:3] in ("1. ", "2. ")] == [f"1. {LINES[0]}.", f"2. {LINES[1]}."]
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "THÔNG BÁO", "Nơi nhận:"} <= set(said)
    assert told(minutes) == LINES
    (duty,) = conclusions(minutes)
    assert (duty.state, duty.payload["lead"]) == (State.PROPOSED, ["Văn phòng Tỉnh ủy"])
    assert [line for _start, line in unread(minutes)] == [f"2. {LINES[1]}."]
    assert (minutes.kind, minutes.system, minutes.date) == ("Thông báo", "state", held.on)
    assert minutes.title == "kết luận tại hội nghị quán triệt Quy định số 58-QĐ/TW"


def test_more_lines_are_the_next_version_of_the_same_notice(place: Place, held: Conference) -> None:
    clerk = place.people["clerk"]
    minutes = write_minutes(held, LINES[:1], by=clerk)
    minutes = edit_header(minutes, {"symbol": "12/TB-UBND"}, revision=minutes.revision, by=clerk)
    again = write_minutes(held, LINES[1:], by=clerk)
    assert (again.pk, told(again)) == (minutes.pk, LINES)
    assert f"2. {LINES[1]}." in words(file_of(again))
    said = taken(place, "officer", held)
    assert "Số: 12/TB-UBND" in said
    assert f"2. {LINES[1]}." in said


def test_the_partys_form(place: Place, held: Conference) -> None:
    form = Form("party", "Tỉnh ủy Lâm Sơn", "Lâm Sơn")
    said = words(write(held, form, LINES, "15-TB/TU", held.on))
    assert {"ĐẢNG CỘNG SẢN VIỆT NAM", "Số 15-TB/TU", "*"} <= set(said)
    assert "kết luận tại hội nghị quán triệt Quy định số 58-QĐ/TW" in said
    assert f"Trên đây là thông báo kết luận tại hội nghị{profile('party', held.on)['ending']}" in said
    assert "Tỉnh ủy Lâm Sơn tổ chức hội nghị quán triệt" in opening(held, form)
    assert form_of(held).issuer


@pytest.mark.parametrize(("who", "status"), [("inspector", 403), ("commune-clerk", 404), ("stranger-head", 404)])
def test_who_neither_plans_nor_registers_takes_no_draft(place: Place, held: Conference, who: str, status: int) -> None:
    assert place.client(who).get(f"/followup/conferences/{held.pk}/notice/").status_code == status


def test_minutes_that_came_as_a_file_are_their_own_paper(place: Place) -> None:
    minutes = place.receive("THÔNG BÁO\nkết luận\n1. Sở Y tế báo cáo.", "ket-luan.txt")
    made = plan_conference(Plan("Hội nghị", timezone.localdate(), record=minutes), by=place.people["officer"])
    client = place.client("officer")
    assert client.get(f"/followup/conferences/{made.pk}/notice/").status_code == 400
    assert "/notice/" not in client.get(f"/dissemination/conferences/{made.pk}/").text
