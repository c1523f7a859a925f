"""Reported is one thing, confirmed another: reports, evidence, confirmations, more time, regular duties."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from tests.thongsuot.programmes.conftest import directive as directive
from tests.thongsuot.programmes.conftest import issued
from tests.thongsuot.programmes.conftest import programme as programme
from thongsuot.documents.actions import Refused
from thongsuot.documents.models import StoredFile
from thongsuot.followup import extending, recurring, reporting, taking
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment, Report
from thongsuot.followup.recurring import Rhythm
from thongsuot.followup.reporting import File, Told
from thongsuot.followup.rules import Bucket, Every, Kind, State, Verdict
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Stage

DONE = Told("Đã ban hành Kế hoạch số 12", finished=True)


@pytest.fixture
def accepted(place: Place, assignment: Assignment) -> Assignment:
    return taking.accept(assignment, by=place.people["commune-officer"])


def test_reported_is_not_done_until_it_is_confirmed(place: Place, accepted: Assignment) -> None:
    row = reporting.report(accepted, DONE, by=place.people["commune-officer"])
    accepted.refresh_from_db()
    assert (accepted.state, accepted.bucket, accepted.progress) == (State.REPORTED, Bucket.OPEN, 100)
    held = reporting.confirm(row, by=place.people["head"])
    assert (held.state, held.bucket, held.finished_on) == (State.DONE, Bucket.DONE_IN_TIME, row.on)
    assert row.confirmation.verdict == Verdict.CONFIRMED
    held = reporting.reopen(held, "Thiếu phụ lục", by=place.people["head"])
    assert (held.state, held.finished_on) == (State.ACCEPTED, None)


@pytest.mark.parametrize("who", ["commune-head", "commune-officer", "officer", "inspector", "stranger-head"])
def test_only_the_giving_unit_confirms(place: Place, accepted: Assignment, who: str) -> None:
    row = reporting.report(accepted, DONE, by=place.people["commune-officer"])
    with pytest.raises(Forbidden):
        reporting.confirm(row, by=place.people[who])


def test_a_returned_report_lets_the_duty_go_on(place: Place, accepted: Assignment) -> None:
    row = reporting.report(accepted, DONE, by=place.people["commune-officer"])
    held = reporting.return_report(row, "Chưa có số văn bản", by=place.people["head"])
    assert held.state == State.ACCEPTED
    with pytest.raises(Problem):
        reporting.confirm(row, by=place.people["head"])


def test_the_clock_stops_on_the_day_of_the_report_not_of_its_confirmation(place: Place, accepted: Assignment) -> None:
    row = reporting.report(accepted, DONE, by=place.people["commune-officer"])
    Report.objects.filter(pk=row.pk).update(on=soon(-30))
    Assignment.objects.filter(pk=accepted.pk).update(due_on=soon(-10))
    assert reporting.confirm(row, by=place.people["head"]).bucket == Bucket.DONE_IN_TIME


def test_progress_that_nobody_states_is_not_zero(place: Place, accepted: Assignment) -> None:
    reporting.report(accepted, Told("Đang lấy ý kiến"), by=place.people["commune-officer"])
    accepted.refresh_from_db()
    assert (accepted.progress, accepted.state) == (None, State.ACCEPTED)
    reporting.report(accepted, Told("Đã trình", progress=60), by=place.people["commune-officer"])
    accepted.refresh_from_db()
    assert accepted.progress == 60


def test_evidence_is_a_file_or_a_registered_document(place: Place, accepted: Assignment) -> None:
    officer = place.people["commune-officer"]
    product = place.receive(texts.REGULATION.replace("58-QĐ/TW", "59-QĐ/TW"), "kh.txt", who="commune-clerk")
    row = reporting.report(
        accepted, DONE, files=[File("Kế hoạch của xã.".encode(), "ke-hoach.txt")], products=[product], by=officer
    )
    assert [(each.name, bool(each.file), each.document) for each in row.evidence.order_by("pk")] == [
        ("ke-hoach.txt", True, None), (str(product), False, product),
    ]  # fmt: skip


def test_a_secret_file_is_refused_and_nothing_is_kept(place: Place, accepted: Assignment) -> None:
    files = StoredFile.objects.count()
    with pytest.raises(Refused):
        reporting.report(accepted, DONE, files=[File("TUYỆT MẬT\nBáo cáo".encode(), "x.txt")],
                         by=place.people["commune-officer"])  # fmt: skip
    assert StoredFile.objects.count() == files
    assert not Report.objects.exists()


def test_it_does_not_close_over_open_ones_below(place: Place, accepted: Assignment) -> None:
    pass_down(accepted, [place.commune], Duty("Lập sổ", due=soon(5)), by=place.people["commune-head"])
    row = reporting.report(accepted, DONE, by=place.people["commune-officer"])
    with pytest.raises(Problem):
        reporting.confirm(row, by=place.people["head"])
    with pytest.raises(Problem):
        reporting.confirm(row, override=True, by=place.people["head"])
    assert reporting.confirm(row, override=True, reason="Phần còn lại chuyển kỳ sau", by=place.people["head"]).closed_at


def test_an_issued_item_is_done_when_its_duties_are(place: Place, programme: Programme) -> None:
    issued(programme, place)
    item = programme.items.filter(bases__isnull=False)[0]
    head, officer = place.people["commune-head"], place.people["commune-officer"]
    (held,) = assign(place.commune, [place.commune], Duty(item.action, due=soon()), Source.of_item(item), by=head)
    assert held.state == State.ACCEPTED
    row = reporting.report(held, DONE, by=officer)
    reporting.confirm(row, by=head)
    assert {basis.stage for basis in item.bases.all()} == {Stage.DONE}
    reporting.reopen(held, "Chưa xong", by=head)
    assert {basis.stage for basis in item.bases.all()} == {Stage.ISSUED}


def test_more_time_is_asked_and_the_first_day_stays(place: Place, accepted: Assignment) -> None:
    first = accepted.due_on
    row = extending.ask_extension(accepted, soon(40), "Chờ kinh phí", by=place.people["commune-officer"])
    with pytest.raises(Problem):
        extending.ask_extension(accepted, soon(50), "Nữa", by=place.people["commune-officer"])
    with pytest.raises(Forbidden):
        extending.grant_extension(row, soon(30), by=place.people["commune-head"])
    extending.grant_extension(row, soon(30), why="Cho một phần", revision=row.revision, by=place.people["head"])
    accepted.refresh_from_db()
    assert (accepted.due_on, accepted.original_due) == (soon(30), first)
    row = extending.ask_extension(accepted, soon(60), "Chưa xong", by=place.people["commune-officer"])
    extending.refuse_extension(row, "Đã gia hạn một lần", by=place.people["head"])
    accepted.refresh_from_db()
    assert accepted.due_on == soon(30)


def test_a_regular_duty_brings_a_turn_each_period_and_only_once(place: Place) -> None:
    rhythm = Rhythm(Every.MONTH, date(2026, 1, 10), until=date(2026, 4, 30), before=5)
    row = recurring.recur(
        place.province, place.commune, Duty("Báo cáo tháng"), rhythm, Source(), by=place.people["head"]
    )
    assert recurring.make_due(date(2026, 3, 1)) == 2
    assert recurring.make_due(date(2026, 3, 1)) == 0
    recurring.make_due(date(2027, 3, 1))
    turns = list(row.turns.order_by("turn").values_list("turn", "due_on", "kind"))
    assert [turn for turn, _due, _kind in turns] == [
        date(2026, n, day) for n, day in ((1, 31), (2, 28), (3, 31), (4, 30))
    ]
    assert turns[1][1:] == (date(2026, 2, 23), Kind.REGULAR)


def test_an_ended_regular_duty_comes_no_more(place: Place) -> None:
    today = timezone.localdate()
    rhythm = Rhythm(Every.WEEK, today)
    row = recurring.recur(place.province, place.commune, Duty("Giao ban"), rhythm, Source(), by=place.people["head"])
    row.refresh_from_db()
    recurring.end(row, "Hết nhiệm vụ", revision=row.revision, by=place.people["head"])
    assert recurring.make_due(today + timedelta(90)) == 0


def test_what_the_province_gives_shows_nothing_of_it_to_others(place: Place) -> None:
    held = give(place)
    assert not Assignment.objects.visible_to(place.people["stranger-head"]).filter(pk=held.pk).exists()
