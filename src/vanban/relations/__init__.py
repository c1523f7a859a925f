"""What does it do to other documents? Based on, replaces, repeals, amends, guides, implements."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.model import Amendment, Citation, Header, Level, Relation, Structure, Text
from vanban.relations.changes import amends, replaces
from vanban.relations.preamble import purposes, recitals
from vanban.relations.reading import read
from vanban.relations.told import told

_LOOSE = re.compile(r"[-–/.\s]+")  # one symbol is often printed in two ways


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
            found.setdefault((relation.kind, _LOOSE.sub("", relation.doc), relation.loc, relation.source), relation)
    parted = {relation.doc for relation in found.values() if relation.kind == "guides" and relation.loc}
    kept = [r for r in found.values() if r.kind != "guides" or r.loc or r.doc not in parted]
    return tuple(sorted(kept, key=lambda r: (r.start, r.end)))
