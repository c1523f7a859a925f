"""Where on a sheet is the table? Lines drawn around cells tell it; where none are, the filled columns do."""

from collections.abc import Iterator

from vanban.readers.assemble import Block, Box, Grid, Line
from vanban.readers.layout import join
from vanban.readers.xlsx.sheet import Sheet, Shown


def sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """The title above the table as lines, the table, and what stands below it as lines."""
    inside = _table_rows(sheet.rows)
    start = 0
    for i in range(len(sheet.rows) + 1):
        if i == len(sheet.rows) or inside[i] != inside[start]:
            part = sheet.rows[start:i]
            if part and inside[start]:
                yield _grid(part)
            else:
                yield from (line for row in part if (line := _line(row)).text)
            start = i


def _table_rows(rows: list[dict[int, Shown]]) -> list[bool]:
    """For each row, whether it belongs to a table."""
    ruled = [sum(cell.ruled * cell.colspan for cell in row.values()) >= 2 for row in rows]
    if any(ruled):
        return _no_gaps(ruled)
    filled = [sum(bool(cell.text) for cell in row.values()) for row in rows]
    wide = min(3, max(filled, default=0))
    first = next((i for i, count in enumerate(filled) if count >= wide >= 2), len(rows))
    last = max((i for i, count in enumerate(filled) if count >= wide >= 2), default=-1)
    return [first <= i <= max(last, first) for i in range(len(rows))] if last > first else [False] * len(rows)


def _no_gaps(ruled: list[bool]) -> list[bool]:
    """A single row without lines between rows with lines belongs to them."""
    return [here or (0 < i < len(ruled) - 1 and ruled[i - 1] and ruled[i + 1]) for i, here in enumerate(ruled)]


def _grid(rows: list[dict[int, Shown]]) -> Grid:
    """A table, from its first filled column to its last."""
    used = [column for row in rows for column, cell in row.items() if cell.text or cell.ruled]
    first, last = min(used), max(column + row[column].colspan - 1 for row in rows for column in row)
    head = _head(rows)
    grid: list[list[Box]] = []
    below: dict[int, int] = {}  # column -> rows still covered from above
    for i, row in enumerate(rows):
        boxes: list[Box] = []
        column = first
        while column <= last:
            cell = row.get(column)
            if cell is None and below.get(column, 0) > 0:
                column += 1
                continue
            cell = cell or Shown("")
            height = min(cell.rowspan, len(rows) - i)
            boxes.append(Box(_box(cell), cell.colspan, height, i < head))
            for covered in range(column, column + cell.colspan):
                below[covered] = height
            column += cell.colspan
        below = {column: left - 1 for column, left in below.items() if left > 1}
        grid.append(boxes)
    return Grid(grid)


def _head(rows: list[dict[int, Shown]]) -> int:
    """How many rows are head: the bold ones on top, with the rows that their cells reach down to."""
    count = 0
    for i, row in enumerate(rows):
        words = [cell for cell in row.values() if cell.text]
        if i < count or (words and all(cell.bold for cell in words) and i == count):
            count = max([count, i + 1, *(i + cell.rowspan for cell in words if i == 0)])
        else:
            break
    return min(count, len(rows)) if count < len(rows) else 0


def _line(row: dict[int, Shown]) -> Line:
    return join([_box(row[column]) for column in sorted(row) if row[column].text.strip()], "\t")


def _box(cell: Shown) -> Line:
    return Line(cell.text, [(0, len(cell.text))] if cell.bold and cell.text else ())
