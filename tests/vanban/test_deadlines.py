"""Is the deadline of an act read, and its date come by as the words say?"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.model import Deadline
from vanban.obligations.deadlines import read_deadline
from vanban.tables import load


def told(deadline: Deadline | None) -> str:
    """A deadline in the words of the case file."""
    if deadline is None:
        return "không"
    if deadline.date:
        return f"{deadline.kind} {deadline.date} due {deadline.due}"
    rule = deadline.rule
    if isinstance(rule, dict):
        return f"{deadline.kind} {rule['n']} {rule['unit']}"
    return f"{deadline.kind} {' '.join(rule) if isinstance(rule, tuple) else rule or 'không'}"


@pytest.mark.parametrize(("title", "words", "expected"), cases("deadlines"), ids=lambda x: x[:50])
def test_the_deadline_is_read(title: str, words: str, expected: str) -> None:
    written, column = None, False
    *settings, words = words.split("\n")
    for setting in settings:
        column |= setting == "cột"
        if setting.startswith("văn bản "):
            written = dt.date.fromisoformat(setting.removeprefix("văn bản "))
    assert told(read_deadline(words, 0, len(words), written, column=column)) == expected


ROWS = [(row, row["kind"]) for row in load("deadlines")["cue"]]
ROWS += [(row, "recurring") for row in load("deadlines")["recurring"]]
ROWS.append((load("deadlines")["vague_column"], "vague"))


@pytest.mark.parametrize(("row", "kind"), ROWS, ids=lambda x: x if isinstance(x, str) else x["examples"][0])
def test_every_row_reads_its_examples_and_nothing_else(row: dict, kind: str) -> None:
    column = row.get("column", False)
    assert row["source"]
    for example in row["examples"]:
        deadline = read_deadline(example, 0, len(example), column=column)
        assert deadline, example
        assert deadline.kind == kind, example
    for example in row["counter_examples"]:
        deadline = read_deadline(example, 0, len(example), column=column)
        assert deadline is None or deadline.kind != kind or deadline.rule != row.get("rule"), example


def test_the_working_says_how_the_date_was_come_by() -> None:
    words = "báo cáo trước ngày 10/6"
    deadline = read_deadline(words, 0, len(words), dt.date(2025, 5, 20))
    assert deadline
    assert (
        deadline.working == "Không ghi năm: lấy năm 2025 của văn bản. Trước ngày 10/06/2025: chậm nhất là 09/06/2025."
    )


PIECES = st.lists(
    st.sampled_from(
        ["trước ngày ", "31/12", "29/2/2023", "/2025", "quý ", "IV", "năm 2026", "tháng 13", "hằng năm", " và ",
         "định kỳ 6 tháng ",
         "trong ", "đến hết ",
         "05 ngày làm việc kể từ ", "\n", "ngày 31 tháng 2", "0", "99/99/9999", "cuối "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(PIECES, st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)) | st.none(), st.booleans())
def test_reading_never_raises_and_quotes_the_text(words: str, written: dt.date | None, column: bool) -> None:
    deadline = read_deadline(words, 0, len(words), written, column=column)
    if deadline:
        assert words[deadline.start : deadline.end] == deadline.text
        if deadline.date:
            assert deadline.due
            assert deadline.due <= deadline.date
            assert any(c.isdigit() or c in "IV" for c in deadline.text), "a date only where one is printed"
