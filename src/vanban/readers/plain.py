"""How is a plain text read? Decoded and tidied."""

from dataclasses import replace

from vanban.model import Source, Text
from vanban.readers.decode import decode
from vanban.readers.limits import Limits
from vanban.text import tidy


def read_txt(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a ``.txt``: one paragraph a line."""
    content, notes = decode(raw)
    text = tidy(content, source)
    return replace(text, notes=notes + text.notes) if notes else text
