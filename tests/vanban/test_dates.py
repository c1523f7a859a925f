"""Are printed dates read as the calendar has them?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.dates import Day, find_days, match_day

CASES = cases("dates")


def written(day: Day) -> str:
    year = f"{day.year:04}" if day.year else "?"
    return f"{year}-{day.month:02}-" + (f"{day.day:02}" if day.day else "?")


@pytest.mark.parametrize(("sentence", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_dates_of(sentence: str, expected: str) -> None:
    assert ("\n".join(map(written, find_days(sentence))) or "-") == expected


def test_a_missing_year_is_given_by_the_caller() -> None:
    assert [day.date for day in find_days("Sáng 5/10", year=2022)] == [dt.date(2022, 10, 5)]


def test_the_last_day_of_a_month_counts_leap_years() -> None:
    day = match_day("tháng 02 năm 2024", 0)
    assert day is not None
    assert day.last == dt.date(2024, 2, 29)
    assert day.date is None


@given(st.dates(dt.date(1945, 1, 1), dt.date(2099, 12, 31)))
def test_every_date_is_read_back_from_its_printed_forms(day: dt.date) -> None:
    for form in (
        f"ngày {day:%d} tháng {day.month} năm {day.year}",
        f"ngày {day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
    ):
        read = match_day(form, 0)
        assert read is not None
        assert (read.date, read.end) == (day, len(form))


@given(st.text(alphabet="ngày tháng năm 0123456789/-.", max_size=80))
def test_found_dates_stand_in_the_text_in_order(content: str) -> None:
    days = list(find_days(content))
    assert all(0 <= day.start < day.end <= len(content) for day in days)
    assert [day.start for day in days] == sorted(day.start for day in days)
