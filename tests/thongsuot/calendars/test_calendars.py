"""Calendar feeds: what stands in them, who reads them, and when their address opens nothing any more."""

from datetime import date, time

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar as Parsed

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import assignment as assignment
from tests.thongsuot.followup.conftest import directive as directive
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.calendars import actions
from thongsuot.calendars.models import Calendar
from thongsuot.dissemination.models import Conference
from thongsuot.documents import actions as documents
from thongsuot.documents.rules import Mark, Reach
from thongsuot.followup import taking
from thongsuot.followup.models import Assignment
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.people import end_post


def read(key: str, client: Client | None = None) -> Parsed | None:
    response = (client or Client()).get(f"/calendars/{key}.ics")
    if response.status_code == 404:
        return None
    assert not response.cookies
    assert response.headers["Content-Type"].startswith("text/calendar")
    return Parsed.from_ical(response.content)


def events(parsed: Parsed | None) -> list[tuple[str, object, str]]:
    assert parsed is not None
    return [(str(e["summary"]), e.decoded("dtstart"), str(e["status"])) for e in parsed.walk("VEVENT")]


def test_a_deadline_is_a_whole_day_and_is_called_off_when_withdrawn(place: Place, assignment: Assignment) -> None:
    _held, key = actions.open_calendar(place.people["commune-officer"])
    assert events(read(key)) == [("Hạn: Ban hành kế hoạch", soon(), "CONFIRMED")]
    taking.withdraw(assignment, "Trùng", by=place.people["head"])
    assert events(read(key)) == [("Hạn: Ban hành kế hoạch", soon(), "CANCELLED")]


def test_a_conference_has_its_hour_in_vietnam(place: Place) -> None:
    Conference.objects.create(
        unit=place.commune, title="Học tập Nghị quyết", on=soon(3), at=time(7, 30), place="Hội trường"
    )
    _held, key = actions.open_calendar(place.people["commune-clerk"])
    (event,) = read(key).walk("VEVENT")  # type: ignore[union-attr]
    begin = event.decoded("dtstart")
    assert (begin.date(), begin.hour, begin.utcoffset().total_seconds()) == (soon(3), 7, 7 * 3600)
    assert str(event["location"]) == "Hội trường"


def test_a_document_for_named_units_goes_out_without_a_word_of_it(place: Place, assignment: Assignment) -> None:
    document = assignment.document
    assert document is not None
    document.refresh_from_db()
    documents.restrict(document, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=document.revision,
                       by=place.people["clerk"], reason="Lưu hành nội bộ")  # fmt: skip
    Assignment.objects.update(restricted=True)
    _held, key = actions.open_calendar(place.people["commune-officer"])
    response = Client().get(f"/calendars/{key}.ics").content.decode()
    assert "Nhiệm vụ thuộc văn bản hạn chế" in response
    assert "58-Q" not in response
    assert "Ban hành" not in response


def test_units_below_and_documents_one_may_read_never_others(place: Place, assignment: Assignment) -> None:
    _held, key = actions.open_calendar(place.people["head"], unit=place.commune)
    assert len(events(read(key))) == 1
    assert assignment.document
    _held, key = actions.open_calendar(place.people["commune-head"], document=assignment.document)
    assert len(events(read(key))) == 1
    with pytest.raises(Forbidden):
        actions.open_calendar(place.people["commune-head"], unit=place.other)
    with pytest.raises(Forbidden):
        actions.open_calendar(place.people["stranger-head"], document=assignment.document)
    with pytest.raises(Problem):
        actions.open_calendar(place.people["administrator"])


def test_an_address_dies_with_its_revocation_its_post_and_its_account(place: Place, assignment: Assignment) -> None:
    officer, head = place.people["commune-officer"], place.people["commune-head"]
    held, key = actions.open_calendar(officer)
    with pytest.raises(Forbidden):
        actions.revoke(held, by=head)
    actions.revoke(held, by=officer)
    assert read(key) is None
    _held, key = actions.open_calendar(officer)
    assert read(key) is not None
    end_post(officer.membership, timezone.localdate() - (timezone.localdate() - date(2026, 1, 1)), revision=1,
             by=place.people["commune-administrator"])  # fmt: skip
    assert read(key) is None
    assert read("x" * 43) is None


def test_an_unchanged_calendar_is_not_sent_again(place: Place, assignment: Assignment) -> None:
    _held, key = actions.open_calendar(place.people["commune-officer"])
    etag = Client().get(f"/calendars/{key}.ics").headers["ETag"]
    assert Client().get(f"/calendars/{key}.ics", headers={"If-None-Match": etag}).status_code == 304
    give(place)
    assert Client().get(f"/calendars/{key}.ics", headers={"If-None-Match": etag}).status_code == 200


def test_the_page_shows_an_address_once_and_revokes_it(place: Place, assignment: Assignment) -> None:
    client = place.client("commune-officer")
    shown = client.post("/calendars/").content.decode()
    assert ".ics</code>" in shown
    assert ".ics</code>" not in client.get("/calendars/").content.decode()
    assert client.post("/calendars/", {"unit": place.other.pk}).status_code == 404
    client.post(f"/calendars/{Calendar.objects.get().pk}/revoke/")
    assert Calendar.objects.get().revoked_at
    assert place.client("stranger-officer").post(f"/calendars/{Calendar.objects.get().pk}/revoke/").status_code == 404


@pytest.mark.django_db
def test_a_feed_takes_few_questions(place: Place, django_assert_max_num_queries: object) -> None:
    for _n in range(12):
        give(place)
    _held, key = actions.open_calendar(place.people["commune-officer"])
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        read(key)
