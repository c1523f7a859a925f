"""How does raw text become tidy text? NFC, plain spaces, one paragraph a line."""

import unicodedata

from vanban.model import Source, Text


def tidy(raw: str, source: Source | None = None) -> Text:
    """Tidy ``raw``: NFC, line ends as ``\\n``, odd spaces as spaces.

    >>> tidy("Điều\\u00a01.\\r\\nHai").content
    'Điều 1.\\nHai'
    """
    content = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return Text(content, source)
