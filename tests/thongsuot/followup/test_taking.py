"""What happens to a duty after it was given: who may, what each move leaves, what is refused."""

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.events.models import Event
from thongsuot.followup import taking
from thongsuot.followup.giving import Duty, pass_down
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket, State
from thongsuot.problems import Forbidden, Problem, Stale


def test_a_unit_accepts_and_the_event_keeps_it(place: Place, assignment: Assignment) -> None:
    held = taking.accept(assignment, revision=assignment.revision, by=place.people["commune-officer"])
    assert held.state == State.ACCEPTED
    assert held.accepted_at
    assert Event.objects.filter(verb="duty-accepted", subject=f"assignment:{held.pk}").exists()
    with pytest.raises(Stale):
        taking.return_with_reason(held, "Không đúng", revision=1, by=place.people["commune-head"])


@pytest.mark.parametrize("who", ["commune-clerk", "commune-inspector", "stranger-head", "inspector", "clerk"])
def test_others_do_not_accept(place: Place, assignment: Assignment, who: str) -> None:
    with pytest.raises(Forbidden):
        taking.accept(assignment, by=place.people[who])


def test_returned_it_stays_open_and_is_given_anew(place: Place, assignment: Assignment) -> None:
    with pytest.raises(Problem):
        taking.return_with_reason(assignment, "  ", by=place.people["commune-head"])
    held = taking.return_with_reason(assignment, "Thuộc xã Tây Thịnh", by=place.people["commune-head"])
    assert (held.state, held.bucket) == (State.RETURNED, Bucket.OPEN)
    held = taking.reassign(held, place.other, by=place.people["head"])
    assert (held.state, held.lead) == (State.ASSIGNED, place.other)
    assert Assignment.objects.visible_to(place.people["stranger-officer"]).filter(pk=held.pk).exists()


def test_suspended_withdrawn_and_what_hangs_below(place: Place, assignment: Assignment) -> None:
    head = place.people["head"]
    pass_down(assignment, [place.commune], Duty("Lập sổ", due=soon(5)), by=place.people["commune-head"])
    with pytest.raises(Problem):
        taking.withdraw(assignment, "Trùng", by=head)
    held = taking.suspend(assignment, "Chờ hướng dẫn", by=head)
    assert held.bucket == Bucket.SUSPENDED
    assert taking.resume(held, "Đã có hướng dẫn", by=head).bucket == Bucket.OPEN
    held = taking.withdraw(held, "Trùng", override=True, by=head)
    assert held.closed_at
    assert held.bucket == Bucket.WITHDRAWN
    with pytest.raises(Problem):
        taking.edit(held, Duty("Khác"), reason="Sửa", revision=held.revision, by=head)


def test_an_edit_keeps_the_first_deadline(place: Place, assignment: Assignment) -> None:
    head, first = place.people["head"], assignment.due_on
    held = taking.edit(assignment, Duty("Ban hành kế hoạch", due=soon(60), partners=[place.other]), reason="Rà soát",
                       revision=assignment.revision, by=head)  # fmt: skip
    assert (held.due_on, held.original_due) == (soon(60), first)
    assert [part.unit for part in held.parts.all()] == [place.other]
    assert Assignment.objects.visible_to(place.people["stranger-clerk"]).filter(pk=held.pk).exists()


def test_a_question_is_open_until_it_is_answered(place: Place, assignment: Assignment) -> None:
    asked = taking.ask(assignment, "Nộp bản giấy không?", by=place.people["commune-officer"])
    assert not asked.answered_by.exists()
    taking.remark(assignment, "Không cần.", answers=asked, by=place.people["officer"])
    assert asked.answered_by.get().text == "Không cần."
    with pytest.raises(Forbidden):
        taking.remark(give(place), "Việc khác", answers=asked, by=place.people["officer"])
    with pytest.raises(Forbidden):
        taking.remark(assignment, "Người ngoài", by=place.people["stranger-officer"])
