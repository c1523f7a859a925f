"""Figures are what the duties say, always: after any history of duties, of units that move, of documents closed off."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.documents.actions import restrict
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.actions import writing
from thongsuot.followup import extending, reporting, taking
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment, Extension, Remark, Tally
from thongsuot.followup.reporting import Told
from thongsuot.followup.rules import OPEN, Decision, State
from thongsuot.followup.tallying import counted, faults
from thongsuot.units.actions import add_level, add_unit, edit_unit, move_unit
from thongsuot.units.models import Unit

STEPS = (
    "give", "pass", "accept", "report", "confirm", "reopen", "suspend", "resume", "withdraw", "extend", "move", "level",
    "ask", "answer", "more time",
)  # fmt: skip


def act(place: Place, what: str, n: int) -> None:
    """One step of a history; nothing where it cannot be."""
    head, theirs = place.people["head"], place.people["commune-head"]
    open_ = Assignment.objects.filter(restricted=False)  # the others may be out of a head's sight
    held = open_.order_by("pk")[n % 5 : n % 5 + 1].first()
    if what == "give":
        duty = Duty("Việc", due=soon(n % 40 - 20) if n % 7 else None)
        assign(place.province, [(place.commune, place.other, place.province)[n % 3]], duty, Source(), by=head)
    elif what in ("move", "level"):
        regroup(place, what, n)
    elif held is not None:
        change(held, what, n, head, theirs, place)


def regroup(place: Place, what: str, n: int) -> None:
    """A commune comes under the other or back under the province, or is of another level."""
    unit = Unit.objects.get(pk=place.other.pk)
    if what == "move":
        move_unit(unit, (place.commune, place.province)[n % 2], revision=unit.revision, by=None, reason="")
    else:
        level = add_level(("xa", "phuong")[n % 2], "Cấp", 3)
        by = place.people["administrator"]
        edit_unit(unit, name=unit.name, short_name="", level=level, position=0, revision=unit.revision, by=by)


def change(held: Assignment, what: str, n: int, head: Any, theirs: Any, place: Place) -> None:
    """One step of a duty."""
    state, row = State(held.state), held.reports.first()
    officer = place.people["commune-officer"]
    mine = held.lead_id == place.commune.pk
    if what == "pass" and mine and state in OPEN - {State.RETURNED}:
        pass_down(held, [place.commune], Duty("Phần việc", due=held.due_on), by=theirs)
    elif what == "accept" and state == State.ASSIGNED and mine:
        taking.accept(held, by=theirs)
    elif what == "report" and state == State.ACCEPTED and mine:
        reporting.report(held, Told("Xong", finished=True), by=officer)
    elif what == "confirm" and state == State.REPORTED and row and not held.passed.exists():
        reporting.confirm(row, by=head)
    elif what == "reopen" and state == State.DONE:
        reporting.reopen(held, "Thiếu", by=head)
    elif what == "suspend" and state in OPEN:
        taking.suspend(held, "Chờ", by=head)
    elif what == "resume" and state == State.SUSPENDED:
        taking.resume(held, "Tiếp", by=head)
    elif what == "withdraw" and state in OPEN:
        taking.withdraw(held, "Thôi", override=True, by=head)
    elif what in ("extend", "more time", "ask", "answer"):
        discuss(held, what, n, head, officer, mine=mine and state == State.ACCEPTED)


def discuss(held: Assignment, what: str, n: int, head: Any, officer: Any, *, mine: bool) -> None:
    """A question, an answer, more time asked for or decided on."""
    waiting = held.extensions.filter(state=Decision.ASKED).first()
    if what in ("extend", "more time") and mine and held.due_on and waiting is None:
        waiting = extending.ask_extension(held, held.due_on + timedelta(60), "Cần", by=officer)
    if what == "extend" and mine and waiting is not None and held.due_on:
        if n % 3:
            extending.grant_extension(waiting, held.due_on + timedelta(40 + n % 5), by=head)
        else:
            extending.refuse_extension(waiting, "Không", by=head)
    elif what == "ask" and mine:
        taking.ask(held, "Hỏi", by=officer)
    elif what == "answer" and (asked := held.remarks.filter(asks=True).order_by("pk")[n % 2 : n % 2 + 1].first()):
        taking.remark(held, "Đáp", answers=asked, by=officer)


histories = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), max_size=15)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories)
def test_figures_and_what_waits_are_what_the_duties_say(place: Place, history: list[tuple[str, int]]) -> None:
    for what, n in history:
        act(place, what, n)
    assert not list(faults())
    assert not Tally.objects.filter(n=0).exists()
    told = Assignment.objects.order_by("pk")
    asked = (
        Remark.objects.filter(asks=True, answered_by=None).order_by("assignment").values_list("assignment").distinct()
    )
    assert list(told.filter(question_open=True).values_list("pk")) == list(asked)
    time = Extension.objects.filter(state=Decision.ASKED).order_by("assignment").values_list("assignment")
    assert list(told.filter(extension_open=True).values_list("pk")) == list(time)


def test_a_fault_is_found_and_named(place: Place) -> None:
    give(place)
    Tally.objects.filter(node=place.commune).update(n=5)
    assert [node for node, _n in faults()] == [place.commune.pk]


def test_units_that_move_with_their_duties_in_one_change_are_counted_right(place: Place) -> None:
    held = give(place)
    parent = add_unit("LS.03", "Huyện", place.other.level, place.province)
    with writing():
        taking.accept(held, by=place.people["commune-head"])
        assign(place.province, [place.commune], Duty("Nữa"), Source(), by=place.people["head"])
        unit = Unit.objects.get(pk=place.commune.pk)
        move_unit(unit, parent, revision=unit.revision, by=None, reason="")
        unit.refresh_from_db()
        level = add_level("phuong", "Phường", 3)
        edit_unit(unit, name=unit.name, short_name="", level=level, position=0, revision=unit.revision,
                  by=place.people["administrator"])  # fmt: skip
        assign(place.province, [unit], Duty("Thêm"), Source(), by=place.people["head"])
    assert not list(faults())
    assert {cell[0] for cell in counted()} == {place.province.pk, parent.pk, place.commune.pk}


def test_what_a_document_for_named_units_orders_is_in_no_figure(place: Place, directive: Document) -> None:
    held = give(place, directive)
    directive.refresh_from_db()
    clerk = place.people["clerk"]
    restrict(directive, mark=Mark.NONE, reach=Reach.NAMED, revision=directive.revision, by=clerk, reason="Nội bộ")
    held.refresh_from_db()
    assert held.restricted
    assert not Tally.objects.exists()
    directive.refresh_from_db()
    restrict(directive, mark=Mark.NONE, reach=Reach.UNIT, revision=directive.revision, by=clerk, reason="Công khai")
    held.refresh_from_db()
    assert not held.restricted
    assert not list(faults())
    assert Tally.objects.exists()
