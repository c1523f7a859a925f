"""What does it do to other documents? Based on, replaces, repeals, amends, guides, implements."""

from collections.abc import Sequence
from dataclasses import replace

from vanban.model import Amendment, Citation, Header, Level, Relation, Structure, Text
from vanban.relations.changes import amends, replaces
from vanban.relations.preamble import purposes, recitals
from vanban.relations.reading import read
from vanban.relations.told import told


def find_relations(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation], amendments: Sequence[Amendment]
) -> tuple[Relation, ...]:
    """Find the relations of a document, and those it tells of others."""
    reading = read(text, header, structure, citations, amendments)
    found: dict[tuple[str, str, str | None, str | None], Relation] = {}
    report = (
        header.kind is None and header.symbol is None and not any(p.level != Level.DASH for p in structure.provisions)
    )
    for finder in (told,) if report else (recitals, purposes, amends, replaces):
        for relation in finder(reading):
            if relation.start < reading.opening.end:
                relation = replace(relation, own_loc=None)
            found.setdefault((relation.kind, relation.doc, relation.loc, relation.source), relation)
    kept = [r for r in found.values() if not (r.kind == "guides" and r.loc is None and _parts(found.values(), r))]
    return tuple(sorted(kept, key=lambda r: (r.start, r.end)))


def _parts(found: Sequence[Relation] | object, whole: Relation) -> bool:
    """Whether parts of the same document are named, so that the document as a whole is not meant."""
    return any(
        isinstance(r, Relation) and r.kind == whole.kind and r.doc == whole.doc and r.loc
        for r in found  # type: ignore[attr-defined]
    )
