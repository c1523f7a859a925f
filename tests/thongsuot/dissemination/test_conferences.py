"""Is a conference planned, held and counted as people say, and does it say no more than it may?"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.dissemination.audience import Audience, named
from thongsuot.dissemination.funnel import numbers, standing
from thongsuot.dissemination.meetings import (
    Plan,
    Point,
    add_venues,
    cancel,
    count_venues,
    edit_conference,
    hold,
    plan_conference,
    record_session,
)
from thongsuot.dissemination.models import Conference, Delivery, Venue
from thongsuot.dissemination.naming import clauses_meant, document_meant
from thongsuot.dissemination.queries import headcount, venues
from thongsuot.dissemination.rules import Cause, Meeting, Part, Progress
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.actions import add_unit

HERE = "/dissemination/conferences"
SEED = Path(__file__).parents[4] / "shared" / "corpus" / "seed" / "conference.txt"
REPORT = """Lâm Sơn: Hội nghị học tập, quán triệt Quy định số 58-QĐ/TW của Bộ Chính trị
Sáng 05/10/2022, Ban Chấp hành Đảng bộ tỉnh Lâm Sơn tổ chức hội nghị học tập, quán triệt Quy định số 58-QĐ/TW của Bộ Chính trị.
Tại hội nghị, đồng chí Giám đốc Công an tỉnh đã quán triệt Quy định số 58-QĐ/TW.
"""  # noqa: E501


def studied(place: Place, document: Document) -> int:
    return numbers(standing(document.pk, place.people["head"]))[Part.STUDIED]


@pytest.fixture
def today(place: Place, regulation: Document) -> Conference:
    """A conference of the province today, with both communes as venues."""
    point = Point(regulation, locs=("D2.K1",), office="Trưởng ban Tổ chức Tỉnh ủy", minutes=40)
    plan = Plan("Hội nghị quán triệt Quy định 58", timezone.localdate(), place="Hội trường", points=(point,))
    made = plan_conference(plan, by=place.people["officer"])
    add_venues(made, named([place.commune, place.other]), ["Nhà văn hóa"], by=place.people["officer"])
    return made


def test_a_conference_counts_where_it_was_held_and_people_came(
    place: Place, regulation: Document, received: Delivery, today: Conference
) -> None:
    officer, venue = place.people["officer"], today.venues.get(unit=place.commune)
    count_venues(today, {venue.pk: (30, 28)}, by=officer)
    assert studied(place, regulation) == 0
    hold(today, by=place.people["head"])
    assert studied(place, regulation) == 1
    count_venues(today, {venue.pk: (30, 0)}, by=officer)
    assert studied(place, regulation) == 0


def test_a_units_own_session_counts(place: Place, regulation: Document, received: Delivery) -> None:
    plan = Plan("Chi bộ học tập", timezone.localdate())
    made = record_session(regulation, plan, 17, by=place.people["commune-officer"])
    assert (made.kind, made.status, made.venues.get().actual) == (Meeting.SESSION, Progress.HELD, 17)
    assert studied(place, regulation) == 1
    assert Event.objects.get(verb="session-recorded").after["people"] == 17
    tomorrow = Plan("Mai", timezone.localdate() + timedelta(days=1))
    with pytest.raises(Problem, match="chưa đến"):
        record_session(regulation, tomorrow, 1, by=place.people["commune-officer"])
    for who in ("inspector", "administrator"):
        with pytest.raises(Forbidden):
            record_session(regulation, plan, 5, by=place.people[who])


def test_what_has_not_come_was_not_held(place: Place) -> None:
    plan = Plan("Sắp tới", timezone.localdate() + timedelta(days=3))
    made = plan_conference(plan, by=place.people["clerk"])
    with pytest.raises(Problem, match="chưa đến"):
        hold(made, by=place.people["clerk"])


def test_a_cancelled_one_says_why_and_stays_so(place: Place, today: Conference) -> None:
    head = place.people["head"]
    with pytest.raises(Problem, match="vì sao hủy"):
        cancel(today, " ", by=head)
    cancel(today, "bão số 3", by=head)
    assert Event.objects.get(verb="conference-cancelled").reason == "bão số 3"
    with pytest.raises(Problem, match="đã bị hủy"):
        hold(today, by=head)
    with pytest.raises(Problem, match="đã bị hủy"):
        count_venues(today, {today.venues.all()[0].pk: (1, 1)}, by=head)


def test_a_held_one_is_not_cancelled(place: Place, today: Conference) -> None:
    hold(today, by=place.people["head"])
    with pytest.raises(Problem, match="đã diễn ra"):
        cancel(today, "nhầm", by=place.people["head"])


@pytest.mark.parametrize("who", ["inspector", "administrator", "commune-officer", "stranger-head"])
def test_who_may_not_plan_changes_nothing(place: Place, today: Conference, who: str) -> None:
    acting, plan = place.people[who], Plan("Khác", timezone.localdate())
    for act in (
        lambda: edit_conference(today, plan, revision=today.revision, by=acting),
        lambda: hold(today, by=acting),
        lambda: cancel(today, "x", by=acting),
        lambda: add_venues(today, Audience(), ["x"], by=acting),
    ):
        with pytest.raises(Forbidden):
            act()


def test_an_old_state_is_not_written_over(place: Place, today: Conference) -> None:
    head, plan = place.people["head"], Plan("Tên mới", timezone.localdate())
    edit_conference(today, plan, revision=today.revision, by=head)
    with pytest.raises(Stale):
        edit_conference(today, plan, revision=today.revision, by=head)


def test_a_venue_counts_itself_and_not_its_neighbour(place: Place, today: Conference) -> None:
    own, other = today.venues.get(unit=place.commune), today.venues.get(unit=place.other)
    assert count_venues(today, {own.pk: (None, 12)}, by=place.people["commune-clerk"]) == 1
    with pytest.raises(Forbidden):
        count_venues(today, {other.pk: (None, 12)}, by=place.people["commune-clerk"])


def test_a_venue_sees_itself_alone(place: Place, today: Conference) -> None:
    assert [venue.unit for venue in venues(today, place.people["commune-head"])] == [place.commune]
    assert venues(today, place.people["inspector"]).count() == 3


@given(counts=st.lists(st.tuples(st.none() | st.integers(0, 900), st.none() | st.integers(0, 900)), max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_totals_are_the_sums_of_the_venues(place: Place, counts: list[tuple[int | None, int | None]]) -> None:
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=place.people["officer"])
    add_venues(made, Audience(), [f"Nơi {n}" for n in range(len(counts))], by=place.people["officer"])
    rows = list(made.venues.order_by("pk"))
    told = {venue.pk: count for venue, count in zip(rows, counts, strict=True)}
    count_venues(made, told, by=place.people["officer"])
    assert headcount(venues(made, place.people["head"])) == {
        "venues": len(counts),
        "counted": sum(actual is not None for _expected, actual in counts),
        "people_expected": sum(expected or 0 for expected, _actual in counts),
        "people": sum(actual or 0 for _expected, actual in counts),
        **dict.fromkeys(Cause, 0),
    }


def test_a_restricted_document_on_the_agenda_is_not_named_to_strangers(place: Place) -> None:
    secretive = place.receive(texts.INTERNAL, "noi-bo.txt")
    plan = Plan("Hội nghị", timezone.localdate(), points=(Point(secretive),))
    made = plan_conference(plan, by=place.people["officer"])
    add_venues(made, named([place.commune]), [], by=place.people["officer"])
    told = place.client("commune-head").get(f"{HERE}/{made.pk}/").content.decode()
    assert "01-HD/BTCTW" not in told
    assert "không được xem" in told
    assert "01-HD/BTCTW" in place.client("officer").get(f"{HERE}/{made.pk}/").content.decode()
    with pytest.raises(Forbidden):
        plan_conference(plan, by=place.people["commune-officer"])


def test_a_restricted_document_is_not_named_in_a_title_that_is_proposed(place: Place, regulation: Document) -> None:
    document = place.receive(texts.INTERNAL, "noi-bo.txt")
    client, title = place.client("officer"), re.compile(r'<textarea name="title"[^>]*>([^<]*)<')
    for address in ("conferences/new/?document={}", "documents/{}/session/"):
        told = client.get("/dissemination/" + address.format(document.pk)).content.decode()
        assert title.findall(told) == ["\n"]
        told = client.get("/dissemination/" + address.format(regulation.pk)).content.decode()
        assert "58-QĐ/TW" in title.findall(told)[0]


def test_a_conference_is_planned_on_its_page(place: Place, regulation: Document) -> None:
    client = place.client("officer")
    said = {
        "title": "Hội nghị quán triệt", "on": "05/10/2022", "at": "08:00", "place": "Hội trường", "record": "",
        "agenda-TOTAL_FORMS": "2", "agenda-INITIAL_FORMS": "0", "agenda-0-document": "58-QĐ/TW",
        "agenda-0-clauses": "khoản 1 Điều 2; điều 3", "agenda-0-office": "Giám đốc Công an tỉnh",
        "agenda-0-minutes": "45", "agenda-1-title": "Thảo luận",
    }  # fmt: skip
    answer = client.post(f"{HERE}/new/", said, follow=True)
    made = Conference.objects.get()
    items = list(made.items.all())
    assert [(item.document, item.title, item.locs) for item in items] == [
        (regulation, "", ["D2.K1", "D3"]), (None, "Thảo luận", []),
    ]  # fmt: skip
    told = answer.content.decode()
    assert f"/documents/{regulation.pk}/clause/D2.K1" in told or "Khoản 1 Điều 2" in told
    assert "Giám đốc Công an tỉnh" in told
    again = client.get(f"{HERE}/{made.pk}/edit/").content.decode()
    assert "khoản 1 Điều 2; Điều 3" in again
    said |= {"title": "Tên khác", "revision": str(made.revision), "agenda-1-title": ""}
    assert client.post(f"{HERE}/{made.pk}/edit/", said).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.items.count()) == ("Tên khác", 1)
    assert client.post(f"{HERE}/{made.pk}/edit/", said).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agenda-0-document": "99-QĐ/TW"}, "Chưa đăng ký văn bản"),
        ({"agenda-0-document": "58-QĐ/TW", "agenda-0-clauses": "Điều 99"}, "không có điều khoản này: Điều 99"),
        ({"agenda-0-clauses": "Điều 1"}, "của văn bản nào"),
        ({"agenda-0-office": "Bí thư"}, "nội dung được trình bày"),
        ({"on": "2022"}, "05/02/2026"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    place: Place, regulation: Document, wrong: dict[str, str], sentence: str
) -> None:
    said = {"title": "Hội nghị", "on": "05/10/2022", "agenda-TOTAL_FORMS": "1", "agenda-INITIAL_FORMS": "0"} | wrong
    answer = place.client("officer").post(f"{HERE}/new/", said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Conference.objects.exists()


def test_headcounts_are_stated_on_the_page(place: Place, today: Conference) -> None:
    client, venue = place.client("officer"), today.venues.get(unit=place.commune)
    said = {f"expected-{venue.pk}": "1.200", f"actual-{venue.pk}": "1150"}
    assert "1 điểm cầu" in client.post(f"{HERE}/{today.pk}/headcounts/", said, follow=True).content.decode()
    venue.refresh_from_db()
    assert (venue.expected, venue.actual) == (1200, 1150)
    answer = client.post(f"{HERE}/{today.pk}/headcounts/", {f"actual-{venue.pk}": "nhiều"})
    assert (answer.status_code, "không phải số người" in answer.content.decode()) == (400, True)


def test_venues_are_added_from_levels_and_places(place: Place, regulation: Document) -> None:
    made = plan_conference(Plan("Hội nghị", timezone.localdate()), by=place.people["officer"])
    said = {"below": place.province.pk, "places": "Nhà văn hóa\n- Trường học"}
    assert place.client("officer").post(f"{HERE}/{made.pk}/venues/", said).status_code == 302
    assert made.venues.count() == 4
    place.client("officer").post(f"{HERE}/{made.pk}/venues/", said)
    assert made.venues.count() == 4


def test_a_session_is_recorded_on_its_page(place: Place, regulation: Document, received: Delivery) -> None:
    client, address = place.client("commune-clerk"), f"/dissemination/documents/{regulation.pk}/session/"
    assert client.get(address).status_code == 200
    said = {"title": "Học tập", "on": f"{timezone.localdate():%d/%m/%Y}", "people": "21", "clauses": "Điều 77"}
    assert client.post(address, said).status_code == 422
    assert client.post(address, said | {"clauses": "Điều 2"}).status_code == 302
    assert Conference.objects.get().items.get().locs == ["D2"]
    assert studied(place, regulation) == 1


def test_a_report_fills_the_form(place: Place, regulation: Document) -> None:
    report = place.receive(REPORT, "tin.txt")
    finding = report.findings.filter(kind=Kind.EVENT).first()
    assert finding is not None
    page = place.client("officer").get(f"/dissemination/documents/{report.pk}/").content.decode()
    assert f"/conferences/new/?finding={finding.pk}" in page
    told = place.client("officer").get(f"{HERE}/new/?finding={finding.pk}").content.decode()
    assert 'value="05/10/2022"' in told
    assert "học tập, quán triệt Quy định số 58-QĐ/TW" in told
    assert (
        place.client("stranger-officer").get(f"{HERE}/new/?finding={finding.pk}").content.decode().count("58-QĐ") == 0
    )


@pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not there")
def test_the_conference_of_the_story_fills_the_form(place: Place, regulation: Document) -> None:
    report = place.receive(SEED.read_text("utf-8"), "hoi-nghi.txt")
    finding = report.findings.get(kind=Kind.EVENT)
    client = place.client("officer")
    told = client.get(f"{HERE}/new/?finding={finding.pk}").content.decode()
    assert 'value="05/10/2022"' in told
    assert 'value="Hà Tĩnh"' in told
    offices = re.findall(r'name="agenda-\d-office" value="([^"]*)"', told)
    assert offices[0] == "Giám đốc Công an tỉnh"
    assert len(offices) == 4
    said = dict(re.findall(r'<input[^>]*name="(agenda-[^"]+)" value="([^"]*)"', told))
    said = {name: value.replace("&#x27;", "'") for name, value in said.items()}
    said |= {"agenda-TOTAL_FORMS": "6", "agenda-INITIAL_FORMS": "4", "title": "Hội nghị", "on": "05/10/2022"}
    assert client.post(f"{HERE}/new/?finding={finding.pk}", said).status_code == 302
    made = Conference.objects.get()
    assert made.source == finding
    assert regulation in [item.document for item in made.items.all()]


def test_a_document_is_meant_by_symbol_or_address(place: Place, regulation: Document) -> None:
    officer = place.people["officer"]
    for written in ("58-QĐ/TW", "58 - qđ/tw", f"#{regulation.pk}", f"https://vd.vn/documents/{regulation.pk}/"):
        assert document_meant(officer, written) == regulation
    assert document_meant(officer, "  ") is None
    assert document_meant(place.people["stranger-officer"], "58-QĐ/TW") is None
    assert clauses_meant(regulation, "Khoản 2 điều 1, Điều 9") == (["D1.K2"], ["Điều 9"])


def test_the_pages_ask_as_often_for_few_venues_as_for_many(place: Place, today: Conference) -> None:
    client, asked = place.client("officer"), []
    for start, many in ((0, 2), (50, 60)):
        units = [add_unit(f"X{start + n}", f"Xã {start + n}", place.commune.level, place.province) for n in range(many)]
        add_venues(today, named(units), [], by=place.people["officer"])
        for address in (f"{HERE}/{today.pk}/", f"{HERE}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address).status_code == 200
            asked.append(len(caught))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 25


def test_the_list_shows_what_may_be_seen(place: Place, today: Conference) -> None:
    for who, seen in (("inspector", True), ("commune-head", True), ("stranger-clerk", True)):
        assert (today.title in place.client(who).get(f"{HERE}/?status=planned").content.decode()) is seen
    Venue.objects.filter(unit=place.other).delete()
    assert today.title not in place.client("stranger-clerk").get(f"{HERE}/").content.decode()
    assert place.client("stranger-clerk").get(f"{HERE}/{today.pk}/").status_code == 404


def test_conferences_about_a_document_are_listed(place: Place, regulation: Document, today: Conference) -> None:
    plan_conference(Plan("Việc khác", timezone.localdate()), by=place.people["officer"])
    told = place.client("head").get(f"{HERE}/?document={regulation.pk}").content.decode()
    assert (today.title in told, "Việc khác" in told, "58-QĐ/TW" in told) == (True, False, True)
    assert "Việc khác" in place.client("head").get(f"{HERE}/?document=0").content.decode()
    assert "58-QĐ/TW" not in place.client("stranger-head").get(f"{HERE}/?document={regulation.pk}").content.decode()


def test_another_point_is_named_by_the_address(place: Place, regulation: Document) -> None:
    address = f"{HERE}/new/?document={regulation.pk}&point=Dự+thảo+chương+trình+hành+động"
    told = place.client("officer").get(address).content.decode()
    assert 'name="agenda-0-document" value="58-QĐ/TW"' in told
    assert 'name="agenda-1-title" value="Dự thảo chương trình hành động"' in told
