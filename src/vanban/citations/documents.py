"""Which document do these words name? Kind, number and signs, date, issuer; or a name."""

import datetime as dt
import re
from functools import cache

from vanban.citations.dates import read_day
from vanban.citations.issuers import read_issuer
from vanban.citations.mention import Named
from vanban.citations.names import proper_name, read_law
from vanban.citations.symbols import SHORT, read_symbol
from vanban.tables import load
from vanban.tables.kinds import kinds

_NUMBER_WORD = re.compile(r"\s*:?\s*(?:[Ss]ố|SỐ)(?:\s*:\s*|\s*)(?=\d)|\s*:?\s+(?=\d)")
_THIS = re.compile(r"\s+(?:này|NÀY)(?!\w)")
_OF = re.compile(r"\s*,?\s*\(?(?:của|CỦA)\s+")
_DAY = re.compile(r"\s*,?\s*\(?(?:(?:ban hành|ký)\s+)?(?=ngày\s*\d|NGÀY\s*\d)")
_REVISED = re.compile(r"\s*\((?:sửa đổi|mới)\)(?=\s*,?\s+(?:của|ngày)\s)")
_YEAR = re.compile(r"\s+(?:(?:năm|NĂM)\s+)?((?:19|20)\d\d)(?![\d/]|\s*[-–]\s*\d)")
_CONSTITUTION = re.compile(
    r"(?:Hiến pháp|HIẾN PHÁP)(?:\s+(?:nước|NƯỚC)\s+(?:Cộng|CỘNG)\s+(?:hòa|hoà|HÒA|HOÀ)\s+(?:xã"
    r"|XÃ)\s+(?:hội|HỘI)\s+(?:chủ|CHỦ)\s+(?:nghĩa|NGHĨA)\s+(?:Việt|VIỆT)\s+(?:Nam|NAM))?"
)
_CHARTER = re.compile(r"(?:Điều|ĐIỀU)\s+(?:lệ|LỆ)\s+(?:Đảng|ĐẢNG)(?:\s+(?:Cộng sản Việt Nam|CỘNG SẢN VIỆT NAM))?(?!\w)")
_TERM = r"(?:\s*,?\s*\(?\s*[Kk]h(?:óa|oá)\s+(?:[IVX]+|\d{1,2})(?:\s*(?:,|và)\s*[IVX]+)*(?!\w)(?:\s*\))?)"
_RESOLUTION = re.compile(
    r"(?:Nghị quyết|NGHỊ QUYẾT)\s+(?:"
    rf"(?:Hội nghị\s+)?(?:lần thứ\s+\w+\s+"
    rf"|Trung ương\s+lần thứ\s+\w+\s+)?(?:Ban Chấp hành\s+)?[Tt]rung ương(?:\s+Đảng)?(?:\s+(?:lần thứ\s+)?(?:\d{{1,2}}"
    rf"|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w))?{_TERM}?"
    r"|(?:Đại hội|ĐẠI HỘI)(?:\s+(?:đại biểu|Đảng bộ|Đảng|Đại biểu|toàn quốc|tỉnh|thành phố|huyện|quận"
    r"|xã|phường|Thành phố|[A-ZĐ]\w*))*?(?:\s+lần\s+thứ)?\s+(?:[IVX]+|\d{1,2})(?!\w)"
    r"(?:\s+(?:(?:của|CỦA)\s+)?(?:ĐẢNG|Đảng(?:\s+Cộng sản Việt Nam)?(?!\s+bộ)|Đảng bộ\s+(?:tỉnh|thành phố|Thành phố"
    r"|huyện|quận|xã|phường)(?:\s+[A-ZĐ]\w*)*)(?!\w))?"
    r"(?:,?\s+\(?nhiệm kỳ\s+\d{4}\s*[-–]\s*\d{4}\)?)?"
    r")"
)
_ALONE = re.compile(r"(?:LUẬT|BỘ LUẬT|PHÁP LỆNH|Luật|Bộ luật|Pháp lệnh)[ \t]*\n")
_PASSED = re.compile(
    r"\s*(?:Quốc hội|Ủy ban Thường vụ Quốc hội|Uỷ ban Thường vụ Quốc hội|Ủy ban thường vụ Quốc hội)\s+ban hành\s+"
)
_PLENUM_NUMBER = re.compile(r"\d{1,2}|lần thứ|[Kk]h(?:óa|oá)\s+[IVX\d]")


@cache
def kind_words() -> tuple[str, ...]:
    """Kinds that a number may follow, longest first."""
    table = load("citations")["kind"]
    names = (
        {name for kind in kinds() for name in kind.names if kind.name not in table["never"]}
        | set(table["more"])
        | set(table["this"])
    )
    return tuple(sorted(names, key=len, reverse=True))


def _spaced(word: str) -> str:
    """A kind's name as a pattern: any spacing, as printed, in small or in capital letters."""
    low = r"\s+".join(f"[{part[0].upper()}{part[0].lower()}]{part[1:]}" for part in word.split())
    return f"{low}|{r'\s+'.join(word.upper().split())}"


@cache
def kind_pattern() -> re.Pattern[str]:
    """One kind's name, longest first."""
    return re.compile("(?:" + "|".join(map(_spaced, kind_words())) + r")(?!\w)")


@cache
def _canonical() -> dict[str, str]:
    return {word.lower(): word for word in kind_words()}


