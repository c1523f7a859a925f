"""Is a table a table? Letterheads and signatures are laid out in tables and read as plain lines."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from vanban.grid import squares
from vanban.model import Aside
from vanban.readers.assemble import Block, Box, Grid, Line
from vanban.tables import load


class Drawn(NamedTuple):
    """A cell as the file has it: paragraphs and tables of its own."""

    blocks: Sequence[Block]
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], int, int]:
    """What a layout table says, what only a data table says, and how many columns and rows the former has."""
    rows = load("layout")
    says = "|".join(row["pattern"] for row in rows["layout"])
    never = "|".join(row["pattern"] for row in rows["data"])
    return re.compile(says, re.MULTILINE), re.compile(never, re.MULTILINE), rows["columns"], rows["rows"]


def table_blocks(rows: Sequence[Sequence[Drawn]], *, ruled: bool | None = None) -> Iterator[Block]:
    """A table as one grid, or as plain lines where it only lays out a page.

    ``ruled`` tells whether lines are drawn in it; None where the file does not tell.
    """
    if _is_layout(rows, ruled):
        for row in rows:
            yield from _side_by_side([cell for cell in row if cell.blocks])
    elif rows:
        yield Grid([[Box(flat(cell.blocks), cell.colspan, cell.rowspan, cell.head) for cell in row] for row in rows])


def _is_layout(rows: Sequence[Sequence[Drawn]], ruled: bool | None) -> bool:
    laid = squares(rows)
    width = len(laid[0]) if laid else 0
    if width <= 1:
        return True
    says, never, columns, most = _cues()
    if width > columns or len(rows) > most:
        return False
    text = "\n".join(flat(cell.blocks).text for row in rows for cell in row)
    if never.search(text):
        return False
    return ruled is False or (len(rows) == 1 and not ruled) or bool(says.search(text))


def _side_by_side(cells: Sequence[Drawn]) -> Iterator[Block]:
    """The cells of one row: lone lines parted by a tab, else the left cell's lines before the right cell's."""
    if len(cells) > 1 and all(_is_lone(cell) for cell in cells):
        yield join([flat(cell.blocks) for cell in cells], "\t")
    else:
        for cell in cells:
            yield from cell.blocks


def _is_lone(cell: Drawn) -> bool:
    block = cell.blocks[0]
    return len(cell.blocks) == 1 and isinstance(block, Line) and "\n" not in block.text.strip()


def flat(blocks: Sequence[Block]) -> Line:
    """Blocks as one line with breaks in it; a table within is told cell by cell."""
    if len(blocks) == 1 and isinstance(blocks[0], Line):
        return blocks[0]
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines += [join([box.line for box in row if box.line.text], " ") for row in block.rows]
    return join(lines, "\n")


def join(lines: Sequence[Line], gap: str) -> Line:
    """Lines as one, with what is marked in them.

    >>> join([Line("a", [(0, 1)]), Line("b", [(0, 1)])], " ")
    Line(text='a b', bold=[(0, 1), (2, 3)], asides=[])
    """
    if len(lines) == 1:
        return lines[0]
    bold: list[tuple[int, int]] = []
    asides: list[Aside] = []
    at = 0
    for line in lines:
        bold += [(a + at, b + at) for a, b in line.bold]
        asides += [Aside(x.kind, x.marker, x.text, (x.at or 0) + at) for x in line.asides]
        at += len(line.text) + len(gap)
    return Line(gap.join(line.text for line in lines), bold, asides)
