"""Who speaks in a text whose heading does not settle it? The opening sentences and the caption of copies."""

import re
from dataclasses import dataclass

from vanban.dates import Day, find_day
from vanban.header.names import begins_body, body_of
from vanban.header.symbols import Symbol, read_symbol
from vanban.tables.kinds import Kind, by_name

_KINDS = "|".join(sorted({name.capitalize() for name in by_name()}, key=len, reverse=True))
_VERB = r"(?:ban hành|quy định|quyết định|quyết nghị|kết luận|yêu cầu|hướng dẫn|đồng ý|thống nhất|chỉ đạo|đã\s+(?:thảo luận|ban hành|quyết định))"
_ENACTS = re.compile(
    r"^(?:-\s*)?(?P<who>(?:Bộ trưởng|Chủ nhiệm|Thống đốc|Chánh án|Viện trưởng|Tổng Thanh tra|Tổng Kiểm toán|Chính phủ|Thủ tướng Chính phủ"
    r"|Quốc hội|Ủy ban|Uỷ ban|Hội đồng|Chủ tịch|Giám đốc|Tổng Giám đốc|Cục trưởng|Ban |Bộ Chính trị|Tỉnh ủy|Thành ủy|Đảng ủy)[^\n;.:]{0,140}?)"
    r"\s+(?:ban hành|công bố|quyết định(?= về|:)|quy định(?= về))\b",
    re.MULTILINE,
)
_FIRST = re.compile(r"\n(?:Điều\s+1\b|Chương\s+I\b|Phần|I\s?[.\-])")
_CENTRAL = re.compile(
    r"(?<![^\s,;(])(?P<who>(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?)(?:(?:,| và)\s+(?:Bộ Chính trị|Ban Bí thư))?)"
    rf"(?:\s+\([^)]*\))?,?\s+(?:đã\s+)?{_VERB}",
)
_CAPTION = re.compile(rf"(?P<kind>{_KINDS})\s+số\s*:?\s*(?=\d)(?P<rest>[^\n]{{0,600}})", re.IGNORECASE)
_ISSUED = re.compile(
    r"\s*,?\s*(?:\(?\s*ngày\s[^)\n]{6,28}?\d{4}\)?)?\s*,?\s*(?:của\s+(?P<who>[^,;.\n]{3,90}?)(?=\s+(?:về|quy định|ban hành)\b|[,.;\n]|$))?"
)


@dataclass(frozen=True, slots=True)
class Caption:
    """The line with which a portal announces a document: “Kết luận số 69-KL/TW ngày 11/01/2024 của Bộ Chính trị về …”."""

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
    for found in _ENACTS.finditer(content, start, first.start() if first else end):
        name = body_of(" ".join(found["who"].split()))
        if begins_body(name.upper()):
            last = name, found.start("who"), found.end("who")
    return last


def central_bodies(content: str, start: int, end: int) -> tuple[tuple[str, ...], int, int] | None:
    """The central Party bodies that decide in a stretch.

    >>> central_bodies("sau khi nghe báo cáo, Bộ Chính trị, Ban Bí thư kết luận như sau", 0, 70)[0]
    ('Bộ Chính trị', 'Ban Bí thư')
    """
    found = _CENTRAL.search(content, start, end)
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
    found = _CAPTION.match(content, start, end)
    symbol = read_symbol(content, found.start("rest")) if found else None
    if not found or not symbol or symbol.end > end:
        return None
    issued = _ISSUED.match(content, symbol.end, end)
    behind = issued.end() if issued else symbol.end
    title = content[behind:end].strip(" .:*")
    if title and not re.match(r"(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt)\b", title, re.IGNORECASE):
        return None
    day = find_day(content, symbol.end, behind)
    who = issued["who"] if issued else None
    kind = by_name()[" ".join(found["kind"].lower().split())]
    return Caption(kind, symbol, day, who, title or None, found.start(), end, end - len(content[behind:end].lstrip()))
