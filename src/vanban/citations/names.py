"""Where does the name of a law end? A list of names first, then capital letters and stop words."""

import re
from functools import cache

from vanban.citations.fold import fold
from vanban.citations.letters import CAPITALS
from vanban.citations.phrasebook import Phrasebook
from vanban.citations.stops import WORD, stops_here
from vanban.tables import load

_FIRST = re.compile(rf"\s+(?=[{CAPITALS}])")
_GAP = re.compile(r"\s+")
_AMENDING = re.compile(
    r"\s+(?:[Ss]ửa đổi|[Bb]ổ sung|SỬA ĐỔI)(?:\s*(?:,|và|\s)\s*(?:bổ sung|BỔ SUNG))?(?:\s+(?:một số|các"
    r"|MỘT SỐ)\s+(?:điều|ĐIỀU))?(?:\s+Điều\s+[\d, và]+)?"
    r"(?:\s+(?:của|CỦA))?(?:\s+các)?\s+(?=Luật|Bộ luật|LUẬT|Pháp lệnh|\d+\s+[Ll]uật)"
)
_NUMBERED = re.compile(
    r"\d+\s+[Ll]uật(?:\s+(?:có\s+liên\s+quan|liên\s+quan|trong|về)\s[^;.\n(]{0,100}?(?=,?\s+số\s+\d|,?\s+ngày\s+\d|\s*[;.\n(])"
    r"|\s+có\s+liên\s+quan)?"
)
_TO_NUMBER = re.compile(r"\s+[^;.()\d\n“”]{3,110}?(?=,?\s+(?:số\s*:?\s*\d+/|ngày\s+\d))")
_NUMBER = re.compile(r",?\s+số\s*:?\s*\d+/\d{4}/(?:QH|UBTVQH)\d")
_NEVER = re.compile(
    r"\s(?:được|theo|đã|thì|phải|này|kể từ|có hiệu lực|Luật|Nghị|Thông tư|Quyết|Bộ luật|quy định|thực hiện)\s"
)
_LIST = re.compile(r"(?:\s*,\s*|\s+và\s+|\s*,\s+và\s+)(?=(?:Bộ luật|Luật|Pháp lệnh)\s)")
_TYPE = re.compile(r"Bộ [Ll]uật|BỘ LUẬT|Luật|LUẬT|Pháp lệnh|PHÁP LỆNH")
MAX_WORDS = 14
_DEPTH = 2  # an act may amend an amending act; deeper titles are not read


def read_law(text: str, start: int, end: int, depth: int = 0) -> int:
    """The end of the law's name whose type word (“Luật”) begins at ``start``, or -1.

    >>> text = "Luật Khám bệnh, chữa bệnh quy định"
    >>> text[: read_law(text, 0, len(text))]
    'Luật Khám bệnh, chữa bệnh'
    >>> text = "Luật quản lý lệ phí số 30/2020/QH14"
    >>> text[: read_law(text, 0, len(text))]
    'Luật quản lý lệ phí'
    """
    kind = _TYPE.match(text, start, end)
    if kind is None:
        return -1
    gap = _GAP.match(text, kind.end(), end)
    if gap is None:
        return -1
    book = _book(" ".join(kind.group().lower().split()))
    found = book.match(text, gap.end(), end)
    if found > 0:
        return found
    amending = _AMENDING.match(text, kind.end(), end)
    if amending:
        return _amending_end(text, amending.end(), end, depth + 1) if depth < _DEPTH else -1
    if kind.group().isupper():
        return -1
    if _FIRST.match(text, kind.end(), end):
        return _by_capitals(text, kind.end(), end)
    at = _to_number(text, kind.end(), end)  # an unknown name in small letters: only where its number stands behind it
    return at if at > 0 and _NUMBER.match(text, at, end) else -1


def _to_number(text: str, start: int, end: int) -> int:
    """The end of an unknown name whose number or date stands right behind it, or -1."""
    numbered = _TO_NUMBER.match(text, start, end)
    return numbered.end() if numbered and not _NEVER.search(numbered.group() + " ") else -1


def _amending_end(text: str, start: int, end: int, depth: int) -> int:
    """The end of “sửa đổi … của Luật A, Luật B và Luật C”: of its last law."""
    numbered = _NUMBERED.match(text, start, end)
    if numbered:
        return numbered.end()
    at = read_law(text, start, end, depth)
    while at > 0 and (more := _LIST.match(text, at, end)) and (further := read_law(text, more.end(), end, depth)) > 0:
        at = further
    return at


def _by_capitals(text: str, start: int, end: int) -> int:
    """An unknown name: all words up to its number or date, else up to one that cannot be inside a name."""
    numbered = _to_number(text, start, end)
    if numbered > 0:
        return numbered
    at = start
    for _ in range(MAX_WORDS):
        word = WORD.match(text, at, end)
        if word is None or stops_here(text, word, end, _stops()) or word.group(1).isdigit() or "\n" in word.group():
            break
        at = word.end()
    return at if at > start else -1


@cache
def _book(kind: str) -> Phrasebook:
    return Phrasebook(load("law_names")[{"luật": "laws", "bộ luật": "codes", "pháp lệnh": "ordinances"}[kind]])


@cache
def _stops() -> frozenset[str]:
    return frozenset(load("law_names")["stops"])


@cache
def proper_name(printed: str) -> str:
    """The name in its usual capitals when it was printed in capitals throughout.

    >>> proper_name("LUẬT VIỆC LÀM")
    'Luật Việc làm'
    """
    name = " ".join(printed.split())
    if not name.isupper():
        return name
    return _spellings().get(fold(name), name)


@cache
def _spellings() -> dict[str, str]:
    table = load("law_names")
    rows = [("Luật ", table["laws"]), ("Bộ luật ", table["codes"]), ("Pháp lệnh ", table["ordinances"])]
    return {fold(kind + name): kind + name for kind, names in rows for name in names}
