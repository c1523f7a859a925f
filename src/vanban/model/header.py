"""What are the components of form (thể thức) of a document?"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from vanban.model.text import Note


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
