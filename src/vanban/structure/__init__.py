"""What are its parts? Lines of text to numbered provisions."""

from vanban.model import Header, Structure, Text


def build_structure(text: Text, header: Header) -> Structure:
    """Find the provisions, tables and quoted new wording of a text."""
    return Structure(main_end=len(text.content))
