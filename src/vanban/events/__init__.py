"""What conferences does it tell of? Study conferences and their agenda."""

from collections.abc import Sequence

from vanban.model import Citation, Event, Header, Text


def find_events(text: Text, header: Header, citations: Sequence[Citation]) -> tuple[Event, ...]:
    """Find the study conferences that a report tells of."""
    return ()
