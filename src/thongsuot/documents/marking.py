"""How are findings marked in a text? In one pass; where two overlap, the later one is cut at the end of the earlier.

What is written has exactly the letters of the text, whatever the marks: pages count places by letters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: for which finding, in which style, and where a click leads."""

    start: int
    end: int
    id: int
    css: str
    href: str


class Marker:
    """Writes stretches of a text with their marks. Stretches come in order, so that every mark is met once."""

    def __init__(self, text: str, marks: Iterable[Mark] = ()) -> None:
        size = len(text)
        fitting = (mark for mark in marks if 0 <= mark.start < mark.end <= size)
        self._text = text
        # of those over the same words, the one that was given last lies inside
        self._marks: Sequence[Mark] = sorted(fitting, key=lambda mark: (mark.start, -mark.end))
        self._next = 0
        self._open: list[Mark] = []
        self._named: set[int] = set()

    def __call__(self, start: int, end: int) -> str:
        """``text[start:end]`` as HTML.

        >>> Marker("a & b", [Mark(0, 5, 7, "duty", "#f7")])(0, 5)
        '<mark class="duty" id="m7" data-f="7"><a href="#f7" tabindex="-1">a &amp; b</a></mark>'
        """
        self._skip(start)
        marks = self._marks
        if not self._open and (self._next >= len(marks) or marks[self._next].start >= end):
            return escape(self._text[start:end])
        out = [self._begin(mark) for mark in self._open]
        position = start
        while position < end:
            while self._next < len(marks) and marks[self._next].start <= position:
                self._open.append(marks[self._next])
                out.append(self._begin(marks[self._next]))
                self._next += 1
            stop = min(end, *(mark.end for mark in self._open)) if self._open else end
            if self._next < len(marks):
                stop = min(stop, marks[self._next].start)
            out.append(self._run(position, stop))
            position = stop
            out += self._close(position)
        out += ["</mark>"] * len(self._open)
        return "".join(out)

    def _skip(self, start: int) -> None:
        """Leave behind what ended before ``start``; marks that began before it go on."""
        self._open = [mark for mark in self._open if mark.end > start]
        while self._next < len(self._marks) and self._marks[self._next].start < start:
            if self._marks[self._next].end > start:
                self._open.append(self._marks[self._next])
            self._next += 1

    def _begin(self, mark: Mark) -> str:
        name = "" if mark.id in self._named else f' id="m{mark.id}"'
        self._named.add(mark.id)
        return f'<mark class="{mark.css}"{name} data-f="{mark.id}">'

    def _run(self, start: int, end: int) -> str:
        words = escape(self._text[start:end])
        if not self._open or not words.strip():
            return words
        return f'<a href="{self._open[-1].href}" tabindex="-1">{words}</a>'

    def _close(self, position: int) -> list[str]:
        """End the marks that end here; those inside that go on are begun again behind them."""
        first = next((n for n, mark in enumerate(self._open) if mark.end <= position), None)
        if first is None:
            return []
        closed = ["</mark>"] * (len(self._open) - first)
        going = [mark for mark in self._open[first:] if mark.end > position]
        self._open[first:] = going
        return closed + [self._begin(mark) for mark in going]
