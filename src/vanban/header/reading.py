"""How do the pieces of a heading become its fields? The reading, top to bottom."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

from vanban.dates import find_day, match_day
from vanban.header.effect import read_effect
from vanban.header.heading import Field, Heading, heading_of, is_formal, subject_of, title_of
from vanban.header.issuing import Issuing, issuers_of
from vanban.header.letterhead import pieces
from vanban.header.names import begins_body, proper
from vanban.header.opening import Caption, caption, central_bodies
from vanban.header.part import is_part, read_part
from vanban.header.profiles import profile_of
from vanban.header.signing import Signing, read_signing
from vanban.header.symbols import Symbol, kinds_of
from vanban.header.units import bare, units
from vanban.model import Effective, Header, Note, Place, Text

System = Literal["state", "party", "other"]
_ADOPTED = re.compile(r"thông\s+qua(?:\s+tại\b[^.;\n]{0,80}?)?\s+(?=ngày)")
_PARTY_SYMBOL = re.compile(r"\d+\w?-[A-ZĐ][A-Za-zĐđ]*/")
_PARTY_BODY = re.compile(
    r"(?:BANCHAPHANH|BANBITHU|BOCHINHTRI|.*(?:TINHUY|THANHUY|HUYENUY|QUANUY|THIUY|DANGUY|DANGDOAN|DANGBO|CHIBO)|DAIHOI)"
)
_PARTY_TITLE = re.compile(r"BANCHAPHANHTRUNGUONG|BOCHINHTRI|BANBITHU")
_AUTHENTIC = "XÁC THỰC VĂN BẢN HỢP NHẤT"
_NUMBERED = re.compile(r"(?:Điều\s+)?\d|[a-zđ]\)")
_CRAWL = re.compile(r"\s*date \d{4}-\d{1,2}\s+")


def read_header(text: Text) -> Header:
    """Read the components of form of a document; what the text does not settle stays empty.

    >>> printed = "BỘ Y TẾ\\nSố: 03/2026/TT-BYT\\nHà Nội, ngày 12 tháng 02 năm 2026\\nTHÔNG TƯ\\nVề thuốc"
    >>> header = read_header(Text(printed))
    >>> header.kind, header.symbol, header.issuers, header.title
    ('Thông tư', '03/2026/TT-BYT', ('Bộ Y tế',), 'Về thuốc')
    """
    found = tuple(pieces(units(text.content)))
    if is_part(found):
        return read_part(text.content, found)
    heading = heading_of(found)
    if is_formal(heading):
        return _of_heading(text.content, heading)
    announced = caption(text.content)
    return _of_caption(text.content, announced) if announced else _unheaded(text.content)


def _of_heading(content: str, heading: Heading) -> Header:
    """The header of a text that has a heading."""
    title = title_of(content, heading) if heading.kind >= 0 else subject_of(content, heading)
    end = max(heading.end, title.end if title else 0)
    signing = read_signing(content, max(0, end - 1))
    number, dated = heading.number_piece, heading.date_piece
    symbol = number.symbol if number else None
    day = dated.day.date if dated and dated.day else None
    place = dated.place if dated else None
    notes: list[Note] = []
    sealer: Issuing | None = None
    sealed = content.rfind(_AUTHENTIC) if "VBHN" in (symbol.text if symbol else "VBHN") else -1
    if sealed >= 0:
        symbol, day, place, sealer = _authenticated(content, sealed, symbol, day, place)
        notes.append(
            Note("consolidated-text", sealed, sealed + len(_AUTHENTIC), "Văn bản hợp nhất, không phải văn bản gốc.")
        )
    system = _system(heading, symbol, title)
    kind = _kind(heading, symbol, system, notes)
    issuers = (
        sealer if sealer and not heading.issuer_lines else issuers_of(content, heading, title, signing, system, notes)
    )
    adopted = _adoption(content, signing, issuers.names)
    day = adopted[0] if adopted else day
    effective, span = read_effect(content, end, kind, day)
    if dated and dated.value == "mended":
        notes.append(
            Note("date-mended", dated.unit.start, dated.unit.end, "Ngày được đọc lại từ chữ số nhận dạng sai.")
        )
    if symbol and symbol.mended:
        notes.append(Note("symbol-mended", symbol.start, symbol.end, f"Ký hiệu được đọc là {symbol.text}."))
    return Header(
        system=system,
        kind=kind,
        symbol=symbol.text if symbol else None,
        issuers=issuers.names,
        place=place,
        date=day,
        title=title.value if title else None,
        signers=signing.signers,
        recipients=(*heading.addressees(content, issuers.names), *signing.recipients),
        urgency=heading.stamp("urgency"),
        effective=effective,
        circulation=heading.stamp("circulation"),
        profile=profile_of(system, symbol.text if symbol else None, day),
        places=tuple(_places(heading, symbol, title, signing, issuers.span, adopted, span, effective)),
        end=end,
        notes=tuple(notes),
    )


def _places(
    heading: Heading, symbol: Symbol | None, title: Field | None, signing: Signing, issued: tuple[int, int],
    adopted: tuple[dt.date, int, int] | None, sentence: tuple[int, int], effective: Effective,
) -> Iterator[Place]:  # fmt: skip
    """Where the fields are printed."""
    kind, dated = heading.kind_piece, heading.date_piece
    if kind:
        yield Place("kind", kind.unit.start, kind.unit.start + kind.rest)
    if symbol:
        yield Place("symbol", symbol.start, symbol.end)
    if issued[1]:
        yield Place("issuers", *issued)
    if dated and dated.place:
        yield Place("place", dated.unit.start, dated.unit.start + len(dated.place))
    if adopted:
        yield Place("date", adopted[1], adopted[2])
    elif dated and dated.day:
        yield Place("date", dated.unit.start + dated.day.start, dated.unit.start + dated.day.end)
    if title:
        yield Place("title", title.start, title.end)
    if signing.signers:
        yield Place("signers", signing.start, signing.end)
    if signing.recipients:
        yield Place("recipients", *signing.receivers)
    if effective != Effective():
        yield Place("effective", *sentence)


def _system(heading: Heading, symbol: Symbol | None, title: Field | None) -> System:
    """Party or state, by the heading's right side, then by the form of the symbol, then by the issuer."""
    tags = {piece.tag for piece in heading.before_body}
    lines = [bare(line) for line in heading.issuer_lines]
    if any("DOANTNCS" in line or "DOANTHANHNIENCONGSAN" in line for line in lines):
        return "other"
    if "party" in tags and "motto" not in tags:
        return "party"
    if "motto" in tags:
        return "state"
    if symbol and _PARTY_SYMBOL.match(symbol.text):
        return "party"
    told = bare(title.value) if title else ""
    plenum = told.startswith(("HOINGHI", "CUABOCHINHTRI", "CUABANBITHU")) and _PARTY_TITLE.search(told) is not None
    return "party" if not symbol and (plenum or any(map(_PARTY_BODY.match, lines))) else "state"


