"""Is every comment on a draft heard? Asked for by a day, noted at a conference, answered, printed with its answer."""

import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.programmes.conftest import keep_all, submitted
from thongsuot.dissemination import audience, meetings
from thongsuot.dissemination.meetings import Plan
from thongsuot.dissemination.models import Conference
from thongsuot.documents.actions import restrict
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import commenting, moving, queries
from thongsuot.programmes.models import Comment, Programme
from thongsuot.programmes.rules import Answer, State

TODAY = timezone.localdate()


@pytest.fixture
def conference(place: Place) -> Conference:
    """The commune's, today, with the other commune as a venue."""
    officer = place.people["commune-officer"]
    held = meetings.plan_conference(Plan("Hội nghị góp ý dự thảo", TODAY), by=officer)
    meetings.add_venues(held, audience.named([place.other]), [], by=officer)
    return held


def test_a_draft_is_a_point_of_the_agenda_and_those_who_take_part_see_it(
    programme: Programme, conference: Conference, place: Place
) -> None:
    officer, stranger = place.people["commune-officer"], place.people["stranger-officer"]
    programme.answers.shares.filter(unit=place.other).delete()
    assert list(queries.conferences(programme, officer)) == [conference]
    assert not Programme.objects.visible_to(stranger).exists()
    commenting.present(programme, conference, ask=True, by=officer)
    assert [point.title for point in conference.items.all()] == [
        "Góp ý dự thảo Kế hoạch thực hiện Quy định số 58-QĐ/TW"
    ]
    assert list(Programme.objects.visible_to(stranger)) == [programme]
    assert list(queries.conferences(programme, officer)) == []
    with pytest.raises(Problem):
        commenting.present(programme, conference, by=officer)


def test_the_agenda_says_nothing_of_a_restricted_document(
    programme: Programme, conference: Conference, place: Place, directive: Document
) -> None:
    restrict(directive, mark=Mark.INTERNAL, reach=Reach.NAMED, revision=directive.revision, by=place.people["clerk"],
             reason="")  # fmt: skip
    commenting.present(programme, conference, by=place.people["commune-officer"])
    assert [point.title for point in conference.items.all()] == ["Góp ý dự thảo Kế hoạch"]


@pytest.mark.parametrize("who", ["commune-clerk", "commune-head", "stranger-officer", "inspector"])
def test_only_who_drafts_puts_it_to_a_conference(
    who: str, programme: Programme, conference: Conference, place: Place
) -> None:
    with pytest.raises(Forbidden):
        commenting.present(programme, conference, by=place.people[who])
    assert not conference.items.exists()


def test_another_units_conference_and_one_that_is_over_are_refused(
    programme: Programme, conference: Conference, place: Place
) -> None:
    officer = place.people["commune-officer"]
    other = meetings.plan_conference(Plan("Hội nghị xã bạn", TODAY), by=place.people["stranger-officer"])
    over = meetings.plan_conference(Plan("Hội nghị đã qua", TODAY - timedelta(days=1)), by=officer)
    for wrong in (other, over):
        with pytest.raises(Problem):
            commenting.present(programme, wrong, by=officer)
    assert set(queries.conferences(programme, officer)) == {conference}


def test_what_is_said_there_has_the_conference_as_its_source_and_needs_an_answer(
    programme: Programme, conference: Conference, place: Place
) -> None:
    officer, head = place.people["commune-officer"], place.people["commune-head"]
    with pytest.raises(Problem):  # it was not put to this conference
        commenting.note(programme, conference, place.other, "Nêu rõ kinh phí", by=officer)
    commenting.present(programme, conference, by=officer)
    said = commenting.note(programme, conference, place.other, "Nêu rõ kinh phí", by=officer)
    assert (said.unit, said.conference, said.by) == (place.other, conference, officer.user)
    found = submitted(programme, place)
    with pytest.raises(Problem, match="1"):
        moving.approve(found, revision=found.revision, by=head, reason="…")
    commenting.answer(said, Answer.TAKEN, "", revision=1, by=officer)
    assert moving.approve(found, revision=found.revision, by=head, reason="…").state == State.APPROVED
    with pytest.raises(Problem):
        commenting.note(found, conference, place.other, "Muộn", by=officer)


def test_nothing_is_noted_before_the_day_or_of_a_cancelled_one(programme: Programme, place: Place) -> None:
    officer = place.people["commune-officer"]
    later = meetings.plan_conference(Plan("Hội nghị tuần sau", TODAY + timedelta(days=7)), by=officer)
    commenting.present(programme, later, by=officer)
    with pytest.raises(Problem):
        commenting.note(programme, later, place.commune, "Sớm", by=officer)
    today = meetings.plan_conference(Plan("Hội nghị hoãn", TODAY), by=officer)
    commenting.present(programme, today, by=officer)
    meetings.cancel(today, "Bão", by=officer)
    today.refresh_from_db()
    with pytest.raises(Problem):
        commenting.note(programme, today, place.commune, "…", by=officer)
    assert not Comment.objects.exists()


def test_who_has_not_commented_is_listed_first_and_late_when_the_day_is_over(
    programme: Programme, place: Place
) -> None:
    officer = place.people["commune-officer"]
    commenting.consult(programme, [place.other, place.province], TODAY, by=officer)
    commenting.comment(programme, "Đồng ý", by=place.people["head"])
    assert [(row.unit, row.comments, row.late) for row in queries.asked(programme)] == [
        (place.other, 0, False), (place.province, 1, False),
    ]  # fmt: skip
    assert list(queries.to_comment_on(place.people["stranger-officer"])) == [programme]
    assert list(queries.to_comment_on(place.people["head"])) == []
    programme.consultations.update(until=TODAY - timedelta(days=1))
    assert [row.late for row in queries.asked(programme)] == [True, False]
    assert list(queries.to_comment_on(place.people["stranger-officer"])) == []


def test_the_pages_from_the_conference_to_the_table(programme: Programme, conference: Conference, place: Place) -> None:
    keep_all(programme, place)
    client, at = place.client("commune-officer"), f"/programmes/{programme.pk}/"
    item = programme.items.get()
    assert "Hội nghị góp ý dự thảo" in client.get(f"{at}comments/").content.decode()
    client.post(f"{at}present/", {"present-conference": conference.pk, "present-ask": "on"})
    asked = place.client("stranger-officer").get("/programmes/").content.decode()
    assert f"/programmes/{programme.pk}/comments/#say" in asked
    told = {"note-conference": conference.pk, "note-unit": place.other.pk, "note-item": item.pk,
            "note-text": "Kéo dài thời hạn"}  # fmt: skip
    client.post(f"{at}comments/note/", told)
    said = Comment.objects.get()
    page = client.get(f"{at}comments/").content.decode()
    assert f"tại Hội nghị góp ý dự thảo, {TODAY:%d/%m/%Y}" in page
    client.post(
        f"/programmes/comments/{said.pk}/answer/", {"answer": "partly", "why": "Đến quý IV", "revision": said.revision}
    )
    raw = place.client("commune-head").get(f"{at}comments/files/").content
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(raw)).tables[1].rows]
    assert rows[1] == [
        "1", f"Xã Tây Thịnh\n(tại Hội nghị góp ý dự thảo, ngày {TODAY:%d/%m/%Y})",
        "Về nhiệm vụ “Lập sổ theo dõi nước giếng khơi”:\nKéo dài thời hạn", "Tiếp thu một phần.\nĐến quý IV",
    ]  # fmt: skip
    assert place.client("stranger-head").get(f"{at}comments/files/").status_code == 200
    assert place.client("stranger-administrator").get(f"{at}comments/files/").status_code == 403
