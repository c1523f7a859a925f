"""One act for many duties: what changes, what is left alone and why; all of it or nothing."""

import re

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.followup import bulk, taking
from thongsuot.followup.bulk import ACTS, Told
from thongsuot.followup.giving import Duty, pass_down
from thongsuot.followup.models import Assignment, Remark
from thongsuot.followup.rules import State
from thongsuot.problems import Stale

TOLD = Told("Vì thay đổi kế hoạch", soon(60))


def seen(*rows: Assignment) -> dict[int, int]:
    return dict(Assignment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "revision"))


def test_what_cannot_be_done_is_left_alone_and_says_why(place: Place, assignment: Assignment) -> None:
    accepted = taking.accept(give(place), by=place.people["commune-officer"])
    officer = place.people["commune-officer"]
    made = bulk.plan(ACTS["accept"], bulk.rows_of(officer, [assignment.pk, accepted.pk]), Told(), by=officer, seen={})
    assert made.will == [assignment]
    assert [(len(why) > 5, rows) for why, rows in made.skipped.items()] == [(True, [accepted])]
    assert bulk.carry_out(ACTS["accept"], seen(assignment), Told(), by=officer) == 1
    assignment.refresh_from_db()
    assert assignment.state == State.ACCEPTED


@pytest.mark.parametrize(
    ("act", "state"), [("suspend", State.SUSPENDED), ("withdraw", State.WITHDRAWN), ("extend", State.ASSIGNED)]
)
def test_the_giving_unit_acts_on_all_or_none(place: Place, assignment: Assignment, act: str, state: State) -> None:
    other, head = give(place), place.people["head"]
    chosen = seen(assignment, other)
    taking.remark(other, "Đã xem", by=head)
    with pytest.raises(Stale):
        bulk.carry_out(ACTS[act], chosen, TOLD, by=head)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.due_on) == (State.ASSIGNED, soon())
    assert bulk.carry_out(ACTS[act], seen(assignment, other), TOLD, by=head) == 2
    assert set(Assignment.objects.values_list("state", flat=True)) == {state}
    assert set(Assignment.objects.values_list("due_on", flat=True)) == {soon(60) if act == "extend" else soon()}


@pytest.mark.parametrize("who", ["commune-head", "officer", "stranger-head"])
def test_others_may_not(place: Place, assignment: Assignment, who: str) -> None:
    acting = place.people[who]
    made = bulk.plan(ACTS["withdraw"], bulk.rows_of(acting, [assignment.pk]), TOLD, by=acting, seen={})
    assert not made.will
    with pytest.raises(Stale):
        bulk.carry_out(ACTS["withdraw"], seen(assignment), TOLD, by=acting)


def test_a_withdrawal_spares_what_others_still_work_on(place: Place, assignment: Assignment) -> None:
    pass_down(assignment, [place.commune], Duty("Lập danh sách", due=soon(3)), by=place.people["commune-head"])
    head = place.people["head"]
    rows = bulk.rows_of(head, [assignment.pk])
    assert not bulk.plan(ACTS["withdraw"], rows, TOLD, by=head, seen={}).will
    over = Told("Vì thay đổi", override=True)
    assert bulk.plan(ACTS["withdraw"], rows, over, by=head, seen={}).will == [assignment]


def test_the_pages_choose_look_and_do(place: Place, assignment: Assignment) -> None:
    client = place.client("head")
    give(place)
    page = client.get("/followup/bulk/?which=all&standing=open").content.decode()
    rows = re.findall(r'name="row" value="([\d.]+)"', page)
    assert len(rows) == 2
    assert client.post("/followup/bulk/", {"row": rows, "act": "remind"}).status_code == 422
    told = {"row": rows, "act": "remind", "reason": "Đề nghị sớm báo cáo"}
    looked = client.post("/followup/bulk/", told)
    assert "2 nhiệm vụ sẽ thay đổi." in looked.content.decode()
    assert not Remark.objects.exists()
    assert client.post("/followup/bulk/", {**told, "confirm": "1"}).status_code == 302
    assert Remark.objects.count() == 2
    assert place.client("clerk").get("/followup/bulk/?which=all").status_code == 403
