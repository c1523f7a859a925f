"""Who shall do what by when? Duties from running text and from assignment tables."""

from collections.abc import Sequence

from vanban.model import Citation, Header, Obligation, Structure, Text
from vanban.obligations.tables import find_in_tables


def find_obligations(
    text: Text, header: Header, structure: Structure, citations: Sequence[Citation]
) -> tuple[Obligation, ...]:
    """Find every duty that a document lays on somebody."""
    found = [*find_in_tables(text, structure, header.date)]
    return tuple(sorted(found, key=lambda duty: (duty.start, duty.end)))
