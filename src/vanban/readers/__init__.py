"""What does a file say? Bytes of many formats to one :class:`vanban.model.Text`."""

from hashlib import sha256
from pathlib import Path

from vanban.model import Source, Text
from vanban.readers.errors import RefusedFile, UnreadableFile
from vanban.text import tidy

__all__ = ["RefusedFile", "UnreadableFile", "read", "read_bytes"]


def read(path: str | Path) -> Text:
    """Read a file into a text."""
    path = Path(path)
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(raw: bytes, name: str) -> Text:
    """Read a file's bytes; ``name`` tells the format by its ending."""
    form = name.rpartition(".")[2].lower()
    return tidy(raw.decode("utf-8"), Source(name, form, sha256(raw).hexdigest()))
