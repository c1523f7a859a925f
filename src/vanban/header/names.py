"""How is a body's name written that the heading prints in capitals?"""

import re
from functools import cache

from vanban.header.units import bare
from vanban.tables import load
from vanban.tables.issuers import issuers, provinces

_COMMITTEES = ("tỉnh ủy", "thành ủy", "thị ủy", "huyện ủy", "quận ủy")  # the name of a place follows
# “ĐẢNG BỘ TỈNH HÀ TĨNH” over “TỈNH ỦY”
_ORGANISATION = re.compile(r"(?i:đảng bộ (?:tỉnh|thành phố|tp\.?|thị xã|huyện|quận)) (?P<place>\S.*)")
_NUMERAL = re.compile(r"[IVXLC]+|\d.*")


@cache
def _lexicon() -> dict[str, str]:
    """Names by their bare form; the table's names win over their shorter kin."""
    aliases = [name for body in issuers() for name in body.aliases]
    names = [*aliases, *provinces(), *load("header")["proper"], *(body.name for body in issuers())]
    return {bare(name): name for name in names if " " in name or name in load("header")["proper"]}


@cache
def _places() -> dict[str, str]:
    """The words before the name of a place, by their bare form."""
    return {bare(word): word for word in load("header")["places"]} | {"TP": "thành phố"}


def proper(printed: str) -> str:
    """A name with capitals where Vietnamese puts them; a name printed in small letters stays.

    >>> proper("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ"), proper("BỘ VĂN HOÁ, THỂ THAO VÀ DU LỊCH")
    ('Ủy ban nhân dân tỉnh Quảng Trị', 'Bộ Văn hóa, Thể thao và Du lịch')
    >>> proper("TỈNH ỦY SƠN HÀ")
    'Tỉnh ủy Sơn Hà'
    """
    words = printed.split()
    if sum(map(str.islower, printed)) > len(printed) // 3:
        return " ".join(words)
    known, written, at, place = _lexicon(), [], 0, False
    while at < len(words):
        size = next(
            (n for n in range(min(12, len(words) - at), 0, -1) if bare("".join(words[at : at + n])) in known), 0
        )
        if size:
            tail = words[at + size - 1][-1]
            written.append(known[bare("".join(words[at : at + size]))] + (tail if tail in ",;-" else ""))
            at, place = at + size, written[-1].lower() in _COMMITTEES
            continue
        pair = next((n for n in (2, 1) if bare("".join(words[at : at + n])) in _places()), 0)
        if pair:
            written.append(_places()[bare("".join(words[at : at + pair]))])
            at, place = at + pair, True
            continue
        written.append(_word(words[at], first=not written, place=place))
        at += 1
    return " ".join(written)


def _word(word: str, *, first: bool, place: bool) -> str:
    """One word outside any known name."""
    short: dict[str, str] = load("header")["short"]
    if word in short:
        return short[word]
    if _NUMERAL.fullmatch(word):
        return word
    return word.capitalize() if first or place else word.lower()


@cache
def _heads() -> frozenset[str]:
    """The words that begin a body's name; tones count (“VIỆN” is one, “VIÊN” is not)."""
    return frozenset(map(toned, load("header")["bodies"]))


def toned(words: str) -> str:
    """Words in capitals with one placement of tones."""
    return words.upper().replace("UỶ", "ỦY").replace("OÀ", "ÒA").replace("OÁ", "ÓA").replace("OẢ", "ỎA")


@cache
def _bare_row(row: str) -> frozenset[str]:
    return frozenset(map(bare, load("header")[row]))


def begins_body(line: str) -> bool:
    """Whether a line in capitals begins the name of a body.

    >>> begins_body("SỞ NỘI VỤ"), begins_body("TÀI CHÍNH")
    (True, False)
    """
    words = toned(line).split()
    if words[:2] == ["BAN", "HÀNH"]:
        return False
    return any(" ".join(words[:n]) in _heads() for n in range(1, min(4, len(words)) + 1))


def is_known(line: str) -> bool:
    """Whether a line in capitals is the whole name of a body of the table.

    >>> is_known("CHÍNH PHỦ"), is_known("THUẾ THU NHẬP CÁ NHÂN")
    (True, False)
    """
    return bare(line) in _lexicon()


