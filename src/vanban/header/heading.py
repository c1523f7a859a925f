"""Which pieces of a heading are its number, date, type name and title?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.header.letterhead import Piece
from vanban.header.names import named
from vanban.header.titles import before_recital, is_actor, title_pieces, without_actor

_BLANK = re.compile(r"[\[\]]|__|\.\.\.|…")
_NEAR = 5  # pieces from the type name to the body: a heading under a newspaper's first lines
_LONGEST = 160  # a longer line in capitals names no body


@dataclass(frozen=True, slots=True)
class Field:
    """A field's value and where it is printed."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The pieces of a heading and the places of those that matter in it; -1 is none."""

    found: tuple[Piece, ...]
    kind: int
    number: int
    date: int
    subject: int
    to: int
    stop: int

    @property
    def kind_piece(self) -> Piece | None:
        """The type name."""
        return self.found[self.kind] if self.kind >= 0 else None

    @property
    def number_piece(self) -> Piece | None:
        """The number and symbol."""
        return self.found[self.number] if self.number >= 0 else None

    @property
    def date_piece(self) -> Piece | None:
        """Place and date."""
        return self.found[self.date] if self.date >= 0 else None

    @property
    def top(self) -> int:
        """Where the letterhead ends in the pieces: at the type name, the addressee or the first recital."""
        return self.kind if self.kind >= 0 else self.to if self.to >= 0 else min(self.stop, 20)

    @property
    def before_body(self) -> tuple[Piece, ...]:
        """The pieces of the letterhead."""
        return self.found[: max(self.top, self.date + 1, self.number + 1)]

    @property
    def issuer_pieces(self) -> tuple[Piece, ...]:
        """The lines in capitals of the letterhead's left side: those before the number, if there are any."""
        lines = [i for i in range(self.top) if _names_body(self.found[i])]
        before = [i for i in lines if i < self.number]
        return tuple(self.found[i] for i in before or lines)

    @property
    def issuer_lines(self) -> list[str]:
        """The same as printed."""
        return [piece.unit.text for piece in self.issuer_pieces]

    @property
    def end(self) -> int:
        """Where the pieces of the heading end in the text, the title apart."""
        if self.kind < 0 and self.to >= 0:
            return self.found[self.to].unit.start
        chosen = [self.found[i] for i in (self.kind, self.number, self.date, self.subject) if i >= 0]
        formal = [p for p in self.found[: self.top] if p.tag in ("motto", "party")]
        return max((piece.unit.start + piece.rest for piece in chosen + formal), default=0)

    def stamp(self, row: str) -> str | None:
        """A mark of urgency or circulation."""
        marks = (piece.value for piece in self.found[: self.stop] if piece.tag == "stamp" and piece.value)
        return next((mark.partition(":")[2] for mark in marks if mark.startswith(row)), None)

    def addressees(self, content: str, issuers: tuple[str, ...]) -> tuple[str, ...]:
        """Whom a letter is addressed to (Kính gửi)."""
        if self.to < 0:
            return ()
        line = re.sub(r"^[Kk][íi]nh\s+\w+\s*:?\s*", "", self.found[self.to].unit.text, flags=re.IGNORECASE)
        for issuer in issuers:
            line = line.partition(" " + issuer + " ")[0]
        if line:
            return tuple(part.strip(" .;,-") for part in line.split(";") if part.strip(" .;,-"))[:20]
        return tuple(_listed(self.found[self.to + 1 :]))


def _listed(behind: tuple[Piece, ...]) -> Iterator[str]:
    """The dashed lines of a list with their continuations."""
    item = ""
    for piece in behind[:40]:
        text = piece.unit.text
        if text.startswith(("-", "–", "+")):
            if item:
                yield item.strip(" .;,-–+")
            item = text
        elif item and not item.endswith((";", ".", ",")) and len(text) < 120:
            item += " " + text
        else:
            break
    if item:
        yield item.strip(" .;,-–+")


def _names_body(piece: Piece) -> bool:
    """Whether a line can name an issuer: in capitals, not too long, nothing left to fill in."""
    return piece.tag == "upper" and len(piece.unit.text) < _LONGEST and _BLANK.search(piece.unit.text) is None


