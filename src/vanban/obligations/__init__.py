"""Who shall do what by when? Duties from running text and from assignment tables."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vanban.model import Citation, Header, Obligation, Structure, Text
from vanban.obligations.assignment import find_in_tables
from vanban.obligations.running import Walk

__all__ = ["find_obligations"]


def find_obligations(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation]
) -> tuple[Obligation, ...]:
    """Find every duty that a document lays on somebody."""
    narrative = not header.symbol and len(structure.provisions) < 3
    walk = Walk(text, header, structure, narrative=narrative)
    found = [*find_in_tables(text, structure, header.date), *walk.run(header.end, len(text.content))]
    found.sort(key=lambda duty: (duty.start, duty.end))
    return tuple(_about(found, citations))


def _about(duties: Sequence[Obligation], citations: Sequence[Citation]) -> list[Obligation]:
    """The duties with the documents that their words name."""
    starts = [citation.start for citation in citations]
    told = []
    for duty in duties:
        within = citations[bisect_left(starts, duty.start) : bisect_left(starts, duty.end)]
        docs = dict.fromkeys(ref.doc for c in within for ref in c.refs if ref.doc != "SELF")
        told.append(replace(duty, about=tuple(docs)) if docs else duty)
    return told
