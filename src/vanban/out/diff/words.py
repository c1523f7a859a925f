"""Which words changed between two wordings?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\s*(?:\w+|[^\w\s])")
_LIMIT = 250_000  # pairs of words that one comparison may look at; beyond it the whole stretch is shown

Steps = Iterator[tuple[bool, list[str], list[str]]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both wordings have, or only the old or only the new one."""

    kind: Literal["same", "removed", "added"]
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two wordings in order: the old one is same + removed, the new one same + added.

    >>> [(piece.kind, piece.text) for piece in compare("gửi báo cáo quý.", "gửi báo cáo tháng.")]
    [('same', 'gửi báo cáo'), ('removed', ' quý'), ('added', ' tháng'), ('same', '.')]
    """
    pieces: list[Piece] = []
    for same, a, b in _readable(_steps(_WORD.findall(old), _WORD.findall(new))):
        if same:
            pieces.append(Piece("same", "".join(b)))
            continue
        if a:
            pieces.append(Piece("removed", "".join(a)))
        if b:
            pieces.append(Piece("added", "".join(b)))
    return tuple(pieces)


def _steps(a: list[str], b: list[str]) -> Steps:
    """Runs of words in step: whether they are the same, the old words, the new words."""
    keys_a, keys_b = [word.strip() for word in a], [word.strip() for word in b]
    limit, head, tail = min(len(a), len(b)), 0, 0
    while head < limit and keys_a[head] == keys_b[head]:
        head += 1
    while tail < limit - head and keys_a[-1 - tail] == keys_b[-1 - tail]:
        tail += 1
    stop_a, stop_b = len(a) - tail, len(b) - tail
    yield True, a[:head], b[:head]
    if (stop_a - head) * (stop_b - head) > _LIMIT:
        yield False, a[head:stop_a], b[head:stop_b]
    else:
        matcher = SequenceMatcher(None, keys_a[head:stop_a], keys_b[head:stop_b], autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            yield tag == "equal", a[head + i : head + j], b[head + k : head + m]
    yield True, a[stop_a:], b[stop_b:]


def _readable(steps: Steps) -> Steps:
    """Joins changes that only a single word parts: “của” between two new words tells nobody anything."""
    waiting: tuple[list[str], list[str]] | None = None
    kept: tuple[list[str], list[str]] = ([], [])
    for same, a, b in steps:
        if not a and not b:
            continue
        if same and waiting and len(b) < 2:
            kept = (a, b)
        elif same:
            if waiting:
                yield False, *waiting
            yield True, a, b
            waiting = None
        else:
            before = waiting or ([], [])
            waiting = (before[0] + kept[0] + a, before[1] + kept[1] + b)
            kept = ([], [])
    if waiting:
        yield False, *waiting
    if kept[1]:
        yield True, *kept