def heading_of(found: tuple[Piece, ...]) -> Heading:
    """Find the pieces that matter before the first recital; a date may also stand behind the title."""
    stop = next((i for i, piece in enumerate(found) if piece.tag in ("basis", "to", "enact")), len(found))
    kind = next((i for i in range(stop) if found[i].tag == "kind"), -1)
    to = stop if stop < len(found) and found[stop].tag == "to" and kind < 0 else -1
    number = next(
        (i for i in range(stop) if found[i].symbol and (kind < 0 or i < kind or found[i].unit.text[0] in "sS")), -1
    )
    dated = [i for i in range(min(stop + 4 * (to >= 0), len(found))) if found[i].tag == "date" and found[i].day]
    date = next((i for i in dated if i < kind or kind < 0 or _placed(found[i])), -1)
    blank = next((i for i in range(stop) if found[i].tag == "date" and found[i].place), -1)
    subject = next((i for i in range(stop) if found[i].tag == "subject"), -1) if kind < 0 else -1
    return Heading(found, kind, number, date if date >= 0 else blank, subject, to, stop)


def _placed(piece: Piece) -> bool:
    """Whether a date is a date line, “Hà Nội, ngày …”, and no part of a title."""
    return (
        bool(piece.place)
        and piece.place is not None
        and piece.place[0].isupper()
        and piece.rest >= len(piece.unit.text.rstrip(" ."))
    )


def is_formal(heading: Heading) -> bool:
    """Whether the text opens with a heading at all: news and parts of documents do not."""
    if any(piece.tag in ("motto", "party") for piece in heading.found[:16]):
        return True
    if heading.kind >= 0:
        before = heading.found[: heading.kind]
        near_body = len(heading.found) - heading.kind <= _NEAR and heading.stop == len(heading.found)
        return heading.kind < 16 and (near_body or all(len(piece.unit.text) < 80 for piece in before))
    return 0 <= heading.number < 8 and any(piece.tag == "upper" for piece in heading.found[:8])


def title_of(content: str, heading: Heading) -> Field | None:
    """The title behind the type name."""
    first = heading.kind + 1
    if first >= len(heading.found):
        return None
    chosen = title_pieces(heading.found, first)
    if not chosen:
        return None
    start, end = chosen[0].unit.start, chosen[-1].unit.end
    whole = len(chosen) == heading.found.index(chosen[-1]) - heading.found.index(chosen[0]) + 1
    if not whole:
        return Field(" ".join(piece.unit.text for piece in chosen), start, end)
    printed = without_actor(before_recital(content[start:end]), named(heading.issuer_lines, joint=False))
    lead = re.match(r"[\"“*\s]*(?:[Vv]\s?/\s?[Vv]|V/V)\s*:?\s*", printed)
    start, end = start + (lead.end() if lead else 0), start + len(printed)
    return _field(content, start, end)


def subject_of(content: str, heading: Heading) -> Field | None:
    """The subject of an official letter, “V/v …” under its number."""
    if heading.subject < 0:
        return None
    first = heading.found[heading.subject]
    end = first.unit.end
    for index in range(heading.subject + 1, min(heading.subject + 6, len(heading.found))):
        piece = heading.found[index]
        if piece.tag not in ("text", "number") or len(piece.unit.text) > 200 or is_actor(heading.found, index):
            break
        if piece.tag == "number" and piece.unit.text.startswith(("Số", "SỐ")) and not piece.unit.text.startswith("Số "):
            break
        end = piece.unit.end
    return _field(content, first.unit.start + first.rest, end)


def _field(content: str, start: int, end: int) -> Field | None:
    """A stretch without quotes and marks around it, its lines joined."""
    while start < end and content[start] in " \t\n*_–-:":
        start += 1
    while end > start and content[end - 1] in " \t\n*_|.:;":
        end -= 1
    value = re.sub(r"\s*[\n\t]\s*", " ", content[start:end])
    return Field(value, start, end) if value else None
