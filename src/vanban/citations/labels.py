"""Does a unit word open a provision or a form here? Then it is a label, no reference."""

import re
from collections.abc import Sequence

from vanban.citations.letters import CAPITALS
from vanban.citations.locators import Token

_BEFORE = re.compile(r"(?:^|\n)[\s“\"”'‘|#*>\-–]*$")
_STOP = re.compile(rf"\s*[.:\-–)|]|\s*$|\s*\n|\s+(?=[{CAPITALS}(“\[])")
_RUN_ON_BEFORE = re.compile(r"[.:”“\"]\s*$")  # “QUYẾT ĐỊNH: Điều 1. Phê duyệt …” where line breaks were lost
_RUN_ON = re.compile(rf"\.\s+[{CAPITALS}]")
_HEADING_BELOW = re.compile(rf"[ \t]*\n\s*[{CAPITALS}]{{2}}")  # “… chuẩn y. Chương II” and its name in capitals
_SENTENCE_BEFORE = re.compile(r"[.;][ \t]*$")
_LISTED = re.compile(r"(?:^|\n)\s*(?:[a-zđ]\)|\d+[.)]|[-+])\s*$")
_CELL = re.compile(r"\|\s*$")
_POINT = re.compile(r"\s*[.:]|\s*\n|\s*$")
_GOES_ON = re.compile(
    r"\s+(?:Điều|Khoản|Mục|Chương|Phần|Phụ lục|Nghị|Luật|Thông|Quyết|Bộ luật|Hiến|Quy|Pháp|Chỉ thị"
    r"|Kế hoạch|Hướng|Chương trình|Kết luận)[\s]"
)


def is_label(text: str, start: int, tokens: Sequence[Token]) -> bool:
    """Whether the units at ``start`` open their line and are followed as a heading is.

    >>> text = "Điều 5. Hiệu lực"
    >>> is_label(text, 0, [Token("D", ["5"], "", 0, 6)])
    True
    """
    token = tokens[0]
    if token.code == "D" and _RUN_ON_BEFORE.search(text, max(0, start - 3), start) and _RUN_ON.match(text, token.end):
        return True
    ended = _SENTENCE_BEFORE.search(text, max(0, start - 3), start)
    if token.code in ("C", "M", "Ph") and ended and _HEADING_BELOW.match(text, token.end):
        return True
    if token.code in ("MS", "PL") and _CELL.search(text, max(0, start - 3), start):
        return bool(_STOP.match(text, token.end)) and not _GOES_ON.match(text, token.end)
    if token.code in ("MS", "PL") and _LISTED.search(text, max(0, start - 12), start):
        return text.startswith((":", ".\n"), token.end)
    if token.items == ["*"] or not _BEFORE.search(text, max(0, start - 12), start):
        return False
    if token.code in ("D", "K", "P"):
        return bool(_POINT.match(text, token.end))
    if token.items == [""]:
        return not text.startswith((" kèm", " ban", " được", " của"), token.end)
    return len(tokens) == 1 and bool(_STOP.match(text, token.end)) and not _GOES_ON.match(text, token.end)
