"""Is all that an act prints as new wording taken up? What it quotes or goes on with, and nobody names, is told."""

import re
from collections.abc import Iterator, Mapping

from vanban.consolidation import loose
from vanban.consolidation.quoted import alike
from vanban.consolidation.units import Unit, parted
from vanban.model import Amendment, Document, Span

_LETTER = re.compile(r"[^\W_]")


def leftovers(document: Document) -> dict[int, str]:
    """Words that no instruction takes up, by the start of the new wording before them: quoted ones, and lines that
    follow a quotation.

    What stands before all new wording is laid to ``-start`` of the first: it may be a lead-in that is repeated.
    """
    spans = sorted({(row.new_text.start, row.new_text.end) for row in document.amendments if row.new_text})
    found: dict[int, str] = {}
    for quote in document.structure.quotes:
        inside = [(start, end) for start, end in spans if quote.start <= start < quote.end]
        if not inside:
            continue
        for start, end, key in _gaps(quote, inside):
            words = document.text.content[start:end]
            if _LETTER.search(words):
                found[key] = words.strip()
    for row, span in loose.lines(document, document.amendments):
        if row.new_text is not None:  # its marks may close too early
            found.setdefault(row.new_text.start, document.text.content[span.start : span.end].strip())
    return found


def _gaps(quote: Span, inside: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Stretches between pieces of new wording, each with the piece that it is laid to."""
    at, key = quote.start, inside[0][0]
    for start, end in inside:
        if start > at:
            yield at, start, -start if at == quote.start else key
        if end > at:
            at, key = end, start
    if quote.end > at:
        yield at, quote.end, key


def is_lead(words: str, find: Mapping[str, Unit], document: Document, row: Amendment) -> bool:
    """Whether such words only repeat what stands above another unit that the same instruction names."""
    mates = (parted(one.at)[0] for one in document.amendments if one.start == row.start and one is not row)
    return any(alike(words, there.label + there.lead()) for loc in mates if (there := find.get(loc)) is not None)
