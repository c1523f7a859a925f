"""Where is new wording quoted? Stretches that an amending act puts in quotation marks, marks lost or not."""

import re
from bisect import bisect_left
from typing import NamedTuple

from vanban.model import Note, Span
from vanban.structure.labels import Label
from vanban.structure.marks import Mark, carried, find_marks

# What an own provision of an amending act says, and the names of its last articles.
_INSTRUCTION = re.compile(
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|thay cụm|cụm từ|hủy bỏ|huỷ bỏ|đính chính|như sau"
    r"|^\s*(?:bỏ|thay|đổi|chuyển)\b)",
    re.IGNORECASE,
)
_CLOSING_ARTICLE = re.compile(r"\s*(?:Hiệu lực|Điều khoản|Tổ chức thực hiện|Trách nhiệm|Quy định chuyển tiếp)")


class Quotes(NamedTuple):
    """The quoted stretches (without their marks), those that run over lines (with), and what was mended."""

    spans: tuple[Span, ...]
    masks: tuple[Span, ...]
    notes: tuple[Note, ...]


def find_quotes(content: str, labels: list[Label]) -> Quotes:
    """The quoted new wording of a text.

    >>> text = "1. Sửa đổi khoản 2 như sau:\\n“2. Một.\\n3. Hai.”\\n2. Bãi bỏ khoản 4."
    >>> [text[s.start:s.end] for s in find_quotes(text, []).spans]
    ['2. Một.\\n3. Hai.']
    """
    marks = find_marks(content)
    left, pairs = carried(marks)
    blocks, notes = _blocks(content, left, labels)
    blocks = _extended(content, blocks, labels, [mark.at for mark in left if not mark.opens])
    spans = [Span(a.at + 1, b.at) for a, b in pairs if _is_wording(content, a, b)]
    spans += [Span(block.start + 1, block.end) for block in blocks]
    masks = sorted([*blocks, *(Span(a.at, b.at + 1) for a, b in pairs if a.head)], key=lambda span: span.start)
    return Quotes(tuple(sorted(spans, key=lambda span: (span.start, -span.end))), tuple(masks), tuple(notes))


def _is_wording(content: str, opening: Mark, closing: Mark) -> bool:
    """Is a quotation within one line new wording: alone on its line, or behind a colon at the line's end?"""
    return closing.tail and (opening.head or content[: opening.at].rstrip(" \t")[-1:] == ":")


def _blocks(content: str, left: list[Mark], labels: list[Label]) -> tuple[list[Span], list[Note]]:
    """Quotations over several lines, from the opening mark to before the closing one."""
    blocks, notes = list[Span](), list[Note]()
    starts = [label.start for label in labels]
    i = 0
    while i < len(left):
        mark = left[i]
        if not mark.opens or not _credible(content, mark):
            i += 1
            continue
        j, depth, second = i + 1, 1, -1
        while j < len(left) and depth:
            if left[j].opens:
                if left[j].head or _credible(content, left[j]):
                    second = j if second < 0 else second
                    depth += 1
            else:
                depth -= 1
                if depth == 1 and second >= 0 and _next_opens(content, left, j + 1):
                    break
            j += 1
        if not depth:
            blocks.append(Span(mark.at, left[j - 1].at))
            i = j
            continue
        limit = left[second].line if second >= 0 else len(content)
        end = _cut(content, mark, labels, starts, limit, second >= 0)
        if second >= 0 and end is None:  # a mark before each paragraph of one quotation
            closing = next((k for k in range(second + 1, len(left)) if not left[k].opens), None)
            end = left[closing].at if closing is not None else None
            i = closing if closing is not None else i
        if end is not None and end > mark.at:
            blocks.append(Span(mark.at, end))
            notes.append(Note("quote-unbalanced", mark.at, mark.at + 1, "Dấu ngoặc kép mở ở đây không có dấu đóng."))
        i += 1
        while i < len(left) and blocks and left[i].at < blocks[-1].end:
            i += 1
    return blocks, notes


def _next_opens(content: str, left: list[Mark], i: int) -> bool:
    return i >= len(left) or (left[i].opens and left[i].head)


def _credible(content: str, mark: Mark) -> bool:
    """May an unpaired opening mark begin new wording? At the head of a line, or behind a colon."""
    return mark.head or content[mark.line : mark.at].rstrip(" \t")[-1:] == ":"


