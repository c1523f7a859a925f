"""Giving duties and passing them down: who may, what they rest on, how they are counted."""

import pytest

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.documents.access import may_read as may_read_document
from thongsuot.documents.models import Document
from thongsuot.events.actions import writing
from thongsuot.events.models import Event
from thongsuot.followup.access import may_read
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment, Tally
from thongsuot.followup.rules import Bucket, State, month
from thongsuot.followup.tallying import VALID, Facet, key, rebuild
from thongsuot.problems import Forbidden, Problem


def figures() -> list[tuple[object, ...]]:
    return sorted(Tally.objects.exclude(n=0).values_list("node__code", "kind", "facet", "key", "bucket", "n"))


def test_a_duty_rests_on_its_clause_and_its_unit_sees_the_document(place: Place, assignment: Assignment) -> None:
    assert assignment.document is not None
    assert assignment.loc
    assert assignment.quote
    assert len(assignment.fingerprint) == 64
    assert (assignment.state, assignment.bucket) == (State.ASSIGNED, Bucket.OPEN)
    assert assignment.original_due == assignment.due_on == soon()
    assert may_read_document(place.people["commune-officer"], assignment.document)
    assert not may_read_document(place.people["stranger-officer"], assignment.document)
    event = Event.objects.filter(verb="duty-given").get()
    assert (event.subject, event.also) == (f"assignment:{assignment.pk}", f"unit:{place.commune.pk}")


@pytest.mark.parametrize("who", ["officer", "clerk", "inspector", "commune-head", "stranger-head"])
def test_only_the_head_of_the_giving_unit_gives(place: Place, directive: Document, who: str) -> None:
    with pytest.raises(Forbidden):
        assign(place.province, [place.commune], Duty("Việc"), Source(), by=place.people[who])
    assert not Assignment.objects.exists()


def test_a_duty_goes_down_never_up_or_across(place: Place) -> None:
    with pytest.raises(Problem, match="không trực thuộc"):
        assign(place.commune, [place.other], Duty("Việc"), Source(), by=place.people["commune-head"])


def test_passed_down_it_keeps_the_thread_and_accepts_by_that(place: Place, assignment: Assignment) -> None:
    (child,) = pass_down(
        assignment, [place.commune], Duty("Lập danh sách", due=soon(10)), by=place.people["commune-head"]
    )
    assignment.refresh_from_db()
    assert assignment.state == State.ACCEPTED
    assert (child.trail, child.parent_id, child.loc) == (f"{assignment.pk}.", assignment.pk, assignment.loc)
    with pytest.raises(Problem, match="muộn hơn hạn"):
        pass_down(assignment, [place.commune], Duty("Muộn", due=soon(40)), by=place.people["commune-head"])


@pytest.mark.parametrize(
    "who", ["head", "inspector", "commune-clerk", "stranger-head", "stranger-officer", "administrator"]
)
def test_the_list_is_what_opens(place: Place, assignment: Assignment, who: str) -> None:
    acting = place.people[who]
    listed = Assignment.objects.visible_to(acting).filter(pk=assignment.pk).exists()
    assert listed == may_read(acting, assignment) == (who in ("head", "inspector", "commune-clerk"))


def test_figures_are_kept_for_the_unit_and_all_above_it(place: Place, assignment: Assignment) -> None:
    give(place)
    kept = figures()
    level = place.commune.level_id
    assert ("LS", "once", Facet.DUE, key(month(soon()), level), Bucket.OPEN, 2) in kept
    assert ("LS.01", "once", Facet.TOTAL, assignment.document_id, VALID, 1) in kept
    with writing():
        rebuild()
    assert figures() == kept
