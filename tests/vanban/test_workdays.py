"""Are days counted as offices work them: around Tết, over swapped Saturdays, in years nobody has announced?"""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.dates import find_day
from vanban.lunar import lunar_day
from vanban.tables import load
from vanban.workdays import (
    add_working_days,
    announced,
    day_off,
    deadline,
    due_after,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

TABLE = load("holidays")
OFF = [*TABLE["fixed"], *TABLE["lunar"], *TABLE["notice"], TABLE["weekly"], TABLE["expected"]]
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2060, 12, 31))


def told(words: str) -> dt.date:
    """The day of an example; its weekday must be right."""
    found = find_day("ngày " + words.rpartition(" ")[2])
    assert found is not None
    assert found.date is not None
    assert words.lower().startswith(WEEKDAYS[found.date.weekday()]), words
    return found.date


@pytest.mark.parametrize("row", OFF, ids=lambda row: f"{row.get('name', 'expected')} {row.get('year', '')}")
def test_every_row_takes_its_days_and_no_others(row: dict[str, Any]) -> None:
    assert row["source"]
    assert row["examples"]
    for example in row["examples"]:
        assert day_off(told(example)), example
    for example in row["counter_examples"]:
        assert is_working_day(told(example)), example


@pytest.mark.parametrize("row", TABLE["worked"], ids=lambda row: str(row["day"]))
def test_every_swapped_day_is_worked_and_another_is_not(row: dict[str, Any]) -> None:
    assert row["source"]
    assert [told(example) for example in row["examples"]] == [row["day"]]
    assert is_working_day(row["day"])
    assert row["day"].weekday() in TABLE["weekly"]["days"]
    assert not is_working_day(row["instead_of"])
    assert not any(is_working_day(told(example)) for example in row["counter_examples"])


@pytest.mark.parametrize(
    "row", [row for row in TABLE["notice"] if row["name"] == "Tết Âm lịch"], ids=lambda r: r["year"]
)
def test_the_five_days_of_tet_hold_the_new_year(row: dict[str, Any]) -> None:
    assert row["first"] < lunar_day(row["year"], 1, 1) <= row["last"]
    assert (row["last"] - row["first"]).days == 4


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1985, dt.date(1985, 1, 21)),  # a month before Beijing's
        (2007, dt.date(2007, 2, 17)),  # a day before
        (2020, dt.date(2020, 1, 25)),
        (2023, dt.date(2023, 1, 22)),
        (2024, dt.date(2024, 2, 10)),
        (2025, dt.date(2025, 1, 29)),
        (2027, dt.date(2027, 2, 6)),
        (2030, dt.date(2030, 2, 2)),  # a day before
    ],
)
def test_the_lunar_new_year_is_that_of_ha_noi(year: int, day: dt.date) -> None:
    assert lunar_day(year, 1, 1) == day


def test_a_leap_month_moves_what_comes_after_it() -> None:
    assert lunar_day(2023, 3, 10) == dt.date(2023, 4, 29)  # after a leap second month
    assert lunar_day(2025, 8, 15) == dt.date(2025, 10, 6)  # after a leap sixth month
    assert lunar_day(2024, 12, 23) == dt.date(2025, 1, 22)


def test_a_year_has_as_many_working_days_as_its_notices_leave() -> None:
    counted = {year: working_days_between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31)) for year in (2025, 2026)}
    assert counted == {2025: 261 - 12 + 1, 2026: 261 - 14 + 2}


def test_five_working_days_over_tet_are_told_with_what_they_leave_out() -> None:
    due = due_after(dt.date(2026, 2, 12), 5, "working_day")
    assert due.working == (
        "05 ngày làm việc kể từ ngày 12/02/2026, không tính ngày này; trừ Tết Âm lịch (16/02/2026 – 20/02/2026)"
        "; trừ 4 ngày nghỉ hằng tuần: hết ngày 26/02/2026 (thứ Năm)."
    )


def test_a_month_ends_with_its_last_day_and_a_day_of_rest_stays_the_deadline() -> None:
    due = due_after(dt.date(2026, 1, 31), 1, "month")
    assert due.day == dt.date(2026, 2, 28)
    assert due.working.endswith("giữ hạn theo văn bản; ngày làm việc liền trước là 27/02/2026.")


def test_a_year_without_notices_says_so() -> None:
    due = due_after(dt.date(2027, 2, 4), 2, "working_day")
    assert due.day == dt.date(2027, 2, 15)
    assert due.working.endswith("Lịch nghỉ Tết, Quốc khánh năm 2027 là dự kiến, chưa có thông báo.")
    assert "dự kiến" in deadline(dt.date(2027, 2, 8))
    assert "dự kiến" not in due_after(dt.date(2027, 3, 1), 2, "working_day").working


def test_the_new_year_of_an_unannounced_year_is_certain() -> None:
    off = day_off(dt.date(2040, 4, 30))
    assert off is not None
    assert not off.expected
    assert not announced(2040)


def test_before_the_rules_there_are_weekends() -> None:
    assert is_working_day(dt.date(1980, 9, 2))
    assert not is_working_day(dt.date(1980, 9, 6))


@given(DAYS, st.integers(-60, 60))
def test_adding_always_lands_on_a_working_day_and_counts_back(day: dt.date, n: int) -> None:
    there = add_working_days(day, n)
    assert is_working_day(there) or not n
    if n > 0:
        assert working_days_between(day, there) == n
    if n < 0:
        assert working_days_between(there, day) == -n - 1 + is_working_day(day)


@given(DAYS)
def test_the_next_and_the_previous_working_day_always_lie_around(day: dt.date) -> None:
    before, after = previous_working_day(day), next_working_day(day)
    assert before < day < after
    between = [before + dt.timedelta(days=n) for n in range(1, (after - before).days)]
    assert [d for d in between if is_working_day(d)] == ([day] if is_working_day(day) else [])


@given(DAYS, DAYS)
def test_counting_the_other_way_is_always_the_negative(one: dt.date, other: dt.date) -> None:
    assert working_days_between(one, other) == -working_days_between(other, one)


@given(DAYS, st.integers(1, 40), st.sampled_from(("working_day", "day", "week", "month", "year")))
def test_a_deadline_always_lies_after_its_start_and_tells_a_day_of_rest(day: dt.date, n: int, unit: str) -> None:
    due = due_after(day, n, unit)  # type: ignore[arg-type]
    assert due.day > day
    assert bool(deadline(due.day)) == (not is_working_day(due.day))
    assert f"{due.day:%d/%m/%Y}" in due.working
