"""What does it do to other documents? Based on, replaces, repeals, amends, guides, implements."""

from collections.abc import Sequence

from vanban.model import Amendment, Citation, Header, Relation, Structure, Text


def find_relations(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation], amendments: Sequence[Amendment]
) -> tuple[Relation, ...]:
    """Find the relations of a document, and those it tells of others."""
    return ()
