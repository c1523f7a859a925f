"""Which cell covers which column? Merged cells laid out on the squares of their table."""

from collections.abc import Sequence
from typing import Protocol

_WIDEST = 256  # columns; a file may claim any number


class Spanning(Protocol):
    """Anything that covers some columns and rows: a cell of a text, a cell on its way there."""

    @property
    def colspan(self) -> int:
        """How many columns it covers (số cột)."""
        ...

    @property
    def rowspan(self) -> int:
        """How many rows it covers (số hàng)."""
        ...


def squares[C: Spanning](rows: Sequence[Sequence[C]]) -> list[list[C | None]]:
    """The squares of a table, row by row: each holds the cell that covers it, or None where none does.

    A merged cell stands in ``rows`` once, where it begins, and here in every square it covers, so
    ``squares(table.rows)[i][j]`` is the cell that a person sees in row i, column j.

    >>> from vanban.model import Cell
    >>> tall, wide, low = Cell(0, 1, rowspan=2), Cell(2, 3, colspan=2), Cell(4, 5)
    >>> [[cell and cell.start for cell in row] for row in squares([[tall, wide], [low]])]
    [[0, 2, 2], [0, 4, None]]
    """
    laid: list[list[C | None]] = []
    hanging: dict[int, tuple[C, int]] = {}  # column -> cell from above, rows still to cover
    for cells in rows:
        row: list[C | None] = []
        for cell in cells:
            _hang(row, hanging)
            span = max(1, min(cell.colspan, _WIDEST - len(row)))
            for column in range(len(row), len(row) + span):
                if cell.rowspan > 1:
                    hanging[column] = (cell, cell.rowspan)
                row.append(cell)
        for column in [column for column in sorted(hanging) if column >= len(row)]:
            row += [None] * (column - len(row)) + [hanging[column][0]]
        hanging = {column: (cell, left - 1) for column, (cell, left) in hanging.items() if left > 1}
        laid.append(row)
    width = max(map(len, laid), default=0)
    return [row + [None] * (width - len(row)) for row in laid]


def _hang[C: Spanning](row: list[C | None], hanging: dict[int, tuple[C, int]]) -> None:
    """Fill the squares that a cell from above covers."""
    while len(row) in hanging:
        row.append(hanging[len(row)][0])