def bodies(lines: list[str]) -> list[str]:
    """The bodies that the lines of the left heading name, from the superior down, still as printed.

    >>> bodies(["BỘ", "TÀI CHÍNH", "CỤC THUẾ"]), bodies(["BỘ CÔNG AN - BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"])
    (['BỘ TÀI CHÍNH', 'CỤC THUẾ'], ['BỘ CÔNG AN', 'BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'])
    """
    found: list[str] = []
    for line in lines:
        for index, part in enumerate(
            re.split(r"\s+[-–—]+\s+|\s*[-–—]{2,}\s*|(?<=[^\W\d_]{2})[-–—]\s+|\s+[-–—]$", line)
        ):
            name = part.strip(" -–—*_.:,;") if index or part is not line else part.strip(" *_:;-–—")
            if not name:
                continue
            if found and (bare(found[-1]) in _bare_row("unfinished") or not begins_body(name)):
                found[-1] += (" - " if index else " ") + name
            elif name not in found:
                found.append(name)
    return [body for printed in found for body in _run_together(printed)]


def _run_together(printed: str) -> tuple[str, ...]:
    """The superior and its body, printed in one cell.

    >>> _run_together("BỘ TÀI CHÍNH CỤC THUẾ"), _run_together("VĂN PHÒNG CHÍNH PHỦ")
    (('BỘ TÀI CHÍNH', 'CỤC THUẾ'), ('VĂN PHÒNG CHÍNH PHỦ',))
    """
    words = printed.split()
    if not is_known(printed):
        for size in range(len(words) - 1, 1, -1):
            above, body = " ".join(words[:size]), " ".join(words[size:])
            if bare(above) in _whole() and begins_body(body) and bare(body) not in _bare_row("unfinished"):
                return above, body
    return (printed,)


@cache
def _whole() -> frozenset[str]:
    """Bare names of the bodies that need no more words, with those of each province."""
    ruled = [f"{rank} {name}" for name in provinces() for rank in ("TỈNH", "THÀNH PHỐ")]
    councils = [f"{body} {place}" for place in ruled for body in ("ỦY BAN NHÂN DÂN", "UBND")]
    committees = [f"{body} {name}" for name in provinces() for body in ("TỈNH ỦY", "THÀNH ỦY")]
    names = [body.name for body in issuers() if " " in body.name and "ủy" not in body.name.split()[-1]]
    return frozenset(map(bare, (*names, *councils, *committees, "Đảng ủy Chính phủ", "Đảng ủy Quốc hội")))


def named(lines: list[str], *, joint: bool) -> list[str]:
    """The issuing bodies of a heading: all of a joint document, else the lowest with the place of its superior.

    >>> named(["TỈNH ỦY HÀ TĨNH", "BAN TỔ CHỨC"], joint=False), named(["UBND TỈNH HÀ TĨNH", "SỞ NỘI VỤ"], joint=False)
    (['Ban Tổ chức Tỉnh ủy Hà Tĩnh'], ['Sở Nội vụ tỉnh Hà Tĩnh'])
    """
    found = bodies(lines)
    if joint or len(found) < 2:
        return [proper(body) for body in found]
    *above, last = _placed(found)
    superior, own = proper(above[-1]), proper(last)
    if bare(last) in _bare_row("dependent"):
        if bare(superior).startswith("BANCHAPHANHTRUNGUONG"):
            return [f"{own} Trung ương{' Đảng' if own == 'Văn phòng' else ''}"]
        return [f"{own} {superior.removeprefix('Đảng bộ ') if own == 'Đảng ủy' else superior}"]
    place = re.search(r"\b(?:tỉnh|thành phố|Thành phố) \S.*$", superior)
    if place and re.match(r"(?:Sở|Thanh tra|Ban Quản lý)\b", own) and place[0].split()[-1] not in own:
        return [f"{own} {place[0]}"]
    return [own]


def _placed(found: list[str]) -> list[str]:
    """The bodies of a heading, a committee with the place that only its organisation above bears.

    >>> _placed(["ĐẢNG BỘ TỈNH HÀ TĨNH", "TỈNH ỦY", "VĂN PHÒNG"])
    ['ĐẢNG BỘ TỈNH HÀ TĨNH', 'TỈNH ỦY HÀ TĨNH', 'VĂN PHÒNG']
    """
    placed = found[:1]
    for body in found[1:]:
        rank = proper(body).lower()
        above = _ORGANISATION.fullmatch(placed[-1]) if rank in _COMMITTEES else None
        placed.append(f"{body} {above['place']}" if above else body)
    return placed


def body_of(actor: str) -> str:
    """The body that an office speaks for.

    >>> body_of("Bộ trưởng Bộ Y tế"), body_of("Thống đốc Ngân hàng Nhà nước Việt Nam"), body_of("Chính phủ")
    ('Bộ Y tế', 'Ngân hàng Nhà nước Việt Nam', 'Chính phủ')
    """
    rows = load("header")
    name = rows["actors"].get(actor, actor)
    for head in rows["heads"]:
        if name.startswith(head + " ") and begins_body(name[len(head) + 1 :].upper()):
            return str(name[len(head) + 1 :])
    return str(name)
