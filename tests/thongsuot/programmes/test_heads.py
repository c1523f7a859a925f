"""Do all official forms begin with the same head: the unit's own, as its last document or its name has it?"""

import io
from datetime import date
from typing import Any

import docx
import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import FORM, submitted
from thongsuot.dashboard.views.report import ReportForm
from thongsuot.documents import actions as documents
from thongsuot.documents.actions import Intake
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.events.actions import writing
from thongsuot.problems import Problem
from thongsuot.programmes import moving
from thongsuot.programmes.forms import IssueForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.moving import Issue
from thongsuot.reminders.forms import LetterForm
from thongsuot.units.actions import add_unit
from thongsuot.units.models import Unit

NAMES = ("system", "issuer", "above", "place")


def told(initial: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(initial[name] for name in NAMES)


@pytest.fixture
def units(place: Place) -> dict[str, Unit]:
    """Bodies of the province: of the state and of the Party, at its head, in its departments and in a commune."""
    with writing():
        top, level = place.province, place.province.level
        government = add_unit("U", "Ủy ban nhân dân tỉnh Lâm Sơn", level, top)
        party = add_unit("P", "Tỉnh ủy Lâm Sơn", level, top)
        return {
            "government": government,
            "department": add_unit("S", "Sở Nông nghiệp và Môi trường", level, government),
            "commune": add_unit("X", "Ủy ban nhân dân xã Thác Mây", level, government),
            "party": party,
            "office": add_unit("V", "Văn phòng Tỉnh ủy", level, party),
            "cell": add_unit("D", "Đảng ủy xã Thác Mây", level, party),
        }


WANTED = {
    "government": ("state", "Ủy ban nhân dân tỉnh Lâm Sơn", "", "Lâm Sơn"),
    "department": ("state", "Sở Nông nghiệp và Môi trường", "Ủy ban nhân dân tỉnh Lâm Sơn", "Lâm Sơn"),
    "commune": ("state", "Ủy ban nhân dân xã Thác Mây", "", "Thác Mây"),
    "party": ("party", "Tỉnh ủy Lâm Sơn", "", "Lâm Sơn"),
    "office": ("party", "Văn phòng Tỉnh ủy", "Tỉnh ủy Lâm Sơn", "Lâm Sơn"),
    "cell": ("party", "Đảng ủy xã Thác Mây", "Đảng bộ tỉnh Lâm Sơn", "Thác Mây"),
}


@pytest.mark.parametrize("who", WANTED)
def test_every_form_begins_with_the_head_of_the_unit(who: str, units: dict[str, Unit]) -> None:
    unit = units[who]
    for begun in (IssueForm.of(unit), ReportForm.of(unit), LetterForm.starting(unit)):
        assert told(begun) == WANTED[who]


def test_who_answers_the_party_writes_in_a_form_of_its_own(programme: Programme, place: Place) -> None:
    assert programme.answers.system == "party"
    begun = IssueForm.beginning(programme)
    assert told(begun) == ("state", "Ủy ban nhân dân xã Đông Hòa", "", "Đông Hòa")
    raw = place.client("commune-officer").get(f"/programmes/{programme.pk}/comments/files/").content
    left, right = (cell.text for cell in docx.Document(io.BytesIO(raw)).tables[0].rows[0].cells)
    assert left.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "XÃ ĐÔNG HÒA"]
    assert "Đông Hòa, ngày" in right


def test_what_the_unit_issued_last_comes_first(place: Place, units: dict[str, Unit]) -> None:
    clerk = place.people["commune-clerk"]
    intake = Intake(place.commune, Direction.OUT, anyway=True)
    document = documents.receive("Báo cáo về nước sạch.".encode(), "bao-cao.txt", intake, by=clerk)
    header = {"system": "party", "kind": "Báo cáo", "symbol": "01-BC/ĐU", "issuers": ["Đảng ủy xã Đông Hòa"],
              "place": "Chợ Đông", "date": None, "title": "về nước sạch"}  # fmt: skip
    documents.edit_header(document, header, revision=document.revision, by=clerk)
    assert told(IssueForm.of(place.commune)) == ("party", "Đảng ủy xã Đông Hòa", "Đảng bộ tỉnh Lâm Sơn", "Chợ Đông")
    assert IssueForm.of(place.other)["place"] == "Tây Thịnh"


def test_a_programme_is_issued_with_a_day_that_has_come_and_a_padded_number(programme: Programme, place: Place) -> None:
    found = submitted(programme, place)
    found = moving.approve(found, revision=found.revision, by=place.people["commune-head"], reason="cấp tỉnh làm")
    clerk, to = place.client("commune-clerk"), f"/programmes/{programme.pk}/issue/"
    said = {"system": "state", "issuer": "UBND xã Đông Hòa", "place": "Đông Hòa", "symbol": "5/KH-UBND",
            "position": "Chủ tịch", "signer": "Nguyễn Văn A", "revision": found.revision}  # fmt: skip
    refused = clerk.post(to, {**said, "dated": "01/01/2099"})
    assert refused.status_code == 422
    assert "Ngày này chưa tới." in refused.content.decode()
    with pytest.raises(Problem, match="Ngày này chưa tới"):
        moving.issue(found, Issue("5/KH-UBND", date(2099, 1, 1), FORM), revision=found.revision,
                     by=place.people["commune-clerk"])  # fmt: skip
    assert not Document.objects.filter(direction=Direction.OUT).exists()
    assert clerk.post(to, {**said, "dated": "05/03/2026"}).status_code == 302
    assert Document.objects.get(direction=Direction.OUT).symbol == "05/KH-UBND"
