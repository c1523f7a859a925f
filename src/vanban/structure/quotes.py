"""Where is new wording quoted? Stretches that an amending act puts in quotation marks, marks lost or not."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from vanban.model import Note, Span
from vanban.structure.labels import START, Label
from vanban.structure.marks import NEAR, OPENERS, STRAIGHT, Mark, carried, find_marks
from vanban.structure.own import Count, announces, carries_on, next_own, orders, suspects

_CURLED = re.compile("[“”]")
DEEP = 64  # unpaired marks among which the partner of one is looked for


class Quotes(NamedTuple):
    """The quoted stretches (without their marks), those that hide numbers (with), and what was mended."""

    spans: tuple[Span, ...]
    masks: tuple[Span, ...]
    notes: tuple[Note, ...]


class Block(NamedTuple):
    """A quotation over several lines: from its opening mark to before its closing one, -1 when that is lost."""

    start: int
    end: int
    limit: int  # where it ends at the latest
    other: int = -1  # where it ends if the act's own numbers do not go on before the limit


def find_quotes(content: str, labels: list[Label]) -> Quotes:
    """The quoted new wording of a text.

    >>> text = "1. Sửa đổi khoản 2 như sau:\\n“2. Một.\\n3. Hai.”\\n2. Bãi bỏ khoản 4."
    >>> [text[s.start:s.end] for s in find_quotes(text, []).spans]
    ['2. Một.\\n3. Hai.']
    """
    left, pairs = carried(find_marks(content))
    lines = [Block(a.at, b.at, b.at) for a, b in pairs if a.head or (b.tail and _credible(content, a))]
    blocks = _ordered(content, [*_blocks(content, left), *lines])
    masks, notes = _settled(content, blocks, labels, [mark.at for mark in left if not mark.opens])
    spans = (Span(mask.start + (content[mask.start] in OPENERS + STRAIGHT), mask.end) for mask in masks)
    return Quotes(tuple(spans), tuple(masks), tuple(notes))


def nested(content: str, start: int, end: int) -> tuple[Span, ...]:
    """The quotations inside new wording that itself orders something: behind a colon, closed before ``end``.

    >>> text = "1. Sửa khoản 1 như sau:\\n“1. Một.”.\\n2. “Sổ” là sổ giấy."
    >>> [text[s.start:s.end] for s in nested(text, 0, len(text))]
    ['“1. Một.']
    """
    found, open_, depth = list[Span](), -1, 0
    for mark in _CURLED.finditer(content, start, end):
        if mark[0] == "“":
            if not depth and content[max(start, mark.start() - NEAR) : mark.start()].rstrip()[-1:] == ":":
                open_ = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth and open_ >= 0:
                found.append(Span(open_, mark.start()))
                open_ = -1
    return tuple(found)


def unmasked(labels: list[Label], masks: tuple[Span, ...]) -> list[Label]:
    """The labels that stand in none of some stretches, which are in order."""
    if not masks:
        return labels
    starts = [mask.start for mask in masks]
    own = list[Label]()
    for label in labels:
        i = bisect_right(starts, label.start) - 1
        if i < 0 or label.start >= masks[i].end:
            own.append(label)
    return own


def _ordered(content: str, blocks: list[Block]) -> list[Block]:
    """The quotations in order; one that is never closed ends before the next one that an instruction announces."""
    out = sorted(blocks)
    limit = len(content)
    for i in range(len(out) - 1, -1, -1):
        if out[i].end < 0:
            out[i] = out[i]._replace(limit=min(out[i].limit, limit))
        if _after_order(content, out[i].start):
            limit = out[i].start
    return out


def _credible(content: str, mark: Mark) -> bool:
    """May an unpaired opening mark begin new wording? At the head of a line, or behind a colon."""
    return mark.head or content[max(mark.line, mark.at - NEAR) : mark.at].rstrip(" \t")[-1:] == ":"


def _blocks(content: str, left: list[Mark]) -> list[Block]:
    """Quotations over several lines, by their marks alone."""
    blocks = list[Block]()
    closings = [k for k, mark in enumerate(left) if not mark.opens]
    i = 0
    while i < len(left):
        if not left[i].opens or not _credible(content, left[i]):
            i += 1
            continue
        j, depth, second = i + 1, 1, 0
        while j < min(len(left), i + DEEP) and depth:
            if not left[j].opens:
                depth -= 1
                if depth == 1 and second and (j + 1 == len(left) or (left[j + 1].opens and left[j + 1].head)):
                    break
            elif _credible(content, left[j]):
                second = second or j
                depth += 1
            j += 1
        if not depth:
            blocks.append(Block(left[i].at, left[j - 1].at, left[j - 1].at))
            i = j
        elif second and not _after_order(content, left[second].at):  # a mark before each paragraph, it may be
            k = bisect_left(closings, second)
            other = left[closings[k]].at if k < len(closings) else -1
            blocks.append(Block(left[i].at, -1, left[second].line, other))
            i = second
        else:
            blocks.append(Block(left[i].at, -1, left[second].line if second else len(content)))
            i = second or len(left)
    return blocks


def _after_order(content: str, at: int) -> bool:
    """Does what stands before a mark end as an instruction does, with a colon?"""
    return content[max(0, at - NEAR) : at].rstrip(' \t\n“"')[-1:] == ":"


def _settled(
    content: str, blocks: list[Block], labels: list[Label], closings: list[int]
) -> tuple[list[Span], list[Note]]:
    """The quotations with their ends settled by the act's own numbers: marks lost, too early or forgotten."""
    out, notes, own = list[Span](), list[Note](), Count()
    doubtful = suspects(content, labels)
    at = n = 0
    while True:
        start = blocks[n].start if n < len(blocks) else len(content)
        stop = bisect_left(labels, start, at, key=START)
        k = bisect_right(doubtful, at)
        while k < len(doubtful) and doubtful[k] < stop and not announces(content, labels, doubtful[k], own):
            k += 1
        forgotten = k < len(doubtful) and doubtful[k] < stop
        at = doubtful[k] if forgotten else stop
        if not forgotten and n == len(blocks):
            return out, notes
        own.follow(labels, at)
        if forgotten:
            block = Block(labels[at].start, -1, start)
        else:
            block = blocks[n]
            n += 1
            if block.end < 0 and not (own.label and orders(content, own.label)):
                continue  # a stray mark
        while n < len(blocks) and blocks[n].start < block.end:
            n += 1
        following = blocks[n].start if n < len(blocks) else len(content)
        end, at = _end(content, block, labels, at, own, following, closings)
        own.at = at  # what is quoted is not counted
        if end != block.end:
            notes.append(Note("quote-unbalanced", block.start, block.start + 1, "Dấu ngoặc kép ở đây không đủ đôi."))
        out.append(Span(block.start, end))
        while n < len(blocks) and blocks[n].start < end:
            n += 1


