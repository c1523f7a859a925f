"""How is a text read? The pipeline, top to bottom."""

from vanban.amendments import find_amendments
from vanban.citations import find_mentions, settle
from vanban.events import find_events
from vanban.header import read_header, with_own_effect
from vanban.model import Document, Text
from vanban.obligations import find_obligations
from vanban.relations import find_relations
from vanban.structure import build_structure
from vanban.text import tidy


def outline(text: Text | str) -> Document:
    """Header and structure alone: what a table of contents needs, at a fraction of the time.

    >>> [p.loc for p in outline("Điều 1. Phạm vi\\n1. Một.\\n2. Hai.").provisions]
    ['D1', 'D1.K1', 'D1.K2']
    """
    text = tidy(text) if isinstance(text, str) else text
    header = read_header(text)
    structure = build_structure(text, header)
    header = with_own_effect(text.content, header, structure)
    return Document(text, header, structure, notes=text.notes + header.notes + structure.notes)


def parse(text: Text | str) -> Document:
    """Read a text whole: header, structure, citations, relations, amendments, obligations, events.

    Never raises on a text: what is odd is in ``notes``.

    >>> reading = parse("Điều 1. Hiệu lực\\n1. Bãi bỏ Điều 5 Nghị định số 30/2020/NĐ-CP.")
    >>> [ref.doc for citation in reading.citations for ref in citation.refs]
    ['30/2020/NĐ-CP']
    """
    base = outline(text)
    text, header, structure = base.text, base.header, base.structure
    mentions = find_mentions(text)
    amending = find_amendments(text, header, structure, mentions)
    settled = settle(text, header, structure, mentions, amending.scopes)
    citations = settled.citations
    relations = find_relations(text, header, structure, citations, amending.amendments)
    obligations = find_obligations(text, header, structure, citations)
    events = find_events(text, header, citations)
    notes = base.notes + settled.notes + amending.notes
    return Document(
        text, header, structure, citations, relations, amending.amendments, obligations, events,
        tuple(sorted(notes, key=lambda note: note.start)),
    )  # fmt: skip
