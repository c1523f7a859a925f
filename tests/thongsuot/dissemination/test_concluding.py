"""Do the conclusions of a conference become duties of its minutes, and only by those who may say so?"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.concluding import conclusions, unread, write_minutes
from thongsuot.dissemination.meetings import Plan, hold, plan_conference
from thongsuot.dissemination.models import Conference
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Direction, Kind, State
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem

HERE = "/dissemination/conferences"
LINES = [
    "Văn phòng Tỉnh ủy chủ trì tham mưu kế hoạch thực hiện, hoàn thành trước ngày 30/6/2027",
    "Tinh thần chung là làm đến đâu chắc đến đó",
]


MINUTES = """TỈNH ỦY LÂM SƠN
Số 15-TB/TU
Lâm Sơn, ngày 05 tháng 10 năm 2022
THÔNG BÁO
kết luận hội nghị quán triệt Quy định số 58-QĐ/TW
1. Văn phòng Tỉnh ủy tổng hợp, báo cáo kết quả trước ngày 15/12/2022.
2. Nước giếng khơi của các xã: lập sổ theo dõi ngay trong tháng 11.
"""


@pytest.fixture
def held(place: Place, regulation: Document) -> Conference:
    """A conference of today whose minutes are a registered document."""
    minutes = place.receive(MINUTES, "ket-luan.txt")
    made = plan_conference(Plan("Hội nghị", timezone.localdate(), record=minutes), by=place.people["officer"])
    return hold(made, by=place.people["officer"])


def test_the_duties_of_the_minutes_are_confirmed_on_the_conferences_page(place: Place, held: Conference) -> None:
    assert held.record
    (duty, *_others) = conclusions(held.record)
    client = place.client("officer")
    told = client.get(f"{HERE}/{held.pk}/").content.decode()
    assert "Minutes" not in told
    assert str(duty.payload["action"])[:30] in told
    address = f"{HERE}/{held.pk}/conclusions/decide/"
    said = {"finding": duty.pk, "revision": duty.revision, "do": "accept"}
    assert place.client("commune-officer").post(address, said).status_code == 404
    assert place.client("clerk").post(address, said).status_code == 403
    assert client.post(address, said).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.decided_by) == (State.ACCEPTED, place.people["officer"].user)
    assert client.post(address, said).status_code == 409
    assert duty in held.record.findings.confirmed().filter(kind=Kind.OBLIGATION)
    said |= {"revision": duty.revision, "do": "drop"}
    assert client.post(address, said).status_code == 302
    assert duty not in conclusions(held.record)


def test_only_duties_of_these_minutes_are_decided_here(place: Place, regulation: Document, held: Conference) -> None:
    other = regulation.findings.filter(kind=Kind.OBLIGATION)[0]
    said = {"finding": other.pk, "revision": other.revision, "do": "accept"}
    assert place.client("officer").post(f"{HERE}/{held.pk}/conclusions/decide/", said).status_code == 404


def test_a_duty_is_added_with_the_words_of_the_minutes(place: Place, held: Conference) -> None:
    assert held.record
    client, address = place.client("officer"), f"{HERE}/{held.pk}/conclusions/"
    lines = unread(held.record)
    start, words = next((start, line) for start, line in lines if "Nước giếng khơi" in line)
    assert held.record.current
    assert held.record.current.text[start:].startswith(words)
    shown = client.get(f"{address}?at={start}").content.decode()
    assert words[:40] in re.sub(r"\s+", " ", shown)
    wrong = client.post(address, {"words": "không có trong biên bản", "action": "x", "modality": "order"})
    assert (wrong.status_code, Finding.objects.filter(state=State.ADDED).count()) == (422, 0)
    said = {"words": words, "lead": "Các cấp ủy", "action": "lập sổ theo dõi nước giếng khơi", "modality": "order"}
    assert client.post(address, said).status_code == 302
    found = Finding.objects.get(state=State.ADDED)
    assert (found.document, found.kind, found.quote) == (held.record, Kind.OBLIGATION, words)
    assert found.payload["lead"] == ["Các cấp ủy"]
    assert found in conclusions(held.record)
    assert words not in [line for _start, line in unread(held.record)]
    assert place.client("clerk").get(address).status_code == 403
    assert place.client("stranger-officer").get(address).status_code == 404


def test_minutes_are_written_where_there_are_none(place: Place) -> None:
    made = plan_conference(Plan("Hội nghị toàn tỉnh", timezone.localdate()), by=place.people["officer"])
    client, address = place.client("clerk"), f"{HERE}/{made.pk}/minutes/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"lines": " "}).status_code == 422
    assert client.post(address, {"lines": "\n".join(f"- {line}" for line in LINES)}).status_code == 302
    made.refresh_from_db()
    minutes = made.record
    assert minutes
    assert (minutes.direction, minutes.kind, minutes.unit) == (Direction.OUT, "Thông báo", place.province)
    assert "hội nghị toàn tỉnh" in minutes.title
    (duty,) = conclusions(minutes)
    assert (duty.state, duty.payload["lead"]) == (State.PROPOSED, ["Văn phòng Tỉnh ủy"])
    assert any(LINES[1] in line for _start, line in unread(minutes))
    told = place.client("officer").get(f"{HERE}/{made.pk}/").content.decode()
    assert "tham mưu kế hoạch" in told
    assert Event.objects.get(verb="conclusions-written").after == {"document": minutes.pk, "lines": 2}


def test_more_conclusions_become_the_next_version_and_decisions_stand(place: Place) -> None:
    clerk = place.people["clerk"]
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=clerk)
    minutes = write_minutes(made, LINES[:1], by=clerk)
    duty = conclusions(minutes).get()
    place.client("officer").post(
        f"{HERE}/{made.pk}/conclusions/decide/", {"finding": duty.pk, "revision": duty.revision, "do": "accept"}
    )
    again = write_minutes(made, ["Sở Nội vụ báo cáo kết quả trước ngày 15/12/2027"], by=clerk)
    assert (again.pk, again.versions.count()) == (minutes.pk, 2)
    states = {row.payload["lead"][0]: row.state for row in conclusions(again)}
    assert states == {"Văn phòng Tỉnh ủy": State.ACCEPTED, "Sở Nội vụ": State.PROPOSED}


def test_minutes_that_came_as_a_file_are_not_written_on(place: Place, held: Conference) -> None:
    with pytest.raises(Problem, match="Hãy thêm bản mới"):
        write_minutes(held, LINES, by=place.people["clerk"])
    assert "Hãy thêm bản mới" in place.client("clerk").get(f"{HERE}/{held.pk}/minutes/").content.decode()


@pytest.mark.parametrize("who", ["officer", "inspector", "commune-clerk", "stranger-clerk"])
def test_only_a_clerk_of_the_unit_registers_minutes(place: Place, who: str) -> None:
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=place.people["officer"])
    with pytest.raises(Forbidden):
        write_minutes(made, LINES, by=place.people[who])
    assert Document.objects.count() == 0


def test_nothing_is_concluded_before_the_day(place: Place) -> None:
    soon = timezone.localdate() + timedelta(days=1)
    made = plan_conference(Plan("Hội nghị", soon), by=place.people["clerk"])
    with pytest.raises(Problem, match="chưa đến"):
        write_minutes(made, LINES, by=place.people["clerk"])


def test_secret_conclusions_are_refused_whole(place: Place) -> None:
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=place.people["clerk"])
    answer = place.client("clerk").post(
        f"{HERE}/{made.pk}/minutes/", {"lines": "MẬT\nVăn phòng báo cáo trước 30/6/2027"}
    )
    made.refresh_from_db()
    assert (answer.status_code, made.record, Document.objects.count()) == (422, None, 0)


def test_minutes_that_are_not_ones_to_see_show_nothing(place: Place) -> None:
    secretive = place.receive(texts.INTERNAL, "noi-bo.txt")
    made = plan_conference(Plan("Hội nghị", timezone.localdate(), record=secretive), by=place.people["officer"])
    Conference.objects.filter(pk=made.pk).update(unit=place.commune)
    told = place.client("commune-officer").get(f"{HERE}/{made.pk}/").content.decode()
    assert "01-HD/BTCTW" not in told
    assert "tổng hợp, báo cáo" not in told
    assert place.client("commune-officer").get(f"{HERE}/{made.pk}/conclusions/").status_code == 404
