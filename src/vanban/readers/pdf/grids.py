"""Where are the tables of a PDF page, and what stands in which cell? Rules and words to grids."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from vanban.model import Aside
from vanban.readers.pdf.lines import joined, printed_lines
from vanban.readers.pdf.rules import Rule, Rules
from vanban.readers.pdf.words import Word

_NEAR = 4.0


@dataclass(slots=True)
class Square:
    """A cell of a page's table: its box, how many of the page's rows it covers, and its words."""

    x0: float
    x1: float
    top: float
    bottom: float
    rowspan: int = 1
    words: list[Word] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)  # what the next page adds to it
    notes: list[Aside] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, line by line, on one line."""
        return " ".join(joined(line.words) for line in printed_lines(self.words))


@dataclass(slots=True)
class PageTable:
    """A table on one page, its rows of squares top to bottom."""

    x0: float
    x1: float
    top: float
    bottom: float
    rows: list[list[Square]]


def page_tables(rules: Rules, words: Sequence[Word]) -> tuple[list[PageTable], list[Word]]:
    """The tables of a page with their words, and the words outside."""
    if len(rules.upright) < 2 or not rules.level or len(rules.upright) * len(rules.level) > 40_000:
        return [], list(words)
    tables = [t for frame in _frames(rules) if (t := _Frame(*frame).table())]
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.y + 0.3 * word.style.size
        square = next(
            (s for t in tables if t.bottom <= y <= t.top and t.x0 - 2 <= x <= t.x1 + 2 for s in _at(t, x, y)), None
        )
        (square.words if square else outside).append(word)
    for table in tables:
        for square in (s for row in table.rows for s in row):
            if len({w.style.size for w in square.words}) > 1:
                printed_lines(square.words)  # tells which figures are raised
        table.rows = [part for row in table.rows for part in _numbered(row)]
    return [t for t in tables if any(s.words for row in t.rows for s in row)], outside


def _at(table: PageTable, x: float, y: float) -> list[Square]:
    return [s for row in table.rows for s in row if s.x0 - 2 <= x <= s.x1 + 2 and s.bottom <= y <= s.top][:1]


def _frames(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """The level and upright rules that touch one another, frame by frame."""
    count = len(rules.level)
    owner = list(range(count + len(rules.upright)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, level in enumerate(rules.level):
        for j, upright in enumerate(rules.upright, count):
            across = level.low - _NEAR <= upright.at <= level.high + _NEAR
            if across and upright.low - _NEAR <= level.at <= upright.high + _NEAR:
                owner[root(i)] = root(j)
    frames: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*rules.level, *rules.upright]):
        frames.setdefault(root(i), ([], []))[i >= count].append(rule)
    return [f for f in frames.values() if len(f[0]) >= 1 and len(f[1]) >= 2]


class _Frame:
    """The rules of one table."""

    def __init__(self, level: list[Rule], upright: list[Rule]) -> None:
        self.level, self.upright = level, upright
        self.xs = _places([r.at for r in upright] + [min(r.low for r in level), max(r.high for r in level)])
        self.ys = _places([r.at for r in level] + [y for r in upright for y in (r.low, r.high)])[::-1]

    def table(self) -> PageTable | None:
        """The table, or None for a mere box or a single column."""
        xs, ys = self.xs, self.ys
        if len(xs) < 3 or len(ys) < 2 or xs[-1] - xs[0] < 60:
            return None
        owner = self._merged()
        boxes: dict[int, list[tuple[int, int]]] = {}
        for place, root in enumerate(owner):
            boxes.setdefault(root, []).append(divmod(place, len(xs) - 1))
        rows: list[list[Square]] = [[] for _ in range(len(ys) - 1)]
        for places in boxes.values():
            top, bottom = min(r for r, _ in places), max(r for r, _ in places) + 1
            left, right = min(c for _, c in places), max(c for _, c in places) + 1
            rows[top].append(Square(xs[left], xs[right], ys[top], ys[bottom], bottom - top))
        for place, row in enumerate(rows):
            row.sort(key=lambda s: s.x0)
            if not row:  # no cell begins here: not a row of its own
                for above in rows[:place]:
                    for square in above:
                        square.rowspan -= square.bottom < ys[place] - 1
        return PageTable(xs[0], xs[-1], ys[0], ys[-1], [row for row in rows if row])

    def _merged(self) -> list[int]:
        """For each place of the net, row by row, the place that stands for its cell."""
        wide, high = len(self.xs) - 1, len(self.ys) - 1
        owner = list(range(wide * high))

        def root(i: int) -> int:
            while owner[i] != i:
                i = owner[i]
            return i

        sides = [self._uprights(row) for row in range(high)]
        for row in range(high):
            for column in range(1, wide):
                if not sides[row][column - 1]:
                    owner[root(row * wide + column)] = root(row * wide + column - 1)
        for row in range(1, high):
            for column in range(wide):
                if _sides(sides[row], column) != _sides(sides[row - 1], column):
                    continue  # its columns change here: a row ends, ruled or not
                if not _covered(self.level, self.ys[row], self.xs[column], self.xs[column + 1]):
                    a, b = root(row * wide + column), root((row - 1) * wide + column)
                    owner[max(a, b)] = min(a, b)
        return [root(i) for i in range(wide * high)]

    def _uprights(self, row: int) -> list[bool]:
        """Which inner uprights stand in a row."""
        low, high = self.ys[row + 1], self.ys[row]
        return [_covered(self.upright, x, low, high) for x in self.xs[1:-1]]


def _sides(row: list[bool], column: int) -> list[bool]:
    """Whether uprights stand left and right of a column."""
    return row[max(0, column - 1) : column + 1]


def _places(values: list[float]) -> list[float]:
    """Values that lie close together as one, ascending."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _covered(rules: list[Rule], at: float, low: float, high: float) -> bool:
    """Whether rules at ``at`` cover most of ``low`` to ``high``."""
    length = sum(max(0.0, min(r.high, high) - max(r.low, low)) for r in rules if abs(r.at - at) <= _NEAR)
    return length >= 0.6 * (high - low)


_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,6}|[a-zđ])[.)]?")


def _numbered(row: list[Square]) -> list[list[Square]]:
    """A row whose first cell counts several numbers, cut where white space runs through between them."""
    if len(row) < 3 or any(s.rowspan > 1 for s in row):
        return [row]
    marks = printed_lines(row[0].words) if row[0].words else []
    if len(marks) < 2 or not all(_NUMBER.fullmatch(line.text) for line in marks):
        return [row]
    heights = sorted(
        ((w.y + 0.75 * w.style.size, w.y - 0.25 * w.style.size) for s in row for w in s.words), reverse=True
    )
    cuts: list[float] = []
    for above, below in pairwise(marks):
        if (cut := _white(heights, above.y, below.y)) is None:
            return [row]
        cuts.append(cut)
    edges = [row[0].top, *cuts, row[0].bottom]
    parts = [[Square(s.x0, s.x1, top, bottom) for s in row] for top, bottom in pairwise(edges)]
    keys = [-cut for cut in cuts]
    for column, square in enumerate(row):
        for word in square.words:
            parts[bisect_right(keys, -word.y)][column].words.append(word)
    return parts


def _white(heights: list[tuple[float, float]], above: float, below: float) -> float | None:
    """The middle of the widest stretch between two heights that no word crosses."""
    best, at = 0.0, None
    reach = None
    for top, bottom in heights:
        if reach is not None and top < reach and reach - top > best and above > reach - 0.1 and below < top + 0.1:
            best, at = reach - top, (reach + top) / 2
        if reach is None or bottom < reach:
            reach = bottom
    return at
