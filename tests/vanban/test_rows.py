"""Are the tables of a plain text found cell by cell?"""

from hypothesis import given
from hypothesis import strategies as st

from vanban.text.rows import find_tables

TABLE = "Phụ lục\n| TT | Nhiệm vụ |\n|---|:---:|\n| 1 | Rà soát  |\n| 2 |  |\nHết"


def words(content: str) -> list[list[list[str]]]:
    return [[[content[c.start : c.end] for c in row] for row in table.rows] for table in find_tables(content)]


def test_rows_are_cut_at_their_bars_and_the_rule_is_no_row() -> None:
    assert words(TABLE) == [[["TT", "Nhiệm vụ"], ["1", "Rà soát"], ["2", ""]]]


def test_the_row_above_a_rule_is_the_head() -> None:
    assert [[c.head for c in row] for row in find_tables(TABLE)[0].rows] == [[True] * 2, [False] * 2, [False] * 2]


def test_a_line_between_parts_two_tables() -> None:
    assert words("| a |\nchữ\n| b |") == [[["a"]], [["b"]]]


@given(st.text(alphabet="| -:\nab", max_size=200))
def test_cells_always_stand_in_their_table_in_order(content: str) -> None:
    for table in find_tables(content):
        places = [at for row in table.rows for cell in row for at in (cell.start, cell.end)]
        assert places == sorted(places)
        assert all(table.start <= at <= table.end for at in places)
        assert all("\n" not in content[c.start : c.end] for row in table.rows for c in row)
