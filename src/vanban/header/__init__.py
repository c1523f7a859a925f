"""Who issued it, what is it called, when? The components of form of a document."""

from vanban.model import Header, Text


def read_header(text: Text) -> Header:
    """Read the components of form of a document."""
    return Header()
