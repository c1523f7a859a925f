"""Which decisions about documents need no database? Keys, marks, validity at a day, moves of a finding."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vanban.text.fold import fold


class Direction(StrEnum):
    """Which register a document stands in."""

    IN = "in"  # văn bản đến
    OUT = "out"  # văn bản đi


class Mark(StrEnum):
    """What a document bears that limits who may see it."""

    NONE = ""
    INTERNAL = "internal"  # LƯU HÀNH NỘI BỘ
    RETURN = "return"  # XEM XONG TRẢ LẠI
    DRAFT = "draft"  # Dự thảo


class Reach(StrEnum):
    """Who may see a document."""

    UNIT = "unit"  # the unit that registered it, those above it, and those it was shared with
    NAMED = "named"  # the unit that registered it and those named, nobody above
    OPEN = "open"  # every unit of this installation


class Status(StrEnum):
    """How far the reading is."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class Kind(StrEnum):
    """What a finding is."""

    CITATION = "citation"
    RELATION = "relation"
    OBLIGATION = "obligation"
    EVENT = "event"


class State(StrEnum):
    """What a person made of a finding."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    ADDED = "added"
    DROPPED = "dropped"


CONFIRMED = frozenset({State.ACCEPTED, State.CORRECTED, State.ADDED})
"""What counts: a proposal never does."""


class Force(StrEnum):
    """Whether a document is in force on a day (hiệu lực)."""

    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Whether a clause holds in a consolidated text (hiệu lực của từng điều, khoản)."""

    IN_FORCE = ""
    REPEALED = "repealed"
    SUSPENDED = "suspended"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Effect:
    """What another document does to this one: a confirmed relation, from the day it takes effect."""

    kind: str
    since: date | None
    whole: bool


def symbol_key(symbol: str | None) -> str:
    """A symbol as it is compared: without case, accents, spaces and hyphens.

    >>> symbol_key("58-QĐ/TW"), symbol_key("30/2020/NĐ-CP"), symbol_key("58 - QĐ / TW")
    ('58qd/tw', '30/2020/ndcp', '58qd/tw')
    """
    return re.sub(r"[^\w/]", "", fold(symbol or ""))


def names_key(names: Iterable[str]) -> str:
    """Issuers as they are compared, in any order."""
    return "|".join(sorted(" ".join(fold(name).split()) for name in names))


def digest(text: str) -> str:
    """The fingerprint of a text: its letters and digits, so that spacing makes no other document of it."""
    return hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode()).hexdigest()


_MARKS = (
    (Mark.INTERNAL, re.compile(r"^\W*l[uư]u\s+h[aà]nh\s+n[oộ]i\s+b[oộ]\W*$", re.IGNORECASE)),
    (Mark.RETURN, re.compile(r"^\W*xem\s+xong\s+tr[aả]\s+l[aạ]i\W*$", re.IGNORECASE)),
    (Mark.DRAFT, re.compile(r"^\W*d[uự]\s+th[aả]o(?:\s+(?:l[aầ]n|ng[aà]y|\d).{0,40})?\W*$", re.IGNORECASE)),
)
HEAD_LINES = 40


def mark_of(text: str) -> Mark:
    """The mark on a document, which stands on a line of its own near its head or foot (NĐ 30/2020, Phụ lục I).

    >>> mark_of("TỈNH ỦY AN SƠN\\nDỰ THẢO LẦN 2\\nNGHỊ QUYẾT"), mark_of("Điều 1. Lưu hành nội bộ tài liệu")
    (<Mark.DRAFT: 'draft'>, <Mark.NONE: ''>)
    """
    lines = text.split("\n")
    for line in [*lines[:HEAD_LINES], *lines[-HEAD_LINES:]]:
        for cell in re.split(r"\t|\|| {5,}", line):
            for mark, pattern in _MARKS:
                if pattern.match(cell):
                    return mark
    return Mark.NONE


def reach_under(mark: str, reach: Reach) -> Reach:
    """How far a document may reach under a mark: a marked one is for named units only.

    >>> reach_under(Mark.INTERNAL, Reach.OPEN), reach_under(Mark.NONE, Reach.OPEN)
    (<Reach.NAMED: 'named'>, <Reach.OPEN: 'open'>)
    """
    return Reach.NAMED if mark else reach


_SCANS = {b"%PDF-": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"II*\0": "tif", b"MM\0*": "tif"}


def file_format(raw: bytes) -> str:
    """What a file is that nobody could read, by how it begins.

    >>> file_format(b"%PDF-1.7"), file_format(b"PK")
    ('pdf', 'file')
    """
    return next((name for start, name in _SCANS.items() if raw.startswith(start)), "file")


def is_scan(raw: bytes) -> bool:
    """Whether a file that cannot be read may be a picture of paper, at which a person can look."""
    return file_format(raw) != "file"


def is_signed(raw: bytes) -> bool:
    """Whether a file seems to bear a signature: of PDF, or of Office's packages."""
    return b"/ByteRange" in raw or b"_xmlsignatures/" in raw


def plain_name(name: str) -> str:
    """A file's name as it is kept: no folders, nothing that does not print, at most 255 letters with its ending.

    >>> plain_name("../../etc/\\x00tờ trình.docx"), plain_name("a" * 300 + ".pdf")[-6:]
    ('tờ trình.docx', 'aa.pdf')
    """
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip(" .") or "file"
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= 255 else (stem[: 254 - len(ending)] + dot + ending)[-255:]


def sentence(words: str) -> str:
    """Words of the reader as a sentence: “Tệp rỗng (0 byte); hãy tải lại tệp.”

    >>> sentence("tệp rỗng.")
    'Tệp rỗng.'
    """
    return words[:1].upper() + words[1:]


def force_on(day: date, since: date | None, until: date | None, effects: Iterable[Effect]) -> Force:
    """Whether a document is in force on ``day``, by its own days and by what others do to it.

    >>> force_on(date(2026, 1, 1), date(2020, 3, 5), None, [Effect("replaces", date(2025, 7, 1), True)])
    <Force.ENDED: 'ended'>
    """
    active = [effect for effect in effects if effect.since is not None and effect.since <= day]
    if until is not None and until < day:
        return Force.ENDED
    if any(effect.whole and effect.kind in ("replaces", "repeals") for effect in active):
        return Force.ENDED
    if since is not None and day < since:
        return Force.NOT_YET
    if any(effect.whole and effect.kind == "suspends" for effect in active):
        return Force.SUSPENDED
    if since is None:
        return Force.UNKNOWN
    return Force.AMENDED if active else Force.IN_FORCE


MOVES = {
    State.PROPOSED: {State.ACCEPTED, State.CORRECTED, State.DROPPED},
    State.ACCEPTED: {State.CORRECTED, State.DROPPED, State.PROPOSED},
    State.CORRECTED: {State.CORRECTED, State.ACCEPTED, State.DROPPED, State.PROPOSED},
    State.ADDED: {State.ADDED, State.DROPPED},
    State.DROPPED: {State.PROPOSED, State.ACCEPTED, State.CORRECTED},
}
"""Which states a person may move a finding to."""


def anchored(text: str, quote: str, near: int) -> tuple[int, int] | None:
    """Where the quoted words stand in a text that was read anew: the place nearest to where they stood.

    >>> anchored("a bc a bc", "bc", 8)
    (7, 9)
    """
    found = [match.start() for match in re.finditer(re.escape(quote), text)] if quote else []
    if not found:
        return None
    start = min(found, key=lambda at: abs(at - near))
    return start, start + len(quote)
