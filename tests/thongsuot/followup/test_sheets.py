"""Duties go to Excel and come back by the same columns: looked at first, all of it or nothing."""

import base64
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.followup import importing, taking
from thongsuot.followup.importing import What
from thongsuot.followup.models import Assignment, Report
from thongsuot.followup.rules import State
from thongsuot.followup.sheets import DUTIES
from thongsuot.problems import Stale

PLACES = {column.field: n for n, column in enumerate(DUTIES.columns, 1)}


def exported(place: Place, who: str, query: str = "") -> Any:
    answer = place.client(who).get(f"/followup/export/{query}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def written(book: Any, *changes: dict[str, object], new: bool = False) -> bytes:
    """The workbook with cells changed, the first row of duties first; new rows stand below."""
    page = book[DUTIES.title]
    for n, told in enumerate(changes, page.max_row + 1 if new else 2):
        for name, value in told.items():
            page.cell(n, PLACES[name]).value = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.fixture
def accepted(place: Place, assignment: Assignment) -> Assignment:
    return taking.accept(assignment, by=place.people["commune-officer"])


def test_an_export_holds_the_list_hides_its_keys_and_explains_itself(place: Place, assignment: Assignment) -> None:
    other = give(place, action="=1+1")
    book = exported(place, "commune-clerk", "?mine=lead")
    page = book[DUTIES.title]
    assert [page.cell(row, PLACES["id"]).value for row in (2, 3)] == [assignment.pk, other.pk]
    assert page.column_dimensions["A"].hidden
    assert page.column_dimensions["B"].hidden
    assert page.cell(3, PLACES["action"]).value == " =1+1"
    assert page.cell(3, PLACES["action"]).data_type == "s"
    assert page.cell(2, PLACES["lead"]).value == "LS.01"
    assert page.cell(2, PLACES["due"]).value.date() == soon()
    assert page.cell(2, PLACES["progress"]).value is None  # not 0
    assert "Hướng dẫn" in book.sheetnames
    assert len(page.data_validations.dataValidation) == 4
    assert exported(place, "stranger-clerk")[DUTIES.title].max_row == 1


def test_what_goes_out_comes_back_as_it_was(place: Place, assignment: Assignment) -> None:
    give(place, action="Hai\ndòng =1")
    raw = written(exported(place, "head"))
    made = importing.plan(raw, by=place.people["head"])
    assert [line.what for line in made.lines] == [What.SAME, What.SAME]
    assert not made.ready


def test_the_leading_unit_reports_in_the_sheet(place: Place, accepted: Assignment) -> None:
    officer = place.people["commune-officer"]
    raw = written(exported(place, "commune-officer"), {"results": "Đã ban hành", "progress": 60})
    made = importing.plan(raw, by=officer)
    assert [line.what for line in made.lines] == [What.REPORTED]
    importing.carry_out(made, by=officer, reason="")
    accepted.refresh_from_db()
    assert (accepted.progress, accepted.state) == (60, State.ACCEPTED)
    raw = written(exported(place, "commune-officer"), {"results": "Xong", "finished": "x"})
    importing.carry_out(importing.plan(raw, by=officer), by=officer, reason="")
    accepted.refresh_from_db()
    assert accepted.state == State.REPORTED
    assert Report.objects.count() == 2


def test_the_giving_unit_changes_words_and_days_and_gives_new_duties(place: Place, accepted: Assignment) -> None:
    head = place.people["head"]
    raw = written(exported(place, "head"), {"action": "Ban hành kế hoạch mới", "due": soon(40)})
    fresh = {"action": "Rà soát hộ nghèo", "lead": "LS.02", "due": soon(9), "partners": "LS.01", "document": "58-QĐ/TW"}
    raw = written(load_workbook(io.BytesIO(raw)), fresh, new=True)
    made = importing.plan(raw, by=head)
    assert [line.what for line in made.lines] == [What.CHANGED, What.NEW]
    importing.carry_out(made, by=head, reason="Theo chỉ đạo mới")
    accepted.refresh_from_db()
    assert (accepted.action, accepted.due_on, accepted.original_due) == ("Ban hành kế hoạch mới", soon(40), soon())
    new = Assignment.objects.get(action="Rà soát hộ nghèo")
    assert (new.lead, new.document_id, new.parts.get().unit) == (place.other, accepted.document_id, place.commune)


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("commune-officer", {"action": "Việc khác"}),  # not given by his unit
        ("commune-officer", {"progress": 50}),  # nothing is said
        ("commune-officer", {"results": "x", "progress": 101}),
        ("commune-officer", {"id": 999_999}),
        ("commune-officer", {"revision": 77}),
        ("commune-officer", {"lead": "LS.02"}),
        ("head", {"results": "x"}),  # reports are the leading unit's
        ("head", {"due": "31/02/2026"}),
        ("head", {"id": None, "revision": None, "lead": "KHONG"}),
        ("head", {"id": None, "revision": None, "document": "1/XX"}),
        ("officer", {"id": None, "revision": None}),  # only heads give
        ("commune-head", {"id": None, "revision": None, "lead": "LS.02"}),  # not below it
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_row_and_nothing_is_taken(
    place: Place, accepted: Assignment, who: str, change: dict[str, object]
) -> None:
    give(place)
    raw = written(exported(place, "head"), change)
    before = list(Assignment.objects.values())
    made = importing.plan(raw, by=place.people[who])
    assert [fault.row for fault in made.faults] == [2]
    with pytest.raises(Stale):
        importing.carry_out(made, by=place.people[who], reason="")
    assert list(Assignment.objects.values()) == before


def test_what_somebody_changed_meanwhile_is_not_overwritten(place: Place, assignment: Assignment) -> None:
    raw = written(exported(place, "head"), {"action": "Việc khác"})
    taking.remark(assignment, "Đã xem", by=place.people["head"])
    assert "xuất lại" in importing.plan(raw, by=place.people["head"]).faults[0].message


def test_the_pages_look_first_then_take_and_give_faults_back(place: Place, accepted: Assignment) -> None:
    client = place.client("commune-officer")
    good = written(exported(place, "commune-officer"), {"results": "Đã làm", "progress": 20})
    page = client.post("/followup/import/", {"file": SimpleUploadedFile("a.xlsx", good)}).content.decode()
    assert not Report.objects.exists()
    mark = re.search(r'name="fingerprint" value="(\w+)"', page)
    assert mark
    told = {"book": base64.b64encode(good).decode(), "fingerprint": mark[1]}
    assert client.post("/followup/import/confirm/", told).status_code == 302
    assert Report.objects.count() == 1
    assert client.post("/followup/import/confirm/", told).status_code == 409
    back = client.post("/followup/import/faults/", told)
    page = load_workbook(io.BytesIO(back.content))[DUTIES.title]
    assert page.cell(1, len(DUTIES.columns) + 1).value == "Lỗi"
    assert "thay đổi" in page.cell(2, len(DUTIES.columns) + 1).value
