"""Who hears of drafts to comment on, of what a head must decide, of what came back, and when? Once each."""

from datetime import date, datetime, time

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.dissemination.conftest import sent as sent
from tests.thongsuot.programmes.conftest import directive as directive
from tests.thongsuot.programmes.conftest import programme as programme
from tests.thongsuot.programmes.conftest import submitted
from tests.thongsuot.reminders.test_digests import sent as sent_out
from thongsuot.dissemination import actions as dissemination
from thongsuot.dissemination.audience import named
from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document
from thongsuot.programmes import commenting, exempting, moving
from thongsuot.programmes.models import Consultation, Exemption, Programme
from thongsuot.reminders import awaiting
from thongsuot.reminders.actions import remind, set_unit
from thongsuot.reminders.lines import Line, heard, lines
from thongsuot.reminders.models import Digest, Reminder
from thongsuot.reminders.rules import Kind, waited
from vanban.workdays import add_working_days, is_working_day

GIVEN, DUE = date(2026, 3, 2), date(2026, 3, 20)  # a Monday, and the Friday of the third week


def after(n: int) -> date:
    return add_working_days(GIVEN, n)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def told(place: Place, day: date) -> dict[str, list[Line]]:
    """Remind on a day; gives what each person who hears of something reads."""
    remind(day)
    posts = set(Digest.objects.filter(on=day).values_list("post", flat=True))
    people = {who: acting for who, acting in place.people.items() if acting.membership.pk in posts}
    return {who: lines(list(heard(acting).filter(on=day)), acting) for who, acting in people.items()}


def words(place: Place, day: date) -> dict[str, list[str]]:
    return {who: [line.reason for line in read] for who, read in told(place, day).items()}


