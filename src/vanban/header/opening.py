"""Who speaks in a text whose heading does not settle it? The opening sentences and the caption of copies."""

import re
from dataclasses import dataclass
from functools import cache

from vanban.dates import Day, find_day
from vanban.header.names import begins_body, body_of
from vanban.header.symbols import Symbol, read_symbol
from vanban.tables import load
from vanban.tables.kinds import Kind, by_name

_FIRST = re.compile(r"\n(?:Điều\s+1\b|Chương\s+I\b|Phần|I\s?[.\-])")
_ISSUED = re.compile(
    r"\s*,?\s*(?:\(?\s*ngày\s[^)\n]{6,28}?\d{4}\)?)?\s*,?\s*"
    r"(?:của\s+(?P<who>[^,;.\n]{3,90}?)(?=\s+(?:về|quy định|ban hành)\b|[,.;\n]|$))?"
)
_CENTRAL_BODIES = r"Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?"


@cache
def _enacts() -> re.Pattern[str]:
    """“Bộ trưởng Bộ Y tế ban hành …” at the head of a line."""
    subjects = "|".join(load("header")["enacting"]["subjects"])
    return re.compile(
        rf"^(?:-\s*)?(?P<who>(?:{subjects})[^\n;.:]{{0,140}}?)"
        r"\s+(?:ban hành|công bố|quyết định(?= về|:)|quy định(?= về))\b",
        re.MULTILINE,
    )


@cache
def _central() -> re.Pattern[str]:
    """“Bộ Chính trị, Ban Bí thư yêu cầu …”."""
    verbs = "|".join(load("header")["enacting"]["verbs"])
    return re.compile(
        rf"(?<![^\s,;(])(?P<who>(?:{_CENTRAL_BODIES})(?:(?:,| và)\s+(?:{_CENTRAL_BODIES}))?)"
        rf"(?:\s+\([^)]*\))?,?\s+(?:đã\s+)?(?:{verbs})"
    )


@cache
def _caption() -> re.Pattern[str]:
    """“Kết luận số …” at the head of a line."""
    names = "|".join(sorted(by_name(), key=len, reverse=True))
    return re.compile(rf"(?P<kind>{names})\s+số\s*:?\s*(?=\d)(?P<rest>[^\n]{{0,600}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """A portal's announcing line: “Kết luận số 69-KL/TW ngày 11/01/2024 của Bộ Chính trị về …”."""

    kind: Kind
    symbol: Symbol
    day: Day | None
    issuer: str | None
    title: str | None
    start: int
    end: int
    title_start: int = 0


def enacting_body(content: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The body that enacts, by the sentence that opens the provisions, and where it is named.

    >>> enacting_body("Bộ trưởng Bộ Y tế ban hành Thông tư quy định …", 0, 40)
    ('Bộ Y tế', 0, 17)
    """
    first = _FIRST.search(content, start, end)
    last = None
    for found in _enacts().finditer(content, start, first.start() if first else end):
        name = body_of(" ".join(found["who"].split()))
        if begins_body(name.upper()):
            last = name, found.start("who"), found.end("who")
    return last


def central_bodies(content: str, start: int, end: int) -> tuple[tuple[str, ...], int, int] | None:
    """The central Party bodies that decide in a stretch.

    >>> central_bodies("sau khi nghe báo cáo, Bộ Chính trị, Ban Bí thư kết luận như sau", 0, 70)[0]
    ('Bộ Chính trị', 'Ban Bí thư')
    """
    found = _central().search(content, start, end)
    if not found:
        return None
    names = re.split(r",\s*|\s+và\s+", found["who"])
    return tuple(name.removesuffix(" Đảng") for name in names), found.start("who"), found.end("who")


def caption(content: str) -> Caption | None:
    """The announcing line among the first two of a text, if it names the document itself.

    >>> read = caption("Kết luận số 69-KL/TW ngày 11/01/2024 của Bộ Chính trị về tiếp tục thực hiện\\nSau 10 năm")
    >>> read.symbol.text, read.issuer, read.title
    ('69-KL/TW', 'Bộ Chính trị', 'về tiếp tục thực hiện')
    """
    best, position = None, 0
    for _ in range(2):
        stop = content.find("\n", position)
        stop = len(content) if stop < 0 else stop
        read = _captioned(content, position, stop)
        if read and (best is None or read.day):
            best = read
        position = stop + 1
    return best


def _captioned(content: str, start: int, end: int) -> Caption | None:
    found = _caption().match(content, start, end)
    symbol = read_symbol(content, found.start("rest")) if found else None
    if not found or not symbol or symbol.end > end:
        return None
    issued = _ISSUED.match(content, symbol.end, end)
    behind = issued.end() if issued else symbol.end
    title = content[behind:end].strip(" .:*")
    if title and not re.match(r"(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt)\b", title, re.IGNORECASE):
        return None
    if end == len(content) or re.search(r"[.!?]\s+\w", title):  # running text, which announces nothing
        return None
    day = find_day(content, symbol.end, behind)
    who = issued["who"] if issued else None
    kind = by_name()[" ".join(found["kind"].lower().split())]
    return Caption(kind, symbol, day, who, title or None, found.start(), end, end - len(content[behind:end].lstrip()))
