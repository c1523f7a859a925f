"""Where are the tables of a plain text? Lines ``| a | b |`` that follow one another."""

import re
from collections.abc import Iterator

from vanban.model import Cell, Table

_BLOCK = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*(?:\n[ \t]*\|[^\n]*\|[ \t]*)*$", re.MULTILINE)
_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*")


def find_tables(content: str) -> tuple[Table, ...]:
    """The tables of ``content``, cell by cell; the row above a rule ``|---|`` is its head.

    >>> [[cell.head for cell in row] for row in find_tables("| TT | Việc |\\n|---|---|\\n| 1 | Rà soát |")[0].rows]
    [[True, True], [False, False]]
    """
    if "|" not in content:
        return ()
    return tuple(
        Table(block.start(), block.end(), rows)
        for block in _BLOCK.finditer(content)
        if (rows := _rows(content, block.start(), block.end()))
    )


def _rows(content: str, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a block, its rules dropped; the row above a rule is marked as head."""
    rows: list[tuple[Cell, ...]] = []
    for line_start, line_end in _lines(content, start, end):
        if not _RULE.fullmatch(content, line_start, line_end):
            rows.append(tuple(_cells(content, line_start, line_end)))
        elif len(rows) == 1:
            rows[0] = tuple(Cell(cell.start, cell.end, head=True) for cell in rows[0])
    return tuple(rows)


def _lines(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = content.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _cells(content: str, start: int, end: int) -> Iterator[Cell]:
    """The cells between the bars of one line, blanks around their words left out."""
    left = content.index("|", start, end) + 1
    while (right := content.find("|", left, end)) >= 0:
        words = content[left:right]
        inner = len(words) - len(words.lstrip())
        yield Cell(left + min(inner, len(words.rstrip())), left + len(words.rstrip()))
        left = right + 1
