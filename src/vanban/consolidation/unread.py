"""Is every order read? A line that orders something and yields no instruction is an instruction for people."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping

from vanban.amendments.cues import Does, does, folded, verb_pattern
from vanban.amendments.lines import is_quoted, line_start, own_end
from vanban.consolidation import loose
from vanban.model import Amendment, Document, Level, Op, Provision, Span

_OPS: dict[Does, Op] = {"repeal": "repeal", "suspend": "suspend", "correct": "correct", "add": "insert"}
_ALSO: dict[str, Op] = {"đổi": "replace", "ngưng": "suspend"}  # which nobody reads as orders, and which may be ones
_LABEL = re.compile(r"(?:(?:\d{1,3}[a-zđ]?|[a-zđ]\d?)[.)]\s*|[-–+•*]\s*|Điều \d+[a-zđ]?\.\s*)?")
_FIRM = re.compile(
    rf"{_LABEL.pattern}(?:Sửa đổi|Bãi bỏ|Hủy bỏ|Huỷ bỏ|Thay thế|Đính chính|Ngưng hiệu lực|Chấm dứt hiệu lực)(?!\w)"
)
_PHRASE = re.compile(rf"{_LABEL.pattern}[“\"][^“”\"\n]+[”\"]\s*(?:được\s+)?(?:thay(?:\s+thế)?\s+)?(?:bằng|thành)(?!\w)")
_BY = re.compile(r"theo (?:quy định|hướng dẫn|thẩm quyền)")
_SYMBOL = re.compile(r"(?<![\w/])\d+/\d{4}/[A-ZĐƯ][A-ZĐƯ0-9-]+|(?<![\w/])\d+-[A-ZĐƯ]+/[A-ZĐƯ]+")
_NAMED = re.compile(rf"{_SYMBOL.pattern}|(?:Luật|Bộ luật|Pháp lệnh) (?!này)")


def unread(document: Document) -> list[Amendment]:
    """What the lines order of which no instruction was made: in the articles that hold instructions, and elsewhere
    where they say which numbered act they change, or that this act takes its place; and what stands among instructions.

    ``at`` is “?”; ``doc`` is the act that the line cites, or the only one that its article changes, else “?”.
    """
    aims: dict[str, set[str]] = {}
    for row in document.amendments:
        aims.setdefault(_top(row.own_loc or ""), set()).add(row.doc)
    open_ = {row.own_loc for row in document.amendments if row.needs_human or row.new_text is None} - aims.keys()
    starts = sorted(row.start for row in document.amendments)
    quotes = [quote.start for quote in document.structure.quotes]
    found = _replaced(document)
    for i, provision in enumerate(document.structure.provisions):
        above, top = provision.loc.rpartition(".")[0], _top(provision.loc)
        if provision.level == Level.ANNEX or above in open_:
            continue
        for start, end, op in _lines(document, i, starts, quotes):
            doc = _meant(document, start, end, aims[top]) if top in aims else _changed(document, start, end)
            if doc:
                found.append(Amendment(op, "?", doc, provision.loc, start, end, needs_human=True))
    return [*found, *_beside(document, [*document.amendments, *found], aims, open_)]


def _beside(
    document: Document, read: list[Amendment], aims: Mapping[str, set[str]], open_: Container[str | None]
) -> Iterator[Amendment]:
    """What stands among instructions and was read as none: units and quotations, unless what is above them is left to
    people (``open_``), and lines that no new wording is before."""
    all_ = {doc for docs in aims.values() for doc in docs}
    for find in (loose.units, loose.quoted):
        for span in list(find(document, read)):
            row = _told(document, span, all_, aims)
            if row.own_loc not in open_ and (row.own_loc or "").rpartition(".")[0] not in open_:
                read.append(row)
                yield row
    for row, span in loose.lines(document, read):
        if row.new_text is None:
            yield _told(document, span, {row.doc}, {})


def _told(document: Document, span: Span, all_: set[str], aims: Mapping[str, set[str]]) -> Amendment:
    there = document.structure.at(span.start)
    loc = there.loc if there else ""
    return Amendment("replace", "?", _only(aims.get(_top(loc), all_)), loc, span.start, span.end, needs_human=True)


def _changed(document: Document, start: int, end: int) -> str:
    """The numbered act that a line outside amending articles changes in so many words; empty where it need not."""
    line = document.text.content[start:end]
    firm = _FIRM.match(line)
    printed = _SYMBOL.search(line, firm.end()) if firm else None
    if not printed or _BY.search(line, 0, printed.start()) or printed.group() == document.header.symbol:
        return ""
    return printed.group()


def _replaced(document: Document) -> list[Amendment]:
    """The acts in whose place this one comes: what they say is no longer consolidated, which people have to know."""
    return [
        Amendment("repeal", "ALL", row.doc, row.own_loc, row.start, row.end, needs_human=True)
        for row in document.relations
        if row.kind == "replaces" and row.loc is None and row.source is None
    ]


def _top(loc: str) -> str:
    return loc.partition(".")[0]


def _lines(document: Document, i: int, starts: list[int], quotes: list[int]) -> Iterator[tuple[int, int, Op]]:
    """The own lines of a provision that order something of which nothing was read, here or below."""
    content, provisions = document.text.content, document.structure.provisions
    provision, end = provisions[i], own_end(provisions, i)
    at = line_start(content, provision.start)
    while at < end:
        stop = content.find("\n", at, provision.end)
        stop = stop if stop >= 0 else provision.end
        bare = _PHRASE.match(content, at, stop)  # “a) “A” thành “B””: its first mark opens no new wording
        order: Op | None = "subst" if bare else _order(content, at, stop)
        inside = is_quoted(document.structure, quotes, at - 2 if bare else at)
        if order and not inside and not _read(provision, at, stop, end, starts):
            yield max(at, provision.start), stop, order
        at = stop + 1


def _order(content: str, at: int, stop: int) -> Op | None:
    """What a line orders that begins with a verb, behind its number."""
    label = _LABEL.match(content, at, stop)
    line = content[label.end() if label else at : stop]
    if not line[:1].isupper():
        return None
    verb = verb_pattern().match(folded(line))
    if verb:
        return _OPS.get(does(verb.group()), "replace")
    return next((op for word, op in _ALSO.items() if re.match(rf"{word}(?!\w)", folded(line))), None)


def _read(provision: Provision, at: int, stop: int, end: int, starts: list[int]) -> bool:
    """Whether an instruction begins in a line, or below it where the line is a lead-in."""
    until = provision.end if stop >= end - 1 or at <= provision.start else stop
    n = bisect_left(starts, at)
    return n < len(starts) and starts[n] < until


def _meant(document: Document, start: int, end: int, docs: set[str]) -> str:
    """The act that a line names, or the only one its article changes; “?” where it names none of several."""
    named = _NAMED.search(document.text.content, start, end) is not None
    return (_cited(document, start, end) if named or len(docs) < 2 else "") or _only(docs)


def _cited(document: Document, start: int, end: int) -> str:
    refs = (ref for one in document.citations if start <= one.start < end for ref in one.refs)
    own = ("SELF", document.header.symbol)
    cited = next((ref.doc for ref in refs if ref.doc and ref.doc not in own), "")
    printed = _SYMBOL.search(document.text.content, start, end)
    return cited or (printed.group() if printed and printed.group() not in own else "")


def _only(docs: set[str]) -> str:
    return next(iter(docs)) if len(docs) == 1 else "?"
