"""What pieces does a heading consist of? Its cells, whatever lines and columns they were printed in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LINES = 70
_LENGTH = 9000
_LONGEST = 4000  # of a longer cell only so much is looked at
_WIDEST = 300  # a longer cell is no heading
_PLACE = 6  # words in the name of a place
_MOTTO = re.compile(r"C.NG\s*H..?\s*X.\s*H.I\s*CH.\s*NGH..(?:\s*VI.T\s*NAM\b)?")
_PARTY = re.compile(r"ĐẢNG\s*CỘNG\s*SẢN\s*VIỆT\s*NAM")
_FREEDOM = re.compile(r"Đ[ộo]c\s*l[ậâa]p\s*[-–—.]?\s*T[ựu]\s*do\s*[-–—.]?\s*H[ạa]nh\s*ph[úu]c")
_NUMBER = re.compile(r"\s+(?=(?:Luật |Nghị quyết |Bộ luật )?Số\s*:?\s*\d|(?:Luật|Nghị quyết) số\s*:?\s*\d)")
_BODY = re.compile(
    r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC)\s+(?:\d+|[IVXLC]+\b)|(?:Phần|PHẦN)\s+(?:[IVXLC]+\b|thứ|THỨ)"
    r"|(?:[IVX]{1,5}|[A-DĐ])\s?[.\-–]\s*\S|\d{1,2}(?:\.\d+)*\s?[.)\-–]\s*\D|\(\d+\)\s"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One cell or line of a heading, trimmed; ``line`` counts the printed lines."""

    start: int
    end: int
    text: str
    line: int

    @property
    def upper(self) -> bool:
        """Whether it is printed in capitals; a stray small letter in a symbol does no harm."""
        capitals = sum(map(str.isupper, self.text))
        return capitals >= 2 and sum(map(str.islower, self.text)) * 8 <= capitals


def units(content: str) -> list[Unit]:
    """The cells of the first lines of a text, up to its first article or numbered heading.

    >>> [unit.text for unit in units("BỘ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nSố: 01/QĐ-BYT\\tHà Nội")]
    ['BỘ Y TẾ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Số: 01/QĐ-BYT', 'Hà Nội']
    """
    found: list[Unit] = []
    position = 0
    for number in range(_LINES):
        if position >= min(len(content), _LENGTH):
            break
        stop = content.find("\n", position)
        stop = len(content) if stop < 0 else stop
        for start, end in _cells(content, position, stop):
            end = min(end, start + _LONGEST)
            unit = Unit(start, end, content[start:end], number)
            if number and _BODY.match(unit.text):
                return found
            found.append(unit)
        position = stop + 1
    return found


def _cells(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a line: parted by tabs, table bars, or the state motto printed beside the issuer."""
    signs = "|\t" if content.startswith("|", start) else "\t"
    begin = start
    for at in range(start, min(end, start + 600)):
        if content[at] in signs:
            yield from _parts(content, begin, at)
            begin = at + 1
    yield from _parts(content, begin, end)


def _parts(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A cell without its margins, cut before and behind a motto; table rulings are dropped."""
    while start < end and content[start] in " \ufeff*`#":
        start += 1
    while end > start and content[end - 1] in " *`":
        end -= 1
    if start >= end or (content[start] in ":-" and not content[start:end].strip(":- ")):
        return
    cut = _cut(content, start, end) if end - start < _WIDEST else None
    if cut is None:
        yield start, end
        return
    yield from _parts(content, start, cut[0])
    if cut[0] < cut[1]:
        yield cut
    yield from _parts(content, cut[1], end)


def _cut(content: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a cell that was printed as several is to be cut: around a motto, before a number or a place."""
    for pattern in (_MOTTO, _FREEDOM, _PARTY):
        motto = pattern.search(content, start, end)
        if motto and motto.span() != (start, end) and (pattern is not _PARTY or _alone(content, start, motto.start())):
            return motto.span()
    number = _NUMBER.search(content, start + 1, end)
    if number and content[start : number.start()].isupper():
        return number.end(), number.end()
    comma = content.find(", ngày", start, end)
    if comma > start and content[start].isupper():
        words = content[start:comma].split(" ")
        place = next((i for i, word in enumerate(words) if not word.isupper()), 0)
        if place and len(words[place - 1]) > 1 and len(words) - place <= _PLACE:
            cut = start + len(" ".join(words[:place])) + 1
            return cut, cut
    return None


def _alone(content: str, start: int, at: int) -> bool:
    """Whether the Party's name at ``at`` is a heading beside an issuer's name, not part of a title."""
    before = content[start:at].strip()
    return before.endswith(("ỦY", "UỶ", "TRUNG ƯƠNG", "PHÒNG", "*")) or before.startswith(
        ("TỈNH ỦY", "ĐẢNG BỘ", "ĐẢNG ỦY")
    )


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Letters and digits alone, without tones, in capitals: how scans and spellings are compared.

    >>> bare("Ủy ban") == bare("UỶ BAN")
    True
    """
    plain = unicodedata.normalize("NFD", text.upper().replace("Đ", "D").replace("Ð", "D"))
    return "".join(sign for sign in plain if sign.isalnum())