def _end(
    content: str, block: Block, labels: list[Label], at: int, own: Count, following: int, closings: list[int]
) -> tuple[int, int]:
    """Where a quotation ends, and the index of the first label behind it."""
    quoted = Count()
    while at < len(labels) and labels[at].start < block.end:
        quoted.add(labels[at])
        at += 1
    limit = following if block.end >= 0 else block.limit
    if block.end >= 0 and not carries_on(content, labels, at, limit, own, quoted):
        return block.end, at
    k = bisect_left(labels, limit, key=START) - 1
    if k > at and limit < len(content) and orders(content, labels[k]):
        limit = labels[k].start  # the instruction before the next quotation
    if block.end < 0 and at < len(labels) and labels[at].start < limit:
        quoted.add(labels[at])
        at += 1
    at = next_own(content, labels, at, limit, own, quoted)
    if block.other >= 0 and not (at < len(labels) and labels[at].start < block.limit):
        return block.other, bisect_left(labels, block.other, key=START)
    end = min(limit, labels[at].start if at < len(labels) else len(content))
    k = bisect_left(closings, end) - 1
    if k >= 0 and closings[k] > (labels[at - 1].start if at else 0) and closings[k] > block.start:
        return closings[k], at
    while end > block.start + 1 and content[end - 1] in " \t\n":
        end -= 1
    return end, at
