"""How is the graph around a document drawn? Boxes and lines with their places, as values; the template writes the SVG.

Văn bản đang xem ở giữa, văn bản nó tác động tới ở bên trái, văn bản tác động tới nó ở bên phải.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

BOX, CENTRE = 196, 196  # widths
LINE, PAD, GAP, REACH = 18, 10, 16, 56  # heights of a line, around it, between boxes; the width that lines cross
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Node:
    """A document to be drawn: its key, name, and what is said under the name."""

    key: int
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What ``source`` does to ``target``, in words; proposed until somebody confirms it."""

    source: int
    target: int
    words: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text in a box."""

    x: float
    y: float
    text: str
    css: str


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn document."""

    key: int
    name: str
    x: float
    y: float
    width: float
    height: float
    rows: tuple[Row, ...]
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn relation: an SVG path from the one that acts to the one acted upon."""

    path: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Side:
    """A column of documents, each with what is said of its relation."""

    x: float
    nodes: list[tuple[Node, str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """From the top of the first box to the foot of the last."""
        return sum(boxed(node, words, 0, 0).height + GAP for node, words in self.nodes) - GAP

    def boxes(self, height: float) -> Iterator[Box]:
        """The boxes, in the middle of the height."""
        y = (height - self.height) / 2
        for node, words in self.nodes:
            box = boxed(node, words, self.x, y)
            y += box.height + GAP
            yield box


def picture(centre: Node, nodes: Iterable[Node], links: Sequence[Link]) -> Picture:
    """The drawing of a document among those around it; None of them stands in two places.

    >>> drawn = picture(Node(1, "58-QĐ/TW"), [Node(2, "126-QĐ/TW")], [Link(1, 2, "Thay thế", True)])
    >>> [(box.key, box.centre) for box in drawn.boxes], len(drawn.lines)
    ([(2, False), (1, True)], 1)
    """
    doing, done = _Side(1), _Side(0)
    for node in nodes:
        acted = [link for link in links if link.source == centre.key and link.target == node.key]
        acting = [link for link in links if link.target == centre.key and link.source == node.key]
        if node.key != centre.key and (acted or acting):
            words = ", ".join(dict.fromkeys(link.words for link in (*acted, *acting)))
            (doing if acted else done).nodes.append((node, words))
    at = 1 + (BOX + REACH if doing.nodes else 0)
    middle = boxed(centre, "", at, 0, centre=True)
    done.x = at + CENTRE + REACH
    height = max(doing.height, done.height, middle.height)
    boxes = [*doing.boxes(height), *done.boxes(height)]
    heart = _moved(middle, (height - middle.height) / 2)
    lines = tuple(_line(box, heart, links) for box in boxes)
    width = done.x + BOX if done.nodes else at + CENTRE
    return Picture(width + 1, height + 2, (*boxes, heart), lines)


def boxed(node: Node, words: str, x: float, y: float, *, centre: bool = False) -> Box:
    """A box as high as its lines: what it does, its name, the beginning of its title."""
    told = [(line, "does") for line in shortened(words, 26, 2)]
    told += [(line, "name") for line in shortened(node.name, 20, 2)]
    told += [(line, "title") for line in shortened(node.title, 25, MOST_LINES - 1)]
    rows = tuple(Row(x + PAD, y + PAD + LINE * (n + 0.75), text, css) for n, (text, css) in enumerate(told))
    return Box(node.key, node.name, x, y + 1, BOX, PAD * 2 + LINE * len(told), rows, centre)


def shortened(text: str, width: int, most: int) -> list[str]:
    """A text in at most so many lines, an ellipsis where it was longer.

    >>> shortened("một hai ba bốn", 8, 1)
    ['một hai…']
    """
    lines = wrap(text, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1].rstrip(" ,;") + "…"]
    return lines


def _moved(box: Box, by: float) -> Box:
    rows = tuple(Row(row.x, round(row.y + by, 1), row.text, row.css) for row in box.rows)
    return Box(box.key, box.name, box.x, round(box.y + by, 1), box.width, box.height, rows, box.centre)


def _line(box: Box, heart: Box, links: Sequence[Link]) -> Line:
    between = [link for link in links if {link.source, link.target} == {box.key, heart.key}]
    outward = any(link.source == heart.key for link in between)
    near, far = (heart.x, box.x + box.width) if box.x < heart.x else (heart.x + heart.width, box.x)
    start, end = (near, heart.y + heart.height / 2), (far, box.y + box.height / 2)
    if not outward:
        start, end = end, start
    bend = (start[0] + end[0]) / 2
    path = f"M{start[0]:g} {start[1]:g}C{bend:g} {start[1]:g} {bend:g} {end[1]:g} {end[0]:g} {end[1]:g}"
    return Line(path, any(link.confirmed for link in between))
