"""Which quotation marks stay open at the end of their line? Pairs within a line are paired off here."""

import re
from typing import NamedTuple

OPENERS, CLOSERS, STRAIGHT = "“„«‟", "”»", '"'
_TAIL = re.compile(
    r"[ \t]{0,9}[.;:,/)”’\"'»]{0,9}[ \t]{0,9}(?:\n|$)"
)  # what may stand between a closing mark and the line's end


NEAR = 8  # so far from the line's head may its first mark stand


class Mark(NamedTuple):
    """A quotation mark: does it open, does it stand at the head or the tail of its line."""

    at: int
    opens: bool
    head: bool
    tail: bool
    line: int  # where its line starts


class Pair(NamedTuple):
    """A quotation: its opening mark and the position behind its last quoted letter."""

    open: Mark
    close: int


def find_marks(content: str) -> list[Mark]:
    """All quotation marks, in order. Straight marks open or close by what stands beside them."""
    places = sorted(
        (at, sign) for sign in (*OPENERS, *CLOSERS, STRAIGHT) if sign in content for at in _all(content, sign)
    )
    marks = list[Mark]()
    line_end = -1
    line = 0
    straight_open = False
    for at, sign in places:
        if at >= line_end:
            line = content.rfind("\n", 0, at) + 1
            line_end = content.find("\n", at)
            line_end = len(content) if line_end < 0 else line_end
            straight_open = False
        head = at - line <= NEAR and not content[line:at].strip(" \t“”\"'")
        tail = _TAIL.match(content, at + 1, line_end + 1) is not None
        opens = _opens(content, at, sign, head, tail, straight_open)
        straight_open = opens
        marks.append(Mark(at, opens, head, tail, line))
    return marks


def _all(content: str, sign: str) -> list[int]:
    found, at = list[int](), content.find(sign)
    while at >= 0:
        found.append(at)
        at = content.find(sign, at + 1)
    return found


def _opens(content: str, at: int, sign: str, head: bool, tail: bool, open_before: bool) -> bool:
    if tail and not head:
        return False
    if sign in OPENERS:
        return True
    if head and not tail:
        return True
    if sign in CLOSERS:
        return False
    before = content[at - 1] if at else " "
    after = content[at + 1] if at + 1 < len(content) else " "
    if (before.isspace() or before in "(:[“") and not after.isspace():
        return True
    if not before.isspace() and (after.isspace() or after in ".,;:)/"):
        return False
    return not open_before


def carried(marks: list[Mark]) -> tuple[list[Mark], list[tuple[Mark, Mark]]]:
    """The marks that have no partner in their own line, and the pairs that have one."""
    left, pairs = list[Mark](), list[tuple[Mark, Mark]]()
    stack = list[Mark]()
    line = -1
    for mark in marks:
        if mark.line != line:
            left += stack
            stack, line = [], mark.line
        if mark.opens:
            stack.append(mark)
        elif stack and stack[-1].opens:
            pairs.append((stack.pop(), mark))
        else:
            stack.append(mark)
    return left + stack, pairs