def _cut(content: str, mark: Mark, labels: list[Label], starts: list[int], limit: int, again: bool) -> int | None:
    """Where a quotation that is never closed ends: before the act's own next number."""
    at = bisect_left(starts, mark.line)
    own = _own_before(labels, at)
    inside = range(bisect_left(starts, mark.at + 2), bisect_left(starts, limit))
    best: int | None = None
    for k in inside:
        label = labels[k]
        expected = own.get(label.kind)
        if expected is None or label.major != expected + 1 or label.minor:
            continue
        rest = content[label.own : label.end]
        if _INSTRUCTION.search(rest) or (label.kind == "article" and _CLOSING_ARTICLE.match(rest)):
            best = label.start
            break
    if best is None and again:
        return None
    if best is None:
        best = min(limit, _last_resort(labels, inside, own) or limit)
    while best > mark.at + 1 and content[best - 1] in '\n \t“"':
        best -= 1
    return best


def _own_before(labels: list[Label], at: int) -> dict[str, int]:
    """The act's own numbers in force before a quotation: of the article and of what stands under it."""
    own: dict[str, int] = {}
    for k in range(at - 1, max(-1, at - 400), -1):
        label = labels[k]
        if label.kind not in own:
            own[label.kind] = label.major
        if label.kind == "article":
            break
    return own


def _last_resort(labels: list[Label], inside: range, own: dict[str, int]) -> int | None:
    expected = own.get("article")
    for k in inside:
        if labels[k].kind == "article" and expected is not None and labels[k].major == expected + 1:
            return labels[k].start
    return None


def _extended(content: str, blocks: list[Span], labels: list[Label], closings: list[int]) -> list[Span]:
    """Quotations that were closed too early, drawn out over the lines that carry their numbers on."""
    out, own, at = list[Span](), dict[str, int](), 0
    for n, block in enumerate(blocks):
        if out and block.start < out[-1].end:
            continue
        while at < len(labels) and labels[at].start <= block.start:
            if content[labels[at].start - 1 : labels[at].start] not in ("“", '"'):
                _count(own, labels[at])
            at += 1
        quoted = dict[str, int]()
        while at < len(labels) and labels[at].start < block.end:
            _count(quoted, labels[at])
            at += 1
        limit = blocks[n + 1].start if n + 1 < len(blocks) else len(content)
        first = at
        while at < len(labels) and labels[at].start < limit:
            if not _carries_on(content, labels, at, limit, quoted, own, at > first):
                break
            _count(quoted, labels[at])
            at += 1
        if at == first:
            out.append(block)
            continue
        end = min(limit, labels[at].start if at < len(labels) else len(content), labels[at - 1].end + 1)
        k = bisect_left(closings, end) - 1
        end = closings[k] if k >= 0 and closings[k] > labels[first].start else end
        while content[end - 1] in "\n \t":
            end -= 1
        out.append(Span(block.start, end))
    return out


def _count(numbers: dict[str, int], label: Label) -> None:
    if label.kind in _RANKS:
        for lower in _RANKS[_RANKS.index(label.kind) + 1 :]:
            numbers.pop(lower, None)
    numbers[label.kind] = label.major


_RANKS = ("article", "arabic", "decimal", "alpha", "alpha-digit", "dotted")


def _carries_on(
    content: str, labels: list[Label], at: int, limit: int, quoted: dict[str, int], own: dict[str, int], already: bool
) -> bool:
    """Does this number belong to the quotation before it, and not to the act's own run?"""
    label = labels[at]
    if label.kind != "article" and _INSTRUCTION.search(content[label.own : label.end]):
        return False
    if label.major == own.get(label.kind, 0) + 1 and not label.minor:
        if label.kind == "article" or label.kind not in own:
            return already and label.kind != "article"
        return label.major == quoted.get(label.kind, -9) + 1 and _still_due(content, labels, at, limit)
    return already or label.major == quoted.get(label.kind, -9) + 1


def _still_due(content: str, labels: list[Label], at: int, limit: int) -> bool:
    """Does an instruction with the same number come yet, before the next quotation?"""
    due = labels[at]
    for label in labels[at + 1 :]:
        if label.start >= limit or label.kind == "article":
            return False
        if (label.kind, label.major, label.minor) == (due.kind, due.major, due.minor):
            return _INSTRUCTION.search(content[label.own : label.end]) is not None
    return False
