"""Who shall do what by when? Duties from running text and from assignment tables."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from vanban.model import Citation, Header, Obligation, Structure, Text
from vanban.obligations.assignment import find_in_tables
from vanban.obligations.running import Walk
from vanban.obligations.stretches import find_stretches, is_normative

__all__ = ["find_obligations"]


def find_obligations(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation]
) -> tuple[Obligation, ...]:
    """Find every duty that a document lays on a body, an office or a class of bodies.

    >>> from vanban import parse
    >>> duty, = parse("1. Sở Y tế chủ trì xây dựng kế hoạch, trình trước ngày 15/12/2022.").obligations
    >>> duty.lead, duty.product, duty.deadline.due.isoformat()
    (('Sở Y tế',), 'kế hoạch', '2022-12-14')
    """
    found = [*find_in_tables(text, structure, header.date)]
    normative = is_normative(header, structure)
    # A report, or a letter that weighs a case: what it tells is no order, only what it asks for is.
    narrative = not normative and not structure.provisions and (not header.symbol or header.kind == "Công văn")
    for start, end in find_stretches(text, header, structure):
        walk = Walk(text, header, structure, narrative=narrative, charged=normative)
        found += walk.run(start, end)
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
