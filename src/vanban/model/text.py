"""What is a text made of? Words with their places, tables, and what was kept apart."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader was unsure of, mended or inferred. ``code`` is stable, ``message`` is for people."""

    code: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell (ô): its text's span and how many columns and rows it covers."""

    start: int
    end: int
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table (bảng). A row is one line ``| a | b |`` of the text; ``loc`` is the provision it stands in."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    loc: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Text kept out of the flow: a footnote, a page header or footer. ``at`` is where it hangs in the text."""

    kind: Literal["footnote", "header", "footer", "page-number", "stamp"]
    marker: str
    text: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text came from: the file's name, its format and the SHA-256 of its bytes."""

    name: str
    format: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Text:
    """A tidied text: NFC, one paragraph a line, with what the file said beside the letters.

    ``origin`` pairs (position here, position in the decoded source), ascending: between two pairs
    positions run in step. Empty means unchanged. ``odd`` holds every sign of the content that Vietnamese
    prose does without (it may hold more); None when nobody looked.
    """

    content: str
    source: Source | None = None
    tables: tuple[Table, ...] = ()
    bold: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    notes: tuple[Note, ...] = ()
    origin: tuple[tuple[int, int], ...] = ()
    odd: frozenset[str] | None = None

    def back(self, position: int) -> int:
        """The position in the decoded source that corresponds to ``position`` here."""
        if not self.origin:
            return position
        here, there = self.origin[max(0, bisect_right(self.origin, (position, 1 << 62)) - 1)]
        return there + position - here
