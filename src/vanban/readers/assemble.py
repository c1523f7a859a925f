"""How do the paragraphs and tables of a file become one text?

A reader of a format yields blocks: :class:`Line` for a paragraph, :class:`Grid` for a table. They are
written one under the other, tidied as a whole, and what was marked in them is carried over.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from vanban.grid import squares
from vanban.model import Aside, Cell, Note, Source, Span, Table, Text
from vanban.text import tidy
from vanban.text.draft import forward

_INSIDE_CELL = str.maketrans("\n\r\t\v\f|", "     ¦")


class Line(NamedTuple):
    """A paragraph: its text, which stretches are bold, and the asides that hang in it (``at`` counts from 0 here).

    A line break in the text begins a new line of the document.
    """

    text: str
    bold: Sequence[tuple[int, int]] = ()
    asides: Sequence[Aside] = ()


class Box(NamedTuple):
    """A table cell: a line of its own, whose breaks become spaces."""

    line: Line
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


class Grid(NamedTuple):
    """A table. A merged cell stands in the row where it begins, and nowhere else."""

    rows: Sequence[Sequence[Box]]


type Block = Line | Grid


def assemble(
    blocks: Iterable[Block], source: Source | None, *, asides: Iterable[Aside] = (), notes: Iterable[Note] = ()
) -> Text:
    """Write blocks one under the other and tidy the whole.

    >>> text = assemble([Line("Điều 1. Tên", bold=[(0, 7)]), Grid([[Box(Line("a")), Box(Line("b\\nc"))]])], None)
    >>> text.content
    'Điều 1. Tên\\n| a | b c |'
    >>> [text.content[cell.start : cell.end] for cell in text.tables[0].rows[0]], text.bold
    (['a', 'b c'], (Span(start=0, end=7),))
    """
    sheet = _Sheet()
    for block in blocks:
        if isinstance(block, Line):
            sheet.write_line(block)
        else:
            sheet.write_grid(block)
    text = tidy("".join(sheet.parts)[:-1], source)
    return _carry(text, sheet, (*asides, *sheet.asides), tuple(notes))


class _Sheet:
    """What has been written so far, and where things stand in it."""

    __slots__ = ("asides", "bold", "length", "parts", "tables")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.bold: list[tuple[int, int]] = []
        self.asides: list[Aside] = []
        self.tables: list[Table] = []

    def write(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)

    def write_line(self, line: Line) -> None:
        if "\n" in line.text:
            start = 0
            for part in line.text.split("\n"):
                self._write_stretch(line, part, start)
                start += len(part) + 1
        else:
            self._write_stretch(line, line.text, 0)

    def _write_stretch(self, line: Line, part: str, start: int) -> None:
        """One printed line; an empty one leaves nothing but the asides that hang in it."""
        words = part.strip()
        if words:
            lead = part.index(words[0])
            self._mark(line, start + lead, start + lead + len(words), start + len(part))
            self.write(words)
            self.write("\n")
        elif line.asides:
            self._mark(line, start, start, start + len(part))

    def _mark(self, line: Line, start: int, end: int, last: int) -> None:
        """Carry over what is marked between ``start`` and ``end`` of a line that is about to be written."""
        base = self.length - start
        for a, b in line.bold:
            a, b = max(a, start), min(b, end)
            if a < b:
                self.bold.append((a + base, b + base))
        for aside in line.asides:
            at = aside.at or 0
            if at <= last and (at >= start or not start):
                self.asides.append(replace(aside, at=min(max(at, start), end) + base))

    def write_grid(self, grid: Grid) -> None:
        """One line a row; the squares that a merged cell covers stay empty."""
        if not grid.rows:
            return
        begin = self.length
        rows: list[tuple[Cell, ...]] = []
        for boxes, covered in zip(grid.rows, squares(grid.rows), strict=True):
            cells: list[Cell] = []
            waiting = iter(boxes)
            box = next(waiting, None)
            self.write("|")
            for square in covered:
                if box is not None and square is box:
                    cells.append(self._write_box(box))
                    box = next(waiting, None)
                else:
                    self.write("  |")
            self.write("\n")
            rows.append(tuple(cells))
        self.tables.append(Table(begin, self.length - 1, tuple(rows)))

    def _write_box(self, box: Box) -> Cell:
        text = box.line.text
        words = text.strip()
        self.write(" ")
        lead = text.index(words[0]) if words else 0
        self._mark(box.line, lead, lead + len(words), len(text))
        start = self.length
        self.write(words.translate(_INSIDE_CELL))
        end = self.length
        self.write(" |")
        return Cell(start, end, box.colspan, box.rowspan, box.head)


def _carry(text: Text, sheet: _Sheet, asides: tuple[Aside, ...], notes: tuple[Note, ...]) -> Text:
    """Carry what was marked on the sheet over to the tidied text."""

    def to(position: int) -> int:
        return forward(text.origin, position)

    tables = sheet.tables if not text.origin else [_moved(table, to) for table in sheet.tables]
    return replace(
        text,
        tables=_both(tables, text.tables),
        bold=_joined([(to(a), to(b)) for a, b in sheet.bold] if text.origin else sheet.bold, text.content),
        asides=(*(aside if aside.at is None else replace(aside, at=to(aside.at)) for aside in asides), *text.asides),
        notes=notes + text.notes,
    )


def _moved(table: Table, to: Callable[[int], int]) -> Table:
    rows = (
        tuple(Cell(to(cell.start), to(cell.end), cell.colspan, cell.rowspan, cell.head) for cell in row)
        for row in table.rows
    )
    return Table(to(table.start), to(table.end), tuple(rows))


def _both(drawn: Sequence[Table], typed: Sequence[Table]) -> tuple[Table, ...]:
    """The tables of the file, and those typed in its text with bars that are none of these."""
    starts = [table.start for table in drawn]
    ends = [table.end for table in drawn]
    loose = [table for table in typed if bisect_right(starts, table.end) == bisect_right(ends, table.start)]
    return tuple(sorted((*drawn, *loose), key=lambda table: table.start)) if loose else tuple(drawn)


def _joined(bold: list[tuple[int, int]], content: str) -> tuple[Span, ...]:
    """Bold runs that touch, or that only blanks or a letter inside a word part, as one."""
    spans: list[Span] = []
    start, end = -1, -1
    for a, b in bold:
        if a <= end or (end >= 0 and _is_slip(content[end:a])):
            end = max(end, b)
            continue
        if start < end:
            spans.append(Span(start, end))
        start, end = a, b
    if start < end:
        spans.append(Span(start, end))
    return tuple(spans)


def _is_slip(gap: str) -> bool:
    return not gap.strip(" \t") or (len(gap) < 4 and gap.isalpha())