def _kind(heading: Heading, symbol: Symbol | None, system: System, notes: list[Note]) -> str | None:
    """The printed type name; an official letter prints none; else what the symbol alone settles."""
    if heading.kind_piece and heading.kind_piece.kind:
        return heading.kind_piece.kind.name
    if heading.subject >= 0 or heading.to >= 0:
        return "Công văn"
    allowed = kinds_of(symbol.text, system) if symbol else ()
    if symbol and len(allowed) == 1:
        notes.append(Note("inferred-kind", symbol.start, symbol.end, f"Tên loại suy ra từ ký hiệu: {allowed[0].name}."))
        return allowed[0].name
    return None


def _authenticated(
    content: str, sealed: int, symbol: Symbol | None, day: dt.date | None, place: str | None
) -> tuple[Symbol | None, dt.date | None, str | None, Issuing | None]:
    """Number, date, place and body of the block that authenticates a consolidated text, where the heading has none."""
    start = sealed
    for _ in range(4):
        line = content.rfind("\n", 0, max(0, start - 1)) + 1
        if start - line > 90 or _NUMBERED.match(content, line):
            break
        start = line
    issuing = None
    for piece in pieces(units(content[start : sealed + 400])):
        if piece.tag == "upper" and issuing is None and begins_body(piece.unit.text):
            issuing = Issuing((proper(piece.unit.text),), (start + piece.unit.start, start + piece.unit.end))
        if piece.symbol and symbol is None:
            symbol = Symbol(piece.symbol.text, start + piece.symbol.start, start + piece.symbol.end)
        if piece.tag == "date" and piece.day and day is None:
            day, place = piece.day.date, piece.place
    return symbol, day, place, issuing


