"""Is everybody told at the right rung, once, on working days, and nobody who has nothing to do with it?"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.reminders.conftest import Give
from thongsuot.events.models import Event
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket, State
from thongsuot.reminders.actions import remind, set_unit
from thongsuot.reminders.models import Reminder
from thongsuot.reminders.rules import HEARING, Kind, Seat, day_of, ladder, own_days, reached, step, table, waited
from thongsuot.units.actions import add_unit
from vanban.workdays import is_working_day, working_days_between

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
DUE = date(2026, 2, 24)  # the second working day after Tết


def run(first: date, last: date) -> None:
    for n in range((last - first).days + 1):
        remind(first + timedelta(days=n))


def told(held: Assignment) -> list[tuple[str, int, str, str]]:
    """When which rung told whom."""
    rows = Reminder.objects.filter(assignment=held).order_by("on", "pk")
    return [(row.on.isoformat(), row.rung, str(row.seat), row.unit.code) for row in rows.select_related("unit")]


def test_around_tet_a_duty_climbs_its_ladder_in_working_days(place: Place, give: Give) -> None:
    held = give(DUE, partners=[place.other])
    run(date(2026, 2, 1), date(2026, 3, 20))
    lead = [(day, rung) for day, rung, seat, code in told(held) if (seat, code) == ("lead", "LS.01")]
    assert lead == [
        ("2026-02-03", -10), ("2026-02-10", -5), ("2026-02-23", -1), ("2026-02-24", 0), ("2026-02-26", 2),
        ("2026-03-02", 4), ("2026-03-09", 9),
    ]  # fmt: skip
    partner = [rung for _day, rung, seat, _code in told(held) if seat == "partner"]
    assert partner == [-10, -5, -1, 0, 2]
    assert [(rung, code) for _day, rung, seat, code in told(held) if seat == "assigner"] == [(4, "LS"), (9, "LS")]


def test_escalation_reaches_the_head_of_the_lead_then_of_who_gave_it_then_above(place: Place, give: Give) -> None:
    level = place.province.level
    top = add_unit("TW", "Trung ương", level)
    type(place.province).objects.filter(pk=place.province.pk).update(parent=top)
    held = give(DUE)
    run(DUE, date(2026, 3, 20))
    rows = Reminder.objects.filter(assignment=held, head=True, rung__gt=0).order_by("on", "seat")
    assert [(row.rung, str(row.seat), row.unit.code) for row in rows] == [
        (2, "lead", "LS.01"), (4, "assigner", "LS"), (4, "lead", "LS.01"), (9, "above", "TW"), (9, "assigner", "LS"),
        (9, "lead", "LS.01"),
    ]  # fmt: skip
    assert not Reminder.objects.filter(rung=9, officer=True).exists()


@pytest.mark.parametrize("state", [State.SUSPENDED, State.WITHDRAWN, State.DONE])
def test_nobody_is_told_of_what_is_over_or_suspended(place: Place, give: Give, state: State) -> None:
    held = give(DUE)
    bucket = {State.SUSPENDED: Bucket.SUSPENDED, State.WITHDRAWN: Bucket.WITHDRAWN, State.DONE: Bucket.DONE_IN_TIME}
    Assignment.objects.filter(pk=held.pk).update(state=state, bucket=bucket[state])
    run(date(2026, 2, 1), date(2026, 3, 20))
    assert told(held) == []


def test_of_what_is_reported_whoever_must_confirm_it_is_told(place: Place, give: Give) -> None:
    held = give(DUE)
    Assignment.objects.filter(pk=held.pk).update(state=State.REPORTED, reported_at="2026-02-12T09:00+07:00")
    run(date(2026, 2, 13), date(2026, 3, 20))
    assert told(held) == [("2026-02-24", 3, "assigner", "LS")]
    assert Reminder.objects.get().kind == Kind.CONFIRM


def test_what_was_given_back_is_its_givers(place: Place, give: Give) -> None:
    held = give(DUE)
    Assignment.objects.filter(pk=held.pk).update(state=State.RETURNED)
    remind(DUE)
    assert told(held) == [(DUE.isoformat(), 0, "assigner", "LS")]


def test_what_is_restricted_goes_no_higher_than_who_gave_it(place: Place, give: Give) -> None:
    top = add_unit("TW", "Trung ương", place.province.level)
    type(place.province).objects.filter(pk=place.province.pk).update(parent=top)
    held = give(DUE)
    Assignment.objects.filter(pk=held.pk).update(restricted=True)
    run(DUE, date(2026, 3, 20))
    assert {code for *_rest, code in told(held)} == {"LS", "LS.01"}


def test_a_duty_given_late_is_not_reminded_of_rungs_before_it(place: Place, give: Give) -> None:
    held = give(DUE, given=date(2026, 2, 12))
    run(date(2026, 2, 12), DUE)
    assert [rung for _day, rung, *_rest in told(held)] == [-1, 0]


def test_more_time_begins_a_new_ladder(place: Place, give: Give) -> None:
    held = give(DUE)
    run(date(2026, 2, 23), DUE)
    Assignment.objects.filter(pk=held.pk).update(due_on=date(2026, 3, 2))
    run(date(2026, 2, 25), date(2026, 3, 2))
    assert [(day, rung) for day, rung, *_rest in told(held)] == [
        ("2026-02-23", -1), ("2026-02-24", 0), ("2026-02-25", -5), ("2026-02-27", -1), ("2026-03-02", 0),
    ]  # fmt: skip


def test_days_without_a_server_are_made_up_for_with_the_last_rung_alone(place: Place, give: Give) -> None:
    held = give(DUE)
    remind(date(2026, 2, 25))
    assert [(day, rung) for day, rung, *_rest in told(held)] == [("2026-02-25", 0)]


def test_a_unit_has_its_own_days_and_may_have_none(place: Place, give: Give) -> None:
    mine, theirs = give(DUE), give(DUE, place.other)
    set_unit(place.commune, off=False, before="3", revision=1, by=place.people["commune-head"])
    set_unit(place.other, off=True, before="", revision=1, by=place.people["stranger-administrator"])
    run(date(2026, 2, 1), date(2026, 3, 2))
    assert [rung for _day, rung, seat, _code in told(mine) if seat == "lead"] == [-3, 0, 2, 4]
    assert [(seat, code) for *_rest, seat, code in told(theirs)] == [("assigner", "LS")]


def test_a_second_run_of_a_day_does_nothing_and_the_event_counts(place: Place, give: Give) -> None:
    give(DUE)
    first = remind(DUE)
    assert first is not None
    assert first["duties"] == 1
    assert remind(DUE) is None
    assert Event.objects.filter(verb="reminders-made").count() == 1
    assert remind(date(2026, 2, 17)) is None  # Tết


@given(DAYS, st.lists(st.integers(1, 40), max_size=4, unique=True))
def test_a_rung_is_always_a_working_day_and_no_rung_comes_twice(due: date, before: list[int]) -> None:
    rungs = ladder(tuple(sorted(before, reverse=True)))
    days = [day_of(due, rung.days) for rung in rungs]
    assert all(map(is_working_day, days))
    assert days == sorted(days)
    walked = (due + timedelta(days=n) for n in range((days[0] - due).days, (days[-1] - due).days + 1))
    steps = [found.rung.days for day in walked if is_working_day(day) and (found := step(due, day, rungs))]
    assert list(dict.fromkeys(steps)) == [rung.days for rung in rungs]
    assert steps == sorted(steps)


@settings(deadline=None, max_examples=30)
@given(DAYS)
def test_only_what_is_near_is_ever_reminded_of_and_nothing_on_a_day_of_rest(today: date) -> None:
    found = list(reached(today, ladder()))
    assert bool(found) == is_working_day(today)
    for each in found:
        assert each.on <= today
        assert working_days_between(each.on, today) <= table()["catch_up"]


@given(DAYS)
def test_a_report_is_always_reminded_of_on_a_working_day_after_it(today: date) -> None:
    days = waited(today)
    assert (days is None) == (not is_working_day(today))
    if days:
        assert days[0] <= days[1] < today
        assert working_days_between(days[1], today) >= table()["confirm"]["days"]


def test_own_days_are_read_or_refused() -> None:
    assert own_days("10; 5, 5,1") == (10, 5, 1)
    assert [own_days(wrong) for wrong in ("0", "-1", "41", "năm", "1,2,3,4,5,6,7")] == [None] * 5


def test_the_table_names_roles_that_can_be_told() -> None:
    for rung in ladder():
        for seat, roles in rung.tells.items():
            assert isinstance(seat, Seat)
            assert roles & {*HEARING}