@pytest.fixture
def asked(place: Place, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """The other commune was asked on a Monday to comment until the Friday of the third week."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None: value.date() if value else GIVEN)
    commenting.consult(programme, [place.other], DUE, by=place.people["commune-officer"])
    monkeypatch.undo()
    Consultation.objects.update(sent_at=at(GIVEN))
    return programme


def test_a_draft_to_comment_on_is_told_as_a_deadline_is(place: Place, asked: Programme) -> None:
    both = ("stranger-head", "stranger-officer")
    assert words(place, date(2026, 3, 6)) == {who: ["Còn 10 ngày làm việc"] for who in both}
    assert words(place, date(2026, 3, 9)) == {}
    assert words(place, date(2026, 3, 19)) == {who: ["Còn 1 ngày làm việc"] for who in both}
    read = told(place, DUE)
    assert read.keys() == set(both)
    (line,) = read["stranger-officer"]
    assert (line.reason, line.what, line.due) == ("Hôm nay đến hạn", str(asked), DUE)
    assert line.state == "Đang soạn"
    assert (line.url, line.seat) == (f"/programmes/{asked.pk}/", "Đơn vị được xin ý kiến")
    assert place.client("stranger-officer").get(line.url).status_code == 200
    assert words(place, date(2026, 3, 24)) == {}  # its day is over: none are taken any more


def test_who_has_commented_hears_no_more(place: Place, asked: Programme) -> None:
    commenting.comment(asked, "Nhất trí.", by=place.people["stranger-officer"])
    assert words(place, DUE) == {}


def test_a_unit_hears_on_the_days_it_chose(place: Place, asked: Programme) -> None:
    set_unit(place.other, off=False, before="3", revision=1, by=place.people["stranger-head"])
    assert words(place, date(2026, 3, 6)) == {}
    assert words(place, date(2026, 3, 17)).keys() == {"stranger-head", "stranger-officer"}


@pytest.fixture
def waiting(place: Place, programme: Programme, sent: list[Delivery], monkeypatch: pytest.MonkeyPatch) -> Programme:
    """On a Monday a commune submitted its programme and asked for an exemption, and gave a document back."""
    monkeypatch.setattr(timezone, "now", lambda: at(GIVEN))
    submitted(programme, place)
    exempting.ask(programme.answers, place.commune, "", "không có đối tượng", by=place.people["commune-officer"])
    dissemination.return_with_reason(sent[0], "không thuộc xã", by=place.people["commune-clerk"])
    monkeypatch.undo()
    Exemption.objects.update(asked_at=at(GIVEN))
    return programme


def test_what_waits_for_a_head_or_came_back_is_told_once_after_some_days(place: Place, waiting: Programme) -> None:
    assert words(place, GIVEN) == {}
    assert words(place, after(1)) == {"clerk": ["1 đơn vị trả lại"]}
    here = {"commune-head": ["Đã trình ngày 02/03/2026, chưa duyệt", "1 đề nghị không áp dụng chờ quyết định"]}
    assert {who: sorted(said, reverse=True) for who, said in words(place, after(2)).items()} == here
    assert words(place, after(3)) == {}
    assert words(place, after(4)) == {}
    for who in ("clerk", "commune-head"):
        acting = place.people[who]
        for line in lines(list(heard(acting)), acting):
            assert place.client(who).get(line.url.partition("#")[0]).status_code == 200
    with translation.override("en"):
        (line,) = lines(list(heard(place.people["clerk"])), place.people["clerk"])
        assert line.reason == "Given back by 1 unit"


def test_what_was_done_meanwhile_is_not_told(place: Place, waiting: Programme, sent: list[Delivery]) -> None:
    dissemination.recall(sent[:1], "gửi nhầm", by=place.people["clerk"])
    waiting.refresh_from_db()
    moving.give_back(waiting, "bổ sung", revision=waiting.revision, by=place.people["commune-head"])
    asked = Exemption.objects.get()
    exempting.decide(asked, approved=True, why="", revision=asked.revision, by=place.people["commune-head"])
    assert {day: words(place, day) for day in map(after, (1, 2, 3))} == {after(n): {} for n in (1, 2, 3)}


def test_a_server_that_rested_tells_it_later(place: Place, waiting: Programme) -> None:
    assert words(place, after(3)).keys() == {"clerk", "commune-head"}


def test_a_unit_that_wants_none_is_told_nothing(place: Place, waiting: Programme) -> None:
    for unit, who in ((place.commune, "commune-head"), (place.province, "head")):
        set_unit(unit, off=True, before="", revision=1, by=place.people[who])
    assert words(place, after(3)) == {}


def test_it_goes_into_the_one_digest_of_the_day(place: Place, waiting: Programme) -> None:
    head = place.people["commune-head"]
    head.user.email = "thu-truong@vi-du.vn"
    head.user.save()
    remind(after(2))
    assert Digest.objects.get(post=head.membership).n == 2
    sent_out()
    (written,) = mail.outbox
    assert str(written.body).count("\n* ") == 2
    assert "Đã trình ngày 02/03/2026, chưa duyệt" in str(written.body)


def test_twice_makes_it_once(place: Place, waiting: Programme, asked: Programme) -> None:
    for day in (after(1), after(2), date(2026, 3, 6), DUE):
        awaiting.wait(day)
        n = Reminder.objects.count()
        awaiting.wait(day)
        assert Reminder.objects.count() == n


def test_it_asks_as_often_for_many_as_for_few(place: Place, waiting: Programme) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as held:
            awaiting.wait(after(2))
        return len(held)

    before = cost()
    for n in range(3):
        document: Document = place.receive(f"QUYẾT ĐỊNH\nVề việc {n}\nĐiều 1. Các xã thực hiện.", f"{n}.txt")
        (delivery,) = dissemination.send(document, named([place.commune]), by=place.people["clerk"])
        dissemination.return_with_reason(delivery, "không thuộc xã", by=place.people["commune-clerk"])
    Delivery.objects.filter(ending="returned").update(ended_at=at(after(1)))
    assert cost() == before <= 10
    assert Reminder.objects.filter(kind=Kind.RETURNED).count() >= 3


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sampled_from((Kind.APPROVE, Kind.EXEMPT, Kind.RETURNED)))
def test_what_waits_is_always_told_on_a_working_day_after_it_began(today: date, kind: Kind) -> None:
    days = waited(today, kind)
    assert (days is None) == (not is_working_day(today))
    if days:
        assert days[0] <= days[1] < today