def canonical_kind(printed: str) -> str:
    """The kind's name as the tables print it.

    >>> canonical_kind("NGHỊ  QUYẾT")
    'Nghị quyết'
    """
    low = " ".join(printed.lower().split())
    return _canonical().get(low, printed)


@cache
def _allowed(use: str) -> frozenset[str]:
    return frozenset(load("citations")["kind"][use])


def read_document(text: str, start: int, end: int) -> Named | None:
    """The document named by the words that begin at ``start``.

    >>> named = read_document("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về …", 0, 99)
    >>> named.key, named.date.isoformat(), named.issuer, named.end
    ('30/2020/NĐ-CP', '2020-03-05', 'Chính phủ', 65)
    """
    kind = kind_pattern().match(text, start, end)
    if kind is None:
        return None
    word = canonical_kind(kind.group())
    this = _THIS.match(text, kind.end(), end)
    if this:
        return Named("self", "SELF", start, this.end(), word) if word in _allowed("this") else None
    number = _NUMBER_WORD.match(text, kind.end(), end)
    if number:
        named = _by_number(text, start, number.end(), end, word)
        if named is not None:
            return named
    issued = _OF.match(text, kind.end(), end)
    if issued and text[kind.start()].isupper() and (found := _issuer_first(text, start, issued.end(), end, word)):
        return found
    return read_name(text, start, end, word)


def _by_number(text: str, start: int, at: int, end: int, word: str) -> Named | None:
    symbol = read_symbol(text, at, end)
    if symbol:
        return qualify(text, end, Named("symbol", symbol.key, start, symbol.end, word, symbol.number))
    short = SHORT.match(text, at, end)
    if short and "\n" not in text[start:at] and word in _allowed("short" if text[start].isupper() else "low"):
        return qualify(text, end, Named("short", "", start, short.end(), word, short.group(1)))
    return None


def _issuer_first(text: str, start: int, at: int, end: int, word: str) -> Named | None:
    """“Nghị quyết của Quốc hội số 41/2021/QH15”."""
    stop = read_issuer(text, at, end)
    number = _NUMBER_WORD.match(text, stop, end) if stop > 0 else None
    symbol = read_symbol(text, number.end(), end) if number else None
    if symbol is None:
        return None
    named = Named("symbol", symbol.key, start, symbol.end, word, symbol.number, issuer=_flat(text[at:stop]))
    return qualify(text, end, named)


def qualify(text: str, end: int, named: Named) -> Named:
    """Add date and issuer, in either order, to what the number already says."""
    joint = (named.type or "").endswith(("liên tịch", "liên bộ"))
    revised = _REVISED.match(text, named.end, end)
    at, date, issuer = revised.end() if revised else named.end, named.date, named.issuer
    for _ in range(2):
        day = _DAY.match(text, at, end)
        if day and not date and (found := read_day(text, day.end(), end)):
            at, date = found.end, found.date
            continue
        body = _OF.match(text, at, end)
        if body and not issuer and (stop := read_issuer(text, body.end(), end, joint)) > 0:
            at, issuer = stop, _flat(text[body.end() : stop])
    return Named(named.kind, named.key, named.start, at, named.type, named.number, date, issuer, named.title)


def _flat(text: str) -> str:
    return " ".join(text.split())


def read_name(text: str, start: int, end: int, word: str) -> Named | None:
    """A document known by its name: a law, the Constitution, the Party's charter, a congress's resolution."""
    if word == "Hiến pháp":
        found = _CONSTITUTION.match(text, start, end)
        return _dated(text, end, word, start, found.end()) if found else None
    if word in ("Luật", "Bộ luật", "Pháp lệnh"):
        stop = read_law(text, start, end) if text[start].isupper() and not _own_title(text, start) else -1
        return _dated(text, end, word, start, stop) if stop > 0 else None
    if word.startswith("Điều lệ"):
        found = _CHARTER.match(text, start, end)
        return Named("name", "NAME:" + proper_name(found.group()), start, found.end(), "Điều lệ") if found else None
    if word == "Nghị quyết":
        found = _RESOLUTION.match(text, start, end)
        if found and ("ội" in found.group() or "ỘI" in found.group() or _PLENUM_NUMBER.search(found.group())):
            return Named("name", "NAME:" + _flat(found.group()), start, found.end(), word)
    return None


def _own_title(text: str, start: int) -> bool:
    """Whether the kind stands alone on its line, or in the sentence by which the act itself is passed."""
    floor = max(0, start - 60)
    line = text[max(floor, text.rfind("\n", floor, start) + 1) : start]
    if not line.strip() and _ALONE.match(text, start):
        return True
    return bool(_PASSED.fullmatch(line))


def _dated(text: str, end: int, word: str, start: int, at: int) -> Named:
    """A name with the year, the number or the date behind it."""
    title = proper_name(text[start:at])
    key, stop = "NAME:" + title, at
    year = _YEAR.match(text, at, end)
    if year:
        key, stop = f"{key}@{year.group(1)}", year.end()
    number = _NUMBER_WORD.match(text, stop, end)
    symbol = read_symbol(text, number.end(), end) if number else None
    if symbol:
        return qualify(text, end, Named("symbol", symbol.key, start, symbol.end, word, symbol.number, title=title))
    date: dt.date | None = None
    day = _DAY.match(text, stop, end)
    if day and (found := read_day(text, day.end(), end)):
        stop, date = found.end, found.date
        body = _OF.match(text, stop, end)
        if body and (further := read_issuer(text, body.end(), end)) > 0:
            stop = further
    return Named("name", key, start, stop, word, date=date, title=title)
