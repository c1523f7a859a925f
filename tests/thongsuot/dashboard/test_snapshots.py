"""Frozen figures never change, are what the duties were at that moment, and differ for a reason each."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from tests.thongsuot.dashboard.test_figures import busy as busy
from tests.thongsuot.dashboard.test_figures import finished
from tests.thongsuot.followup.conftest import give, soon
from tests.thongsuot.followup.test_tallying import STEPS, act
from thongsuot.dashboard import comparing, freezing, past
from thongsuot.dashboard.differing import Why
from thongsuot.dashboard.live import Wanted
from thongsuot.dashboard.live import figures as live_figures
from thongsuot.dashboard.models import Snapshot, SnapshotPart
from thongsuot.dashboard.packing import pack, unpack
from thongsuot.dashboard.rules import Figures, Row, fold
from thongsuot.events.models import Event
from thongsuot.followup import extending, taking
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Kind, Standing
from thongsuot.operations.integrity import faults
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.actions import move_unit
from thongsuot.units.models import Unit


def told(place: Place, moment: Any, day: Any) -> Figures:
    """The figures of the province at a moment, from the facts."""
    structure = past.structure_of(moment)
    rows = past.rows(Assignment.objects.all(), structure, structure.below(place.province.pk), moment, day)
    return fold(rows, Kind.ONCE, day, structure.children(place.province.pk))


def freeze(place: Place, **said: Any) -> Snapshot:
    """The province's head freezes to today."""
    today = timezone.localdate()
    made = freezing.freeze(place.province, today - timedelta(30), today, by=place.people["head"], **said)
    made.refresh_from_db()
    return made


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), max_size=10),
       after=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), max_size=10))  # fmt: skip
def test_the_past_is_told_as_it_was_whatever_came_after(place: Place, before: Any, after: Any) -> None:
    for what, n in before:
        act(place, what, n)
    today = timezone.localdate()
    then = live_figures(Unit.objects.get(pk=place.province.pk), place.people["head"], Wanted(), today)
    moment = timezone.now()
    for what, n in after:
        act(place, what, n)
    again = told(place, moment, today)
    assert (again.split, again.ages, again.done, again.due) == (then.split, then.ages, then.done, then.due)
    assert again.units == then.units
    if not any(what == "level" for what, _n in after):
        assert again.levels == then.levels


def test_a_snapshot_holds_what_the_page_shows(busy: Place) -> None:
    made = freeze(busy)
    assert len(made.sha256) == 64
    assert made.total == 7
    live = busy.client("head").get("/dashboard/").content.decode()
    page = busy.client("head").get(f"/dashboard/snapshots/{made.pk}/").content.decode()
    for number in ("40,0%", "50,0%"):
        assert number in live
        assert number in page
    assert made.sha256 in page
    lines = busy.client("head").get(f"/dashboard/snapshots/{made.pk}/duties/?kind=once&standing=open-overdue")
    assert lines.content.decode().count("<tr>") == 3  # the head, and two duties


@pytest.mark.parametrize("who", ["officer", "clerk", "inspector", "commune-head", "stranger-head"])
def test_only_the_head_freezes(place: Place, who: str) -> None:
    today = timezone.localdate()
    with pytest.raises(Forbidden):
        freezing.freeze(place.province, today, today, by=place.people[who])
    with pytest.raises(Problem):
        freezing.freeze(place.province, today, today + timedelta(1), by=place.people["head"])


def test_whatever_is_changed_afterwards_is_found(busy: Place) -> None:
    made = freeze(busy)
    assert not list(faults())
    assert Event.objects.get(verb="snapshot-sealed").after["sha256"] == made.sha256
    part = made.parts.get()
    held, part.held = bytes(part.held), freezing.compressed(pack([]))
    part.save()
    assert [str(made) in fault for fault in faults()] == [True]
    SnapshotPart.objects.filter(pk=part.pk).update(held=held)
    assert not list(faults())
    Snapshot.objects.filter(pk=made.pk).update(total=8)
    assert list(faults())
    page = busy.client("head").post(f"/dashboard/snapshots/{made.pk}/verify/", follow=True).content.decode()
    assert "không còn như khi niêm phong" in page


