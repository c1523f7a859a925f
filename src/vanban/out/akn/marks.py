"""What stands inside the running text? Tables, quotations, references, footnotes and header fields, by place."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from vanban.model import Aside, Citation, Document, Place, Ref, Span, Table

_BEFORE_LINE_END = re.compile(r"[^\n]+")
OPENING = "“\"'‘«"
CLOSING = "”\"'’»"
_TAGS = {
    "kind": "docType",
    "symbol": "docNumber",
    "title": "docTitle",
    "issuers": "docAuthority",
    "issuer": "docAuthority",
    "signers": "signature",
    "signer": "signature",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that interrupts plain text. A footnote has no width."""

    start: int
    end: int
    kind: Literal["table", "quote", "ref", "note", "field"]
    of: Table | Span | Citation | Aside | str


def marks_of(document: Document, references: bool) -> list[Mark]:
    """All marks of a document; an outer one comes before those inside it."""
    structure, size = document.structure, len(document.text.content)
    found = [Mark(t.start, t.end, "table", t) for t in structure.tables if t.start < t.end <= size]
    found += [_with_signs(q, document.text.content) for q in structure.quotes if q.start < q.end <= size]
    found += [
        Mark(a.at, a.at, "note", a)
        for a in document.text.asides
        if a.kind == "footnote" and a.at is not None and 0 <= a.at <= size
    ]
    found += _fields(document)
    if references:
        full = {ref.doc: ref for c in reversed(document.citations) for ref in c.refs if ref.date}
        found += [
            Mark(c.start, c.end, "ref", _completed(c, full))
            for c in document.citations
            if c.refs and 0 <= c.start < c.end <= size
        ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind))


def _completed(citation: Citation, full: dict[str, Ref]) -> Citation:
    """A citation whose targets have the date and issuer that another one in the text gives."""
    if all(ref.date or ref.doc not in full for ref in citation.refs):
        return citation
    refs = []
    for ref in citation.refs:
        known = full.get(ref.doc, ref)
        issuer = ref.issuer or known.issuer
        refs.append(replace(ref, date=ref.date or known.date, type=ref.type or known.type, issuer=issuer))
    return replace(citation, refs=tuple(refs))


def _with_signs(quote: Span, content: str) -> Mark:
    """A quotation together with its quotation marks, whether the span has them or not."""
    start, end = quote.start, quote.end
    if content[start] not in OPENING and content[start - 1 : start] in OPENING:
        start -= start > 0
    if content[end - 1] not in CLOSING and content[end : end + 1] in CLOSING:
        end += end < len(content)
    return Mark(start, end, "quote", Span(start, end))


def _fields(document: Document) -> list[Mark]:
    content = document.text.content
    first = document.provisions[0].start if document.provisions else len(content)
    return [
        Mark(*line.span(), "field", _TAGS[place.field])
        for place in document.header.places
        if place.field in _TAGS and _sound(place, len(content) if place.field.startswith("signer") else first)
        for line in _BEFORE_LINE_END.finditer(content, place.start, place.end)
    ]


def _sound(place: Place, size: int) -> bool:
    return 0 <= place.start < place.end <= size
