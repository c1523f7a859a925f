"""Which words stand on one line, and which lines side by side? Words to printed lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from vanban.readers.pdf.words import Word


@dataclass(slots=True)
class PrintedLine:
    """Words on one line, left to right. ``size`` is that of its largest print."""

    words: list[Word]
    y: float
    size: float
    x0: float = 0.0
    x1: float = 0.0
    alone: bool = False  # part of a letterhead or signature block: never run on
    tab: Word | None = None  # the word that begins its right cell
    text: str = field(default="")

    @classmethod
    def of(cls, words: Sequence[Word], y: float | None = None) -> "PrintedLine":
        """The line of some words, sorted."""
        row = sorted(words, key=lambda w: w.x0)
        before: Word | None = None
        for a, b in pairwise(row):
            # a space of the page parts b from a, or from the word that a was found to belong to
            parted = b.behind is not None and (b.behind is a or (a.glued and b.behind is before))
            b.glued = b.glued or (not parted and _touches(a, b))
            before = a
        main = [w for w in row if not w.raised] or row
        size = max(w.style.size for w in main)
        line = cls(row, main[0].y if y is None else y, size, row[0].x0, max(w.x1 for w in row))
        line.text = joined(row)
        return line

    @property
    def bold(self) -> bool:
        """Whether most of its letters are bold."""
        heavy = sum(len(w.text) for w in self.words if w.style.bold)
        return 2 * heavy > sum(len(w.text) for w in self.words)


def _touches(a: Word, b: Word) -> bool:
    """Whether there is no room for a space between two words of a line: a letter set apart from its syllable."""
    return abs(a.y - b.y) < 1 and -0.25 < (b.x0 - a.x1) / (b.style.size or 10) < 0.08


def joined(words: Iterable[Word]) -> str:
    """Words as text."""
    return "".join(w.text if w.glued or not i else " " + w.text for i, w in enumerate(words))


def printed_lines(words: Sequence[Word]) -> list[PrintedLine]:
    """The lines of some words, top to bottom; raised figures stand on the line they belong to."""
    groups: list[list[Word]] = []
    base = 0.0
    for word in sorted(words, key=lambda w: -w.y):
        if groups and base - word.y <= 0.2 * min(word.style.size or 10, groups[-1][0].style.size or 10) + 0.6:
            groups[-1].append(word)
        else:
            groups.append([word])
            base = word.y
    lines: list[PrintedLine] = []
    small: list[Word] = []
    for group, below in zip(groups, [*groups[1:], None], strict=False):
        if below and _raised(group, below):
            small += group
            continue
        for word in small:
            word.raised = True
        lines.append(PrintedLine.of([*small, *group], group[0].y))
        small = []
    for line in lines:
        if any(w.style.white for w in line.words) and not all(w.style.white for w in line.words):
            shown = PrintedLine.of([w for w in line.words if not w.style.white], line.y)  # white on white: unseen
            line.words, line.text, line.x0, line.x1 = shown.words, shown.text, shown.x0, shown.x1
    return lines


def _raised(group: list[Word], below: list[Word]) -> bool:
    size = max(w.style.size for w in below)
    if max(w.style.size for w in group) > 0.8 * size or group[0].y - below[0].y > 0.7 * size:
        return False
    left, right = min(w.x0 for w in below), max(w.x1 for w in below)
    return all(left - size < w.x0 < right + size for w in group)


def segments(line: PrintedLine) -> list[list[Word]]:
    """The stretches of a line that gaps far wider than its others part."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.words)]
    if not gaps or max(gaps) < 1.6 * line.size:
        return [line.words]
    usual = median(g for g in gaps if not g > 1.6 * line.size) if min(gaps) <= 1.6 * line.size else 0.3 * line.size
    limit = max(1.6 * line.size, 3 * usual)
    parts: list[list[Word]] = [[line.words[0]]]
    for gap, word in zip(gaps, line.words[1:], strict=True):
        if gap > limit:
            parts.append([])
        parts[-1].append(word)
    return parts
