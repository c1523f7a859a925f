"""What is the document's number and symbol (số, ký hiệu), as printed in its heading?"""

import re
from dataclasses import dataclass

from vanban.tables.kinds import Kind, by_abbreviation

_WORD = r"(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Nghị định|Thông tư|Quyết định|Lệnh|LUẬT|NGHỊ QUYẾT)"
_LEAD = re.compile(rf"(?:{_WORD}\s+)?(?:[Ss][ốôóổỗòố6]|SỐ)\s*[:;.]?\s*", re.UNICODE)
_PART = r"[A-ZĐÐ][A-Za-zĐđÐ0-9&().]*"
_SYMBOL = re.compile(
    r"\d[\d.]*[a-zđA-ZĐ]?\d?(?:\s?[/\-–—]\s?(?:19|20)\d{2}(?=\s?[/\-–—]|\s|$))?"
    rf"(?:\s?[/\-–—]\s?(?:{_PART}|\d[\dA-ZĐa-zđ]*)|\s(?=LCT|NQ/|PL/)[A-Z]{{2,3}})+"
)
_GLUED = re.compile(r"(\d+[a-z]?/(?:\d{4}/)?)(NĐ|NQ|QĐ|TT|CT|VBHN|KH|TB|BC)(?=(?:CP|TTg|UBND|HĐND|B[A-ZĐ]{2,})\b)")
_STROKES = {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ", "QÐ": "QĐ", "NÐ": "NĐ"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in its tidied form and where it is printed; ``mended`` where a letter had to be restored."""

    text: str
    start: int
    end: int
    mended: bool = False


def lead_end(text: str) -> int:
    """Where “Số:” or “Luật số:” at the head of a cell ends; 0 if it is not there."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def read_symbol(text: str, position: int = 0, offset: int = 0) -> Symbol | None:
    """The symbol printed at ``position`` of a cell.

    >>> read_symbol("18/2026/NĐ- CP").text, read_symbol("12-NQ/TW").text, read_symbol("66.13/2026/NQ-CP").text
    ('18/2026/NĐ-CP', '12-NQ/TW', '66.13/2026/NQ-CP')
    """
    found = _SYMBOL.match(text, position)
    if not found:
        return None
    printed = found[0].rstrip(".(&")
    tidy = re.sub(r"\s*([/\-–—])\s*", lambda sign: "/" if sign[1] == "/" else "-", printed)
    mended = _GLUED.sub(r"\1\2-", tidy).replace("Ð", "Đ")
    mended = re.sub(r"(?<=[/\-])(?:QD|ND|CD)(?=[/\-])", lambda sign: _STROKES[sign[0]], mended)
    mended = re.sub(r"(?<=QH)[Il](?=\d)", "1", mended)
    return Symbol(mended, offset + found.start(), offset + found.start() + len(printed), mended != tidy)


def kinds_of(symbol: str, system: str) -> tuple[Kind, ...]:
    """The kinds a symbol allows: none for an official letter of the state, two for QĐ of the Party.

    >>> [kind.name for kind in kinds_of("30/2020/NĐ-CP", "state")]
    ['Nghị định']
    """
    table = by_abbreviation(system)
    for part in re.split(r"[/\-]", symbol)[1:]:
        if part in table:
            return table[part]
        if part == "TTLT" or part.startswith("NQLT"):
            return table[part[:4]]
    return ()
