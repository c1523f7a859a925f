"""Which straight lines are drawn on a PDF page? The rules that tables are made of."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.readers.pdf.words import Turn

_THIN = 3.0
_MANY = 4000  # paths of a page beyond this make a picture, not a table


class Rule(NamedTuple):
    """A straight line: ``at`` is the height of a level one, the distance from the left of an upright one."""

    at: float
    low: float
    high: float


class Rules(NamedTuple):
    """The level and the upright rules of a page."""

    level: list[Rule]
    upright: list[Rule]


def page_rules(page: pdfium.PdfPage, turn: Turn) -> Rules:
    """The rules of a page, pieces of one line joined."""
    level: list[Rule] = []
    upright: list[Rule] = []
    for x0, y0, x1, y1 in _strokes(page, turn):
        if y1 - y0 <= _THIN and x1 - x0 > _THIN:
            level.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN and y1 - y0 > _THIN:
            upright.append(Rule((x0 + x1) / 2, y0, y1))
    return Rules(_joined(level), _joined(upright))


def _strokes(page: pdfium.PdfPage, turn: Turn) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of all straight strokes: thin boxes, and the four sides of a frame that is drawn, not filled."""
    count = raw.FPDFPage_CountObjects(page)
    paths = [o for i in range(count) if raw.FPDFPageObj_GetType(o := raw.FPDFPage_GetObject(page, i)) == 2]
    if len(paths) > _MANY:
        return
    edges = [ctypes.c_float() for _ in range(4)]
    for path in paths:
        raw.FPDFPageObj_GetBounds(path, *edges)
        left, bottom, right, top = (e.value for e in edges)
        (xa, ya), (xb, yb) = turn(left, bottom), turn(right, top)
        x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            yield x0, y0, x1, y1
        elif _is_drawn(path):
            yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def _is_drawn(path: Any) -> bool:
    """Whether a path is a rectangle with a visible outline."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value) and raw.FPDFPath_CountSegments(path) in (4, 5)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules that lie on one line and touch, as one."""
    out: list[Rule] = []
    rows: list[list[Rule]] = []
    for rule in sorted(rules):
        if rows and rule.at - rows[-1][0].at <= 2:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        at = sum(r.at for r in row) / len(row)
        low, high = None, 0.0
        for rule in sorted(row, key=lambda r: r.low):
            if low is not None and rule.low <= high + 4:
                high = max(high, rule.high)
                continue
            if low is not None:
                out.append(Rule(at, low, high))
            low, high = rule.low, rule.high
        if low is not None:
            out.append(Rule(at, low, high))
    return out
