"""What does each piece of a heading say? Tags for its cells, and where the heading ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Literal

from vanban.dates import Day, match_day
from vanban.header.symbols import Symbol, lead_end, read_symbol
from vanban.header.units import Unit, bare
from vanban.tables import load
from vanban.tables.kinds import Kind, by_name

Tag = Literal[
    "motto",
    "party",
    "rule",
    "front",
    "number",
    "date",
    "kind",
    "subject",
    "to",
    "basis",
    "enact",
    "stamp",
    "upper",
    "text",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A tagged cell. ``rest`` is where what the tag says ends inside the cell."""

    tag: Tag
    unit: Unit
    rest: int
    kind: Kind | None = None
    symbol: Symbol | None = None
    day: Day | None = None
    place: str | None = None
    value: str | None = None


_RULE = re.compile(r"[\W_]+")
_DATE = re.compile(
    r"(?P<place>[^\d,;:]{2,45}?)?\s{0,6}[,.]?\s{0,6}(?P<ngay>[Nn]g[àaảá]y)\s*(?=[\w\s…._|§]{0,14}?th[áảa]ng)",
    re.UNICODE,
)
_DIGIT = r"[\dlIiL|ÏÌÍÎìíîOoQŠS§B]"
_LOOSE = re.compile(
    rf"({_DIGIT} ?{_DIGIT}?)\s*th[áảa]ng\s*({_DIGIT} ?{_DIGIT}?)\s*n[ăâa]m\s*({_DIGIT}{{3}}\s?{_DIGIT})"
)
_DIGITS = str.maketrans("lIiL|ÏÌÍÎìíîOoQŠS§B", "1111111111110005588")  # how scans misread digits
_SUBJECT = re.compile(r"[\"“(]?\s*(?:[Vv]\s?/\s?[Vv]|V/V)\b\s*:?\s*|[Vv]ề\s+việc\s*:?\s+")
_TO = re.compile(r"K[íi]nh\s+(?:gửi|trình|gởi)\b", re.IGNORECASE)
_ENACT = re.compile(r"(?:QUY[ẾÉE]T\s+(?:ĐỊNH|NGH[ỊI])|NAY\s+QUY[ẾE]T\s+ĐỊNH|CH[ỈI]\s+TH[ỊI]|LỆNH)\s*(?:NHƯ SAU\s*)?:")
_DRAFT = re.compile(r"\(?\s*(?:DỰ\s+THẢO|Dự\s+thảo)(?:\s+(?:lần\s+(?:thứ\s+)?)?\w+)?\s*\)?")


_STAMPED = 3  # how many lines behind its first a stamp may go on


def pieces(cells: list[Unit]) -> Iterator[Piece]:
    """The cells of a heading with their tags, a cell that says two things as two pieces."""
    stamped, cut = 0, False
    for cell in cells:
        unit: Unit | None = cell
        if stamped and _is_stamp(cell.text):
            stamped -= 1
            yield Piece("front", cell, len(cell.text))
            continue
        while unit:
            piece = _tag(unit)
            if cut and bare(unit.text) == "VIETNAM":
                piece = Piece("motto", unit, len(unit.text))
            if piece.tag == "motto":
                cut = bare(unit.text).endswith("CHUNGHIA")
            stamped = _STAMPED if piece.tag == "front" else max(0, stamped - 1)
            yield piece
            unit = _behind(piece)


def _is_stamp(text: str) -> bool:
    """Whether a line goes on with the stamp of arrival that a scan shows: “ĐẾN”, “Giờ: …”, dots and digits."""
    letters = sum(map(str.isalpha, text))
    return len(text) < 45 and (letters < 0.6 * len(text) or bare(text).startswith("DEN")) and not lead_end(text)


def _behind(piece: Piece) -> Unit | None:
    """What stands in the same cell behind a number or a date."""
    unit, at = piece.unit, piece.rest
    while at < len(unit.text) and unit.text[at] in " .,;:-–—*":
        at += 1
    if piece.tag not in ("number", "date", "stamp", "kind") or at >= len(unit.text):
        return None
    return Unit(unit.start + at, unit.end, unit.text[at:], unit.line)


def _tag(unit: Unit) -> Piece:
    """The tag of one cell."""
    text = unit.text
    if _RULE.fullmatch(text):
        return Piece("rule", unit, len(text))
    if _TO.match(text):
        return Piece("to", unit, len(text))
    if _ENACT.match(text):
        return Piece("enact", unit, len(text))
    if text.lstrip("-–+•* ").startswith(tuple(load("header")["recital"]["sure"])):
        return Piece("basis", unit, len(text))
    for read in (_formal, _number, _dated, _kind):
        piece = read(unit)
        if piece:
            return piece
    subject = _SUBJECT.match(text)
    if subject:
        return Piece("subject", unit, subject.end())
    return Piece("upper" if unit.upper else "text", unit, len(text))


