"""What are the parts of a document? Provisions, in order, each knowing the one around it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from vanban.model.text import Note, Span, Table


class Level(StrEnum):
    """The rank of a provision (cấp của đơn vị văn bản), largest first."""

    ANNEX = "annex"  # phụ lục; also a regulation issued with a decision (kèm theo)
    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục; the Roman level of Party-style texts
    SUBSECTION = "subsection"  # tiểu mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản; the Arabic level of Party-style texts
    POINT = "point"  # điểm; also "1.1" levels
    SUBPOINT = "subpoint"  # tiết
    DASH = "dash"  # gạch đầu dòng


class Provision(NamedTuple):
    """A numbered unit of a document, from its printed number to the end of its last child.

    ``own`` is the offset just behind the printed number and its punctuation, where the heading or
    the unit's own words begin; ``parent`` is the index of the enclosing provision, or -1. A tuple: a
    code has thousands of them, and a tuple is made in a third of the time of a frozen dataclass.
    """

    loc: str
    level: Level
    number: str
    heading: str
    start: int
    end: int
    own: int
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree of a document as a flat tuple in document order, and what was set aside to build it.

    ``quotes`` are the stretches of quoted new wording; ``main_end`` is where the main document ends
    (its signature block or first annex).
    """

    provisions: tuple[Provision, ...] = ()
    tables: tuple[Table, ...] = ()
    quotes: tuple[Span, ...] = ()
    main_end: int = 0
    notes: tuple[Note, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def index_at(self, position: int) -> int:
        """The index of the innermost provision around ``position``, or -1."""
        i = bisect_right(self._starts, position) - 1
        while i >= 0 and self.provisions[i].end <= position:
            i = self.provisions[i].parent
        return i

    def at(self, position: int) -> Provision | None:
        """The innermost provision around ``position``."""
        i = self.index_at(position)
        return self.provisions[i] if i >= 0 else None
