"""What is a read document made of? The values every finder takes and gives.

Everything is frozen and knows its place: ``start`` and ``end`` are a half-open range of code
points in :attr:`Text.content`, so ``content[x.start:x.end]`` is what the finding says. Names follow
the contract of ``vanban read --json``.
"""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


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
    positions run in step. Empty means unchanged.
    """

    content: str
    source: Source | None = None
    tables: tuple[Table, ...] = ()
    bold: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    notes: tuple[Note, ...] = ()
    origin: tuple[tuple[int, int], ...] = ()

    def back(self, position: int) -> int:
        """The position in the decoded source that corresponds to ``position`` here."""
        if not self.origin:
            return position
        here, there = self.origin[max(0, bisect_right(self.origin, (position, 1 << 62)) - 1)]
        return there + position - here


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as the block prints it: ``TM. CHÍNH PHỦ / KT. THỦ TƯỚNG / PHÓ THỦ TƯỚNG / name``."""

    name: str
    authority: str | None = None  # TM. KT. TL. TUQ. T/M K/T
    on_behalf_of: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Effective:
    """From when to when a document has effect, as far as its words settle it."""

    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a header field is printed."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """The components of form (thể thức) of a document. What the text does not settle is None or empty.

    ``end`` is where the body begins, ``profile`` the dated rule set that was applied.
    """

    system: Literal["state", "party", "other"] = "other"
    kind: str | None = None
    symbol: str | None = None
    issuers: tuple[str, ...] = ()
    place: str | None = None
    date: dt.date | None = None
    title: str | None = None
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: str | None = None
    effective: Effective = Effective()
    circulation: str | None = None  # lưu hành nội bộ, xem xong trả lại, dự thảo
    profile: str | None = None
    places: tuple[Place, ...] = ()
    end: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered unit of a document, from its printed number to the end of its last child.

    ``own`` is the offset just behind the printed number and its punctuation, where the heading or
    the unit's own words begin; ``parent`` is the index of the enclosing provision, or -1.
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


@dataclass(frozen=True, slots=True)
class Ref:
    """One target of a citation: a document (``SELF``, a symbol, ``NAME:…``) and a place in it."""

    doc: str
    loc: str | None = None
    type: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One unbroken reference expression (viện dẫn). ``via`` says how a dependent one was resolved."""

    start: int
    end: int
    refs: tuple[Ref, ...]
    via: Literal["context", "quote", "alias"] | None = None


RelationKind = Literal[
    "based-on",  # căn cứ
    "replaces",  # thay thế
    "repeals",  # bãi bỏ, hết hiệu lực
    "amends",  # sửa đổi, bổ sung
    "guides",  # hướng dẫn, quy định chi tiết
    "implements",  # triển khai, thực hiện
    "suspends",  # đình chỉ, ngưng hiệu lực
    "corrects",  # đính chính
    "consolidates",  # hợp nhất
]


@dataclass(frozen=True, slots=True)
class Relation:
    """What one document does to another. ``source`` (JSON ``from``) is None when this document does it."""

    kind: RelationKind
    doc: str
    start: int
    end: int
    loc: str | None = None
    own_loc: str | None = None
    source: str | None = None
    type: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None


Op = Literal[
    "replace", "replace_title", "replace_lead", "insert", "repeal", "subst", "delete_phrase",
    "insert_phrase", "renumber", "replace_annex", "insert_annex", "rename_doc", "repeal_subject",
    "suspend", "extend", "correct",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amendment:
    """One instruction of an amending act (lệnh sửa đổi). ``at`` is a loc in ``doc``."""

    op: Op
    at: str
    doc: str
    own_loc: str | None
    start: int
    end: int
    new_text: Span | None = None
    after: str | None = None
    old: str | None = None
    new: str | None = None
    to: str | None = None
    needs_human: bool = False


DeadlineKind = Literal[
    "before", "on", "within_month", "within_quarter", "within_year", "end_of_month", "end_of_quarter",
    "target_year", "recurring", "relative", "continuous", "conditional", "vague",
]  # fmt: skip
Rule = str | tuple[str, ...] | dict[str, str | int] | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when (thời hạn). ``date`` is the day the text settles, ``due`` the last day still in time.

    ``rule``: an RFC 5545 RRULE or several, or ``{"n", "unit", "from"}``; ``working`` shows how the
    date was come by, for people.
    """

    text: str
    kind: DeadlineKind
    start: int
    end: int
    date: dt.date | None = None
    due: dt.date | None = None
    rule: Rule = None
    working: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty (nhiệm vụ): who shall do what, with whom, by when."""

    start: int
    end: int
    loc: str | None
    source: Literal["sentence", "table"]
    action: str
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    executor: tuple[str, ...] = ()
    inherited: bool = False
    product: str | None = None
    deadline: Deadline | None = None
    modality: Literal["order", "request", "duty"] = "order"
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A document presented at a conference and the office (never the person) that presents it."""

    doc: str
    presenter_office: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """A conference told in the text (hội nghị học tập, quán triệt)."""

    kind: Literal["study-conference"]
    name: str
    start: int
    end: int
    date: dt.date | None = None
    place: str | None = None
    organiser: str | None = None
    agenda: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its text and all that was found in it."""

    text: Text
    header: Header
    structure: Structure
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in document order."""
        return self.structure.provisions
