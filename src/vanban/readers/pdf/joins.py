"""Which tables go on over a page's end? Page tables to the text's grids."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.readers.assemble import Box, Grid, Line
from vanban.readers.pdf.grids import PageTable, Square
from vanban.text.fold import fold

_NEAR = 6.0


@dataclass(slots=True)
class Joined:
    """A table gathered over pages. ``head`` counts the rows of its heading."""

    x0: float
    x1: float
    rows: list[list[Square]] = field(default_factory=list)
    head: int = 0

    def takes(self, table: PageTable) -> bool:
        """Whether a table at the top of the next page is the rest of this one."""
        if abs(table.x0 - self.x0) > 3 * _NEAR or abs(table.x1 - self.x1) > 3 * _NEAR:
            return False
        mine, theirs = _columns(self.rows), _columns(table.rows)
        return all(any(abs(a - b) <= _NEAR for b in mine) for a in theirs) or all(
            any(abs(a - b) <= _NEAR for b in theirs) for a in mine
        )

    def add(self, rows: list[list[Square]]) -> None:
        """Add a page's rows: without a repeated heading, a row cut by the page's end mended."""
        if not self.rows:
            self.rows = rows
            self.head = _head_rows(rows)
            return
        rows = rows[_repeated(self.rows, rows, max(1, self.head)) :]
        if rows and self.rows and _goes_on(self.rows, rows[0]):
            for square in rows[0]:
                above = _square_over(self.rows, square)
                above.rowspan += square.rowspan - 1
                above.notes += square.notes
                if words := square.text:
                    above.extra.append(words)
            rows = rows[1:]
        self.rows += rows

    def grid(self) -> Grid:
        """The table for the text."""
        xs = _columns(self.rows)
        rows = [
            [Box(_line(s), max(1, _span(xs, s)), s.rowspan, head=i < self.head) for s in row]
            for i, row in enumerate(self.rows)
        ]
        return Grid([row for row in rows if row])


def _line(square: Square) -> Line:
    text = " ".join(part for part in (square.text, *square.extra) if part)
    return Line(text, asides=[replace(note, at=len(text)) for note in square.notes])


def _columns(rows: Sequence[Sequence[Square]]) -> list[float]:
    """Where columns begin and end."""
    places: list[float] = []
    for x in sorted(x for row in rows for s in row for x in (s.x0, s.x1)):
        if not places or x - places[-1] > _NEAR:
            places.append(x)
    return places


def _span(xs: list[float], square: Square) -> int:
    return bisect_left(xs, square.x1 - _NEAR) - bisect_left(xs, square.x0 - _NEAR)


def _head_rows(rows: Sequence[Sequence[Square]]) -> int:
    """How many rows the heading has: bold ones at the top, at least those a merged heading cell covers."""
    if not rows or not rows[0]:
        return 0
    words = [w for s in rows[0] for w in s.words]
    if not words or sum(w.style.bold for w in words) < 0.7 * len(words) or len(rows[0]) < 2:
        return 0
    return min(max(s.rowspan for s in rows[0]), len(rows) - 1)


def _repeated(first: Sequence[Sequence[Square]], rows: Sequence[Sequence[Square]], head: int) -> int:
    """How many of the rows say the heading again."""
    count = 0
    for mine, theirs in zip(first[:head], rows, strict=False):
        if _said(mine) != _said(theirs):
            break
        count += 1
    return count


def _said(row: Sequence[Square]) -> str:
    return "".join(fold(s.text) for s in row).replace(" ", "")


def _goes_on(rows: Sequence[Sequence[Square]], row: Sequence[Square]) -> bool:
    """Whether a page's first row is the rest of a row that the page's end cut: its number is missing."""
    if len(row) < 2 or row[0].text:
        return False
    said = [s.text for s in row if s.text]
    if not said or any(text[0].islower() for text in said):
        return True
    numbered = sum(1 for r in rows if r and r[0].text)
    return not row[1].text and numbered * 2 > len(rows)


def _square_over(rows: Sequence[Sequence[Square]], square: Square) -> Square:
    """The square above another one; it may begin rows higher and reach down."""
    middle = (square.x0 + square.x1) / 2
    for depth, row in enumerate(reversed(rows)):
        found = next((s for s in row if s.x0 <= middle <= s.x1 and s.rowspan > depth), None)
        if found:
            return found
    return rows[-1][-1]