def test_what_is_sealed_is_not_filled_again(busy: Place) -> None:
    made = freeze(busy)
    give(busy)
    freezing.fill(Snapshot.objects.get(pk=made.pk))
    made.refresh_from_db()
    assert made.total == 7
    assert made.parts.count() == 1


def test_each_difference_has_its_reason_and_its_event(busy: Place) -> None:
    held = [finished_later(busy), *(give(busy, due=soon(due)) for due in (-2, 3, 9, 4))]
    earlier = freeze(busy)
    head, officer = busy.people["head"], busy.people["commune-officer"]
    finished(busy, held[0])
    taking.accept(held[1], by=officer)
    asked = extending.ask_extension(Assignment.objects.get(pk=held[1].pk), soon(20), "Cần", by=officer)
    extending.grant_extension(asked, soon(20), by=head)
    taking.suspend(held[2], "Chờ", by=head)
    taking.withdraw(held[3], "Thôi", by=head)
    new = give(busy)
    later = freeze(busy)
    found = comparing.ask(earlier, later)
    assert found.counts == {Why.CONFIRMED: 1, Why.EXTENDED: 1, Why.SUSPENDED: 1, Why.WITHDRAWN: 1, Why.GIVEN: 1}
    for why, duty, verb in (
        (Why.CONFIRMED, held[0], "report-confirmed"), (Why.EXTENDED, held[1], "extension-granted"),
        (Why.SUSPENDED, held[2], "duty-suspended"), (Why.WITHDRAWN, held[3], "duty-withdrawn"),
        (Why.GIVEN, new, "duty-given"),
    ):  # fmt: skip
        (one,) = comparing.explained(found, comparing.page(found, why, 0, 50), head)
        assert one.duty == duty
        assert one.event is not None
        assert one.event.verb == verb
    assert sum(n for _old, _new, n in found.moves) == 5
    page = busy.client("head").get(f"/dashboard/snapshots/{earlier.pk}/difference/{later.pk}/?why=suspended")
    assert "Chờ" in page.content.decode()
    assert (
        busy.client("stranger-head").get(f"/dashboard/snapshots/{earlier.pk}/difference/{later.pk}/").status_code == 404
    )


def finished_later(place: Place) -> Assignment:
    return give(place, due=soon(6))


def test_a_unit_that_moves_takes_its_duties_along(place: Place) -> None:
    give(place)
    moment, today = timezone.now(), timezone.localdate()
    unit = Unit.objects.get(pk=place.commune.pk)
    move_unit(unit, Unit.objects.get(pk=place.other.pk), revision=unit.revision, by=None, reason="")
    then, now = past.structure_of(moment), past.structure_now()
    assert then.children(place.province.pk)[unit.pk] == unit.pk
    assert now.children(place.province.pk)[unit.pk] == place.other.pk
    assert told(place, moment, today).split.of(Standing.OPEN_IN_TIME) == 1


def test_a_past_day_has_lists_that_equal_its_numbers(busy: Place) -> None:
    Assignment.objects.update(assigned_at=timezone.now() - timedelta(5))
    day = timezone.localdate() - timedelta(1)
    client = busy.client("head")
    page = client.get(f"/dashboard/?asof={day:%d/%m/%Y}").content.decode()
    assert f"Tình hình đến hết ngày {day:%d/%m/%Y}" in page
    lines = client.get(f"/dashboard/duties/?asof={day.isoformat()}&standing=valid&kind=once").content.decode()
    assert lines.count("<tr>") == 1 + 7  # nothing had been done, suspended or withdrawn yet
    assert client.get("/dashboard/duties/").status_code == 404
    assert busy.client("commune-head").get(f"/dashboard/?asof={day}&unit={busy.other.pk}").status_code == 404


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.lists(st.builds(
    Row, st.integers(1, 2**40), st.integers(1, 2**31), st.integers(1, 4000), st.integers(0, 2**31),
    st.sampled_from(list(Kind)), st.sampled_from(list(Standing)), st.none() | st.dates(), st.none() | st.dates(),
), max_size=9))  # fmt: skip
def test_what_is_packed_is_unpacked(rows: list[Row]) -> None:
    assert unpack(pack(rows)) == rows
    assert unpack(pack([None])) == [None]