def _adoption(content: str, signing: Signing, issuers: tuple[str, ...]) -> tuple[dt.date, int, int] | None:
    """The day of adoption of an act of the National Assembly or its Standing Committee."""
    if not any("Quốc hội" in name and "Văn phòng" not in name for name in issuers):
        return None
    stop = signing.start or len(content)
    for found in _ADOPTED.finditer(content, max(0, stop - 1200), stop):
        day = match_day(content, found.end())
        if day and day.date:
            return day.date, day.start, day.end
    return None


def _of_caption(content: str, read: Caption) -> Header:
    """The header of a portal's copy: what its announcing line says, and nothing else."""
    system: System = "party" if _PARTY_SYMBOL.match(read.symbol.text) else "state"
    signing = read_signing(content, read.end)
    central = central_bodies(content, 0, 2500) if system == "party" and not read.issuer else None
    issuers = (read.issuer,) if read.issuer else central[0] if central else ()
    following = find_day(content, read.end, min(len(content), read.end + 400)) if not read.day else None
    day = read.day or (
        following if following and content.find(read.symbol.text, read.end, following.start) >= 0 else None
    )
    date = day.date if day else None
    effective, _ = read_effect(content, read.end, read.kind.name, date)
    places = [Place("symbol", read.symbol.start, read.symbol.end)]
    if read.title:
        places.append(Place("title", read.title_start, read.title_start + len(read.title)))
    said = "Không có phần thể thức; đọc theo dòng giới thiệu văn bản."
    return Header(
        system=system,
        kind=read.kind.name,
        symbol=read.symbol.text,
        issuers=issuers,
        date=date,
        title=read.title,
        signers=signing.signers,
        recipients=signing.recipients,
        effective=effective,
        profile=profile_of(system, read.symbol.text, date),
        places=tuple(places),
        end=read.end,
        notes=(Note("inferred-header", read.start, read.end, said),),
    )


# A numbered line opens a provision, it is no title.
_UNIT = re.compile(r"(?:Điều|Khoản|Chương|Mục|Phần|Phụ lục)\s+\S|\d+[.)]|[a-zđ]\)|[IVX]+[.-]|[-–+“|]", re.IGNORECASE)


def _unheaded(content: str) -> Header:
    """A text without heading: a Party text that lost it, or no document at all (news)."""
    crawl = _CRAWL.match(content)
    start = crawl.end() if crawl else len(content) - len(content.lstrip())
    stop = content.find("\n", start)
    stop = len(content) if stop < 0 else stop
    first = content[start:stop].strip()
    headline = len(first) < 250 and not first.endswith((".", ";", ":", ","))
    central = None if headline else central_bodies(content, 0, 3000)
    if central:
        signing = read_signing(content, 0)
        note = Note("inferred-issuer", central[1], central[2], "Cơ quan ban hành suy ra từ lời mở đầu.")
        places = (Place("issuers", central[1], central[2]),)
        return Header(
            system="party",
            issuers=central[0],
            signers=signing.signers,
            recipients=signing.recipients,
            places=places,
            notes=(note,),
        )
    if not headline or not first or _UNIT.match(first):
        return Header()
    return Header(title=first, places=(Place("title", start, start + len(first)),), end=stop)
