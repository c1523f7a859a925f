"""Which words stand among an act's instructions and belong to none? Lines, units beside them, quoted units."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from vanban.amendments.cues import folded, verb_pattern
from vanban.amendments.lines import line_start, own_end
from vanban.consolidation.days import excepts
from vanban.model import Amendment, Document, Level, Span

_WORD = re.compile(r"[^\W\d_]{2}")
_SIGNS = " \t.;,:“”\"«»'‘’()[]/"
_UNIT = re.compile(r"(?:Điều \d{1,3}[a-zđ]?\.|\d{1,3}[a-zđ]?\.(?!\d)|[a-zđ]\d?\))\s")
_KEEPS = re.compile(r"(?<!\w)(?:tiếp tục|có giá trị)(?!\w)|^.{0,40}(?<!\w)này có hiệu lực(?!\w)")
"""What says how long something holds is no instruction."""


def lines(document: Document, rows: Sequence[Amendment]) -> Iterator[tuple[Amendment, Span]]:
    """What stands below an instruction in its own provision and is neither quoted nor read, with that instruction: the
    last one before it."""
    taken, amending = _taken(document, rows), _amending(document)
    at: dict[str | None, list[Amendment]] = {}
    for row in sorted(rows, key=lambda row: row.start):
        at.setdefault(row.own_loc, []).append(row)
    for i, provision in enumerate(document.structure.provisions):
        own = [row for row in at.get(provision.loc, ()) if provision.start <= row.start < provision.end]
        if provision.level == Level.ANNEX or not own or not all(_is_clear(document, row) for row in own):
            continue
        end = own_end(document.structure.provisions, i)
        for span in _outside(document.text.content, Span(own[0].end, end), taken):
            row = [row for row in own if row.start <= span.start][-1]
            if row.new_text is not None or provision.loc.partition(".")[0] in amending:
                yield row, span


def _is_clear(document: Document, row: Amendment) -> bool:
    """Whether an instruction leaves nothing to people, and no list to the lines below it."""
    words = document.text.content[row.start : row.end]
    listed = row.new_text is None and words.rstrip().endswith(":")
    return not row.needs_human and not listed and not excepts(words)


def _taken(document: Document, rows: Sequence[Amendment]) -> list[Span]:
    """Instructions, their new wording, and all that is quoted: stretches that do not overlap, by start."""
    spans = [Span(row.start, row.end) for row in rows]
    spans += [Span(row.new_text.start, row.new_text.end) for row in rows if row.new_text]
    return _joined([*spans, *document.structure.quotes])


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _first(taken: Sequence[Span], position: int) -> int:
    """The first of such stretches that ends behind a position."""
    return bisect_right(taken, position, key=lambda span: span.end)


def _outside(content: str, within: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The stretches of words in ``within`` that stand in none of ``taken``, line by line."""
    at = within.start
    for n in range(_first(taken, at), len(taken) + 1):
        start, end = (taken[n].start, taken[n].end) if n < len(taken) else (within.end, within.end)
        if start > at:
            yield from _worded(content, at, min(start, within.end))
        at = max(at, end)
        if at >= within.end:
            return


def _worded(content: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = content.find("\n", start, end)
        stop = stop if stop >= 0 else end
        line = content[start:stop]
        if _WORD.search(line.strip(_SIGNS)):
            yield Span(start + len(line) - len(line.lstrip(_SIGNS)), stop)
        start = stop + 1


def units(document: Document, rows: Sequence[Amendment]) -> Iterator[Span]:
    """Units in an article that orders something, beside others that hold instructions, in which none was read."""
    content, provisions = document.text.content, document.structure.provisions
    starts, taken = sorted(row.start for row in rows), _taken(document, rows)
    amending = _amending(document)
    below: dict[int, list[int]] = {}
    for i, provision in enumerate(provisions):
        if provision.parent >= 0 and provision.loc.partition(".")[0] in amending:
            below.setdefault(provision.parent, []).append(i)
    for children in below.values():
        held = [_holds(starts, provisions[i].start, provisions[i].end) for i in children]
        for i, has in zip(children, held, strict=True):
            span = Span(provisions[i].start, own_end(provisions, i))
            words = content[span.start : span.end]
            if any(held) and not has and not _KEEPS.search(words) and not _covered(taken, span.start, span.start + 1):
                yield span


def _amending(document: Document) -> set[str]:
    """The articles that begin with an order: “Điều 1. Sửa đổi, bổ sung một số điều của …”."""
    content, provisions = document.text.content, document.structure.provisions
    articles = ((i, one) for i, one in enumerate(provisions) if one.level == Level.ARTICLE)
    return {
        one.loc
        for i, one in articles
        if verb_pattern().match(folded(content[one.own : own_end(provisions, i)].lstrip()))
    }


def _holds(starts: Sequence[int], start: int, end: int) -> bool:
    n = bisect_left(starts, start)
    return n < len(starts) and starts[n] < end


def _covered(taken: Sequence[Span], start: int, end: int) -> bool:
    n = _first(taken, start)
    return n < len(taken) and taken[n].start < end


def quoted(document: Document, rows: Sequence[Amendment]) -> Iterator[Span]:
    """Units in quotation marks, on lines of their own or behind a colon, that no instruction puts anywhere: “Điều 13.
    Điều khoản chuyển tiếp” with “Điều 22. …” below it."""
    taken = _joined(Span(row.start, max(row.end, row.new_text.end if row.new_text else 0)) for row in rows)
    content = document.text.content
    for quote in document.structure.quotes if rows else ():
        before = content[line_start(content, quote.start) : quote.start].rstrip(' \t“"«')
        there = document.structure.at(quote.start)
        own = there is not None and there.level != Level.ANNEX and before[-1:] in ("", ":")
        if not own or not _UNIT.match(content, quote.start):
            continue
        if not _covered(taken, quote.start, quote.end):
            yield quote
