"""How does a text change without losing its way back? Edits applied in passes, origins and notes carried along."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vanban.model import Note

Pairs = tuple[tuple[int, int], ...]


class Edit(NamedTuple):
    """Put ``new`` in the place of ``start:end``; with a ``code``, a note tells people about it."""

    start: int
    end: int
    new: str
    code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text on its way to being tidy. ``origin`` and ``notes`` as in :class:`vanban.model.Text`."""

    content: str
    origin: Pairs = ()
    notes: tuple[Note, ...] = ()

    def edit(self, edits: Iterable[Edit]) -> "Draft":
        """Apply ascending edits that do not overlap.

        >>> Draft("a-b").edit([Edit(1, 2, "")]).content
        'ab'
        """
        edits = list(edits)
        if not edits:
            return self
        pieces: list[str] = []
        pairs: list[tuple[int, int]] = [(0, 0)]
        fresh: list[Note] = []
        here = there = 0
        for edit in edits:
            kept = self.content[there : edit.start]
            pieces += (kept, edit.new)
            here += len(kept)
            if edit.code:
                fresh.append(Note(edit.code, here, here + len(edit.new), edit.message))
            if edit.new:
                _pair(pairs, here, edit.start)
            here += len(edit.new)
            there = edit.end
            _pair(pairs, here, there)
        pieces.append(self.content[there:])
        moved = [Note(n.code, forward(pairs, n.start), forward(pairs, n.end), n.message) for n in self.notes]
        notes = sorted((*moved, *fresh), key=lambda note: note.start)
        return Draft("".join(pieces), compose(pairs, self.origin), tuple(notes))


def _pair(pairs: list[tuple[int, int]], here: int, there: int) -> None:
    if pairs[-1][0] == here:
        pairs[-1] = (here, there)
    elif there - pairs[-1][1] != here - pairs[-1][0]:
        pairs.append((here, there))


def back(origin: Sequence[tuple[int, int]], position: int) -> int:
    """The earlier position of ``position``."""
    if not origin:
        return position
    here, there = origin[max(0, bisect_right(origin, (position, 1 << 62)) - 1)]
    return there + position - here


def forward(origin: Sequence[tuple[int, int]], position: int) -> int:
    """The new position of an earlier one; of a position that was edited away, where it would stand."""
    if not origin:
        return position
    i = max(0, bisect_right(origin, position, key=lambda pair: pair[1]) - 1)
    here, there = origin[i]
    limit = origin[i + 1][0] if i + 1 < len(origin) else 1 << 62
    return max(here, min(here + position - there, limit))


def compose(later: Sequence[tuple[int, int]], earlier: Sequence[tuple[int, int]]) -> Pairs:
    """The origin of two passes in one, both walked through once."""
    if not earlier:
        return tuple(later)
    pairs: list[tuple[int, int]] = []
    shift: int | None = None  # from here to there, behind the last pair
    last = len(later) - 1
    j, count = 0, len(earlier)
    for i, (here, middle) in enumerate(later):
        while j < count and earlier[j][0] <= middle:
            j += 1
        there = earlier[j - 1][1] + middle - earlier[j - 1][0]
        if there - here != shift:
            pairs.append((here, there))
            shift = there - here
        step = here - middle
        # what the later pass put in has no places of the earlier one, so its next pair may come first
        stop = min(later[i + 1][1], later[i + 1][0] - step) if i < last else 1 << 62
        while j < count and earlier[j][0] < stop:
            middle, there = earlier[j]
            here = middle + step
            if there - here != shift:
                pairs.append((here, there))
                shift = there - here
            j += 1
    return tuple(pairs)