def _formal(unit: Unit) -> Piece | None:
    """Mottos, the Party's name, stamps and the publisher's lines."""
    text, plain = unit.text, bare(unit.text) if len(unit.text) < 80 else ""
    if not plain:
        return None
    if plain.startswith(("CONGHOAXAHOI", "DOCLAPTUDO")) or _resembles(plain, _MOTTOS):
        return Piece("motto", unit, len(text))
    if plain == "DANGCONGSANVIETNAM":
        return Piece("party", unit, len(text))
    if plain.startswith(_rows("front")) or _resembles(plain, _rows("stamps")):
        return Piece("front", unit, len(text))
    for row in ("urgency", "circulation"):
        for mark, value in load("header")[row].items():
            if plain == bare(mark):
                return Piece("stamp", unit, len(text), value=f"{row}:{value}")
    draft = _DRAFT.match(text)
    if draft and draft.end() == len(text):
        return Piece("stamp", unit, len(text), value="circulation:Dự thảo")
    return None


_MOTTOS = ("CONGHOAXAHOICHUNGHIAVIETNAM", "DOCLAPTUDOHANHPHUC")


def _resembles(plain: str, wanted: tuple[str, ...]) -> bool:
    """Whether a scan's reading of a known line still is that line."""
    near = (line for line in wanted if abs(len(plain) - len(line)) < 6 and not _grams(plain).isdisjoint(_grams(line)))
    return any(SequenceMatcher(None, plain, line).ratio() > 0.8 for line in near)


@lru_cache(maxsize=512)
def _grams(plain: str) -> frozenset[str]:
    """Its stretches of four letters: lines that share none are not compared any further."""
    return frozenset(plain[i : i + 4] for i in range(len(plain) - 3))


@cache
def _rows(row: str) -> tuple[str, ...]:
    return tuple(map(bare, load("header")[row]))


def _number(unit: Unit) -> Piece | None:
    """“Số: 05/QĐ-UBND”; a blank number (draft) is a number without a symbol."""
    at = lead_end(unit.text)
    symbol = read_symbol(unit.text, at, unit.start) if at or len(unit.text) < 40 else None
    if at and symbol is None:
        slash = next((i for i in range(at, min(at + 6, len(unit.text))) if unit.text[i] in "/-"), at)
        misread = unit.text[at:slash].translate(_DIGITS)
        symbol = (
            read_symbol(unit.text[:at] + misread + unit.text[slash:], at, unit.start) if misread.isdigit() else None
        )
        symbol = symbol and replace(symbol, mended=True)
    if symbol and (at or symbol.end - symbol.start == len(unit.text)):
        return Piece("number", unit, symbol.end - unit.start, symbol=symbol)
    if at and len(unit.text) < 60 and not unit.text[at : at + 1].isalpha():
        date = _DATE.search(unit.text, at)
        return Piece("number", unit, date.start() if date else len(unit.text))
    return None


def _dated(unit: Unit) -> Piece | None:
    """“Hà Nội, ngày 05 tháng 3 năm 2020”, also as scans read it; blanks give the place alone."""
    found = _DATE.match(unit.text)
    if not found or found.end() > 60:
        return None
    place = found["place"].strip(" ,.-–_|~") if found["place"] else None
    day = match_day(unit.text, found.start("ngay"))
    if day and day.year:
        return Piece("date", unit, day.end, day=day, place=place)
    loose = _LOOSE.search(unit.text, found.end(), found.end() + 40)
    if loose:
        number, month, year = (part.replace(" ", "").translate(_DIGITS) for part in loose.groups())
        read = match_day(f"ngày {number}/{month}/{year}", 0)
        if read and read.year:
            mended = Day(found.start("ngay"), loose.end(), read.year, read.month, read.day)
            return Piece("date", unit, loose.end(), day=mended, place=place, value="mended")
    return Piece("date", unit, len(unit.text), place=place) if len(unit.text) < 70 else None


def _kind(unit: Unit) -> Piece | None:
    """A type name in capitals, alone or before its title (“NGHỊ QUYẾT HỘI NGHỊ LẦN THỨ NĂM …”)."""
    words = unit.text.split(maxsplit=6)
    for size in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:size])
        kind = _kinds().get(bare(name)) if name.isupper() else None
        if kind:
            rest = unit.text.find(words[size - 1]) + len(words[size - 1]) if size == 1 else _width(unit.text, size)
            alone = rest >= len(unit.text.rstrip(" :.*"))
            title = unit.text[rest:].lstrip()
            if not alone and (":" in unit.text[rest : rest + 2] or not title[:1].isalpha()):
                return None
            return Piece("kind", unit, len(unit.text) if alone else rest, kind=kind)
    return None


def _width(text: str, size: int) -> int:
    """Where the first ``size`` words of a text end."""
    found = re.match(rf"\s*(?:\S+\s+){{{size - 1}}}\S+", text)
    return found.end() if found else len(text)


@cache
def _kinds() -> dict[str, Kind]:
    """Kinds by their bare names."""
    return {bare(name): kind for name, kind in by_name().items()}
