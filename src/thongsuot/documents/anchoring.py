"""Where do words of an old text stand in a new one? By the lines both have in common, then by the words around them."""

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from itertools import accumulate

Span = tuple[int, int]
CONTEXT = 40
"""How many letters before and after the words tell one place from another."""


class Anchors:
    """Places of an old text, found again in a new one. A place that is gone is None; it never lands on another.

    >>> Anchors("Điều 1. A\\nĐiều 2. A", "Điều 1. B\\nĐiều 1a. C\\nĐiều 2. A").place(18, 19)
    (29, 30)
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        old_lines, new_lines = old.split("\n"), new.split("\n")
        self._old_starts, self._new_starts = _starts(old_lines), _starts(new_lines)
        matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
        self._blocks = matcher.get_opcodes()
        self._firsts = [block[1] for block in self._blocks]

    def place(self, start: int, end: int) -> Span | None:
        """Where ``old[start:end]`` stands in the new text."""
        first = bisect_right(self._old_starts, start) - 1
        last = bisect_right(self._old_starts, max(start, end - 1)) - 1
        touched = [block for block in self._blocks if block[1] <= last and first < block[2]]
        if len(touched) == 1 and touched[0][0] == "equal":
            shift = self._new_starts[touched[0][3]] - self._old_starts[touched[0][1]]
            return start + shift, end + shift
        pattern = _pattern(self._old[start:end])
        if pattern is None:
            return None
        top, foot = self._new_starts[touched[0][3]], self._new_starts[touched[-1][4]]
        return self._near(pattern, start, end, (top, foot)) or self._moved(pattern)

    def _near(self, pattern: re.Pattern[str], start: int, end: int, region: Span) -> Span | None:
        """The best place among the changed lines: the one with the same words around it."""
        places = [match.span() for match in pattern.finditer(self._new, *region)]
        if not places:
            return None
        expected = region[0] + start - self._old_starts[bisect_right(self._old_starts, start) - 1]
        best = max(places, key=lambda place: (self._likeness((start, end), place), -abs(place[0] - expected)))
        sure = self._likeness((start, end), best) > 0 or self._single(pattern)
        return best if sure else None

    def _moved(self, pattern: re.Pattern[str]) -> Span | None:
        """Words that stand once in either text were moved."""
        found = pattern.search(self._new)
        return found.span() if found and self._single(pattern) else None

    def _single(self, pattern: re.Pattern[str]) -> bool:
        return all(len(pattern.findall(text)) == 1 for text in (self._old, self._new))

    def _likeness(self, old: Span, new: Span) -> int:
        """How many letters before and after are the same, spaces aside."""
        before = _common(_before(self._old, old[0]), _before(self._new, new[0]))
        return before + _common(_after(self._old, old[1]), _after(self._new, new[1]))


def find_words(text: str, words: str, near: int = 0) -> Span | None:
    """Where words stand in a text, however their spaces are written: the place nearest to ``near``.

    >>> find_words("một hai\\nba, một hai ba", "một  hai ba", 3)
    (0, 10)
    """
    pattern = _pattern(words)
    found = [match.span() for match in pattern.finditer(text)] if pattern else []
    return min(found, key=lambda place: abs(place[0] - near), default=None)


def count_words(text: str, words: str) -> int:
    """How often words stand in a text.

    >>> count_words("a b, a  b", "a b")
    2
    """
    pattern = _pattern(words)
    return len(pattern.findall(text)) if pattern else 0


def _starts(lines: list[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = [re.escape(word) for word in words.split()]
    return re.compile(r"\s+".join(parts)) if parts else None


def _before(text: str, at: int) -> str:
    return "".join(text[max(0, at - CONTEXT) : at].split())[::-1]


def _after(text: str, at: int) -> str:
    return "".join(text[at : at + CONTEXT].split())


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
