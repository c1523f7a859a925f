"""What does an edXML message say? A document on its way between bodies, or what became of one; values only."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from thongsuot.exchange.edxml.lists import Business, StatusCode


class Fault(StrEnum):
    """Why a message cannot be taken."""

    NOT_XML = "not-xml"
    TOO_LARGE = "too-large"
    DTD = "dtd"
    NOT_EDXML = "not-edxml"
    NO_SENDER = "no-sender"
    NO_NAME = "no-name"
    NO_STATUS = "no-status"
    BUSINESS = "business"
    ENCODING = "encoding"
    HASH = "hash"
    ARCHIVE = "archive"
    FILE_TYPE = "file-type"
    TOO_MANY = "too-many"


class UnreadableMessage(Exception):  # noqa: N818
    """A message that cannot be taken; ``fault`` says why, ``about`` what it was found in."""

    def __init__(self, fault: Fault, about: str = "") -> None:
        super().__init__(f"{fault}: {about}" if about else str(fault))
        self.fault, self.about = fault, about


@dataclass(frozen=True, slots=True)
class Organ:
    """A body as a message names it (cơ quan): its code, and how it is reached."""

    code: str
    name: str = ""
    in_charge: str = ""  # the body above it
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


_PARTY = re.compile(r"[^\W\d]+/")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Number and notation of a document (số, ký hiệu)."""

    number: str = ""
    notation: str = ""

    @classmethod
    def of(cls, written: str) -> "Symbol":
        """A symbol as it is printed, taken apart.

        >>> Symbol.of("726/KH-UBND"), Symbol.of("58-QĐ/TW").notation, Symbol.of("30/2020/NĐ-CP").notation
        (Symbol(number='726', notation='KH-UBND'), 'QĐ/TW', '2020/NĐ-CP')
        """
        found = re.match(r"\s*(\d+\w*)\s*[-/]\s*(.+)", written)
        return cls(found[1], found[2].strip()) if found else cls("", written.strip())

    def __str__(self) -> str:
        """As it is printed: a kind before a stroke (``QĐ/TW``) is the Party's, whose number ends with a dash."""
        if not self.number or not self.notation:
            return self.number or self.notation
        return f"{self.number}{'-' if _PARTY.match(self.notation) else '/'}{self.notation}"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document that a message speaks of."""

    organ: str = ""
    symbol: Symbol = Symbol()
    day: date | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: for whom (TM., KT.), in which office, by name."""

    competence: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a message."""

    name: str
    raw: bytes = field(repr=False)
    content_type: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A document that is replaced, and for whom."""

    document_id: str
    organs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dealing:
    """What the sender wants done: take a new document, or recall, update, replace one that was sent."""

    kind: Business = Business.NEW
    reason: str = ""
    document_id: str = ""  # of the one that is recalled or updated
    added: tuple[str, ...] = ()  # bodies that become receivers
    removed: tuple[str, ...] = ()
    paper: bool = False  # paper follows
    replaces: tuple[Replaced, ...] = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The documents that it wants changed."""
        named = (self.document_id, *(one.document_id for one in self.replaces))
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True, slots=True)
class Hop:
    """A body that a message passed, and when."""

    organ: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A document as it travels."""

    sender: Organ
    receivers: tuple[Organ, ...]
    symbol: Symbol = Symbol()
    place: str = ""
    day: date | None = None
    kind: str = ""
    kind_code: str = ""
    subject: str = ""
    content: str = ""
    signer: Signer = Signer()
    due: date | None = None
    kept_at: tuple[str, ...] = ()
    priority: int = 0
    sphere: str = ""
    copies: int = 0
    pages: int = 0
    appendixes: tuple[str, ...] = ()
    answers: tuple[Reference, ...] = ()
    tasks: tuple[str, ...] = ()  # codes of tasks it answers
    steering: int = 1
    document_id: str = ""
    dealing: Dealing = Dealing()
    trace: tuple[Hop, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    signed: bool = False  # it bears a signature, which nobody has checked


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a document at its receiver."""

    sender: Organ
    about: Reference
    code: StatusCode
    description: str = ""
    at: datetime | None = None


def document_id(organ: str, day: date | None, symbol: Symbol) -> str:
    """The name of a document between bodies.

    >>> document_id("H23.02", date(2025, 2, 20), Symbol("726", "KH-UBND"))
    'H23.02,2025/02/20,726/KH-UBND'
    """
    return f"{organ},{day:%Y/%m/%d},{symbol.number}/{symbol.notation}" if day else f"{organ},,{symbol}"
