"""Is it told in the reader's language how a deadline was come to, and in Vietnamese exactly as it is kept?"""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thongsuot.documents.finding_forms import BY_HAND
from thongsuot.documents.workings import Piece, pieces, rest, told
from vanban.obligations.deadlines import read_deadline
from vanban.tables import load
from vanban.workdays import Unit, deadline, due_after

MARKED = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
PERIODS: tuple[Unit, ...] = ("working_day", "day", "week", "month", "year")
READ = (
    "báo cáo trước ngày 15/12", "báo cáo trước ngày 15/12/2026", "báo cáo trước tháng 6 năm 2026",
    "hoàn thành trong quý III năm 2026", "gửi chậm nhất ngày 20/5/2026", "báo cáo hằng quý",
    "báo cáo trong thời hạn 05 ngày kể từ ngày nhận được", "thực hiện thường xuyên", "hoàn thành trước ngày 10/01",
)  # fmt: skip
"""Deadlines of all kinds as documents have them."""


def english(text: str) -> str:
    """Without the two names that English keeps."""
    return text.replace("Tết", "").replace("Hùng", "")


@given(st.dates(date(1996, 1, 1), date(2150, 1, 1)), st.integers(1, 120), st.sampled_from(PERIODS))
def test_what_is_counted_is_told_in_both_languages(since: date, n: int, unit: Unit) -> None:
    working = due_after(since, n, unit).working
    with translation.override("vi"):
        assert told(working) == working
        assert not any(one.kept for one in pieces(working))
    with translation.override("en"):
        assert not MARKED.search(english(told(working))), told(working)
        assert set(re.findall(r"\d+/\d+/\d+", working)) == set(re.findall(r"\d+/\d+/\d+", told(working)))


@given(st.dates(date(1996, 1, 1), date(2150, 1, 1)))
def test_so_is_a_deadline_on_a_day_of_rest(day: date) -> None:
    with translation.override("vi"):
        assert told(deadline(day)) == deadline(day)
    with translation.override("en"):
        assert not MARKED.search(english(told(deadline(day))))


def test_the_words_of_a_count_over_the_lunar_new_year() -> None:
    working = due_after(date(2026, 2, 12), 5, "working_day").working
    with translation.override("en"):
        assert told(working) == (
            "5 working days counted from 12/02/2026, which is not counted; less Tết, the lunar New Year (16/02/2026 – "
            "20/02/2026); less 4 days of weekly rest: until 26/02/2026 (Thursday)."
        )
        assert told(deadline(date(2026, 5, 16))) == (
            "It falls on a Saturday (weekly rest) and stays so; the working day before is 15/05/2026."
        )


@pytest.mark.parametrize("words", READ)
def test_what_was_read_in_a_document_is_told_too(words: str) -> None:
    found = read_deadline(words, 0, len(words), date(2026, 3, 5))
    assert found is not None
    kept = f"“{found.text}”. {found.working}"
    with translation.override("en"):
        quoted, *others = pieces(kept)
        assert quoted == Piece(f"“{found.text}”.", kept=True)
        assert others
        assert not any(one.kept or MARKED.search(english(one.text)) for one in others), others
    with translation.override("vi"):
        assert told(kept) == kept


def test_every_day_of_rest_has_an_english_name() -> None:
    table = load("holidays")
    names = [table["weekly"]["name"], *(row["name"] for kind in ("fixed", "lunar", "notice") for row in table[kind])]
    with translation.override("en"):
        for name in (*names, f"nghỉ bù {names[1]}"):
            assert not MARKED.search(english(rest(name))), name
            assert rest(name) != name


@given(st.text(max_size=200))
def test_what_a_person_wrote_stays_as_he_wrote_it(words: str) -> None:
    with translation.override("en"):
        assert "".join(told(words).split()) == "".join(words.split())


def test_a_page_marks_what_is_kept_as_vietnamese() -> None:
    kept = f"Theo ý kiến của Chủ tịch. {BY_HAND} <b>"
    with translation.override("en"):
        page = Template('{% load documents %}{% worked said "sub" %}').render(Context({"said": kept}))
    assert page == (
        '<span class="sub"><span lang="vi">Theo ý kiến của Chủ tịch.</span> Set by the reviewer. '
        '<span lang="vi">&lt;b&gt;</span></span>'
    )
