"""What is the document about (trích yếu)? The lines between its type name and its first recital."""

import re
from collections.abc import Sequence

from vanban.header.letterhead import Piece
from vanban.header.names import begins_body, is_known
from vanban.header.units import bare
from vanban.tables import load

_HISTORY = re.compile(
    r"(?:\d+\.\s*)?(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)\b.{0,200}\bsố\s.*\bcó hiệu lực\b"
)
_JOINING = re.compile(
    r"(?:\b(?:của|do|và|với|bởi|cho|tại|thuộc|từ|theo|là|số|về|giữa|trong|các|được)|[,\-–])\s*$", re.IGNORECASE
)
_OF = (" CỦA", " DO", " VÀ", " VỚI", " BỞI", " CHO", " TẠI", " THUỘC", " TỪ", " LÀ")
_RUN_ON = re.compile(r"\s(?=(?:Thực hiện|Căn cứ|Triển khai|Theo|Để|Nhằm|Trong|Ngày|Xét)\s\S)")
_WRAP = 150


def title_pieces(found: Sequence[Piece], first: int) -> list[Piece]:
    """The pieces of the title that begins at piece ``first``; a stamp printed across it is left out."""
    chosen: list[Piece] = []
    last: int | None = None
    for index in range(first, len(found)):
        piece = found[index]
        if piece.tag == "front" or (piece.tag == "rule" and last is None):
            continue
        if not _goes_on(found, first, index, last):
            break
        chosen.append(piece)
        last = index
    return chosen


def _goes_on(found: Sequence[Piece], first: int, index: int, last: int | None) -> bool:
    """Whether piece ``index`` belongs to the title; ``last`` is the title's piece before it."""
    piece = found[index]
    text = piece.unit.text
    if last is None and piece.tag == "party" and any(before.tag == "party" for before in found[:first]):
        return True
    if piece.tag in ("rule", "to", "enact", "motto", "party", "stamp") or _HISTORY.match(text):
        return False
    if piece.tag == "basis" or text.startswith(("|", "- ", "+ ", "(")) or is_actor(found, index):
        return False
    if piece.tag == "number" and piece.unit.text[:1] in "Ss" and piece.unit.text[:2] in ("Số", "SỐ") and last is None:
        return False
    if last is None:
        return piece.tag not in ("number", "date") or (not piece.unit.upper and not piece.place)
    if piece.tag == "date" and piece.place:
        return False
    before = found[last].unit
    if _JOINING.search(before.text):
        return True
    if before.upper and not piece.unit.upper:
        return text[:1].islower()
    likely = tuple(load("header")["recital"]["likely"])
    if text.startswith(likely) and (text.endswith((";", ".", ",", ":")) or len(text) > _WRAP):
        return False
    if before.text.endswith(".") and not before.upper:
        return False
    if piece.unit.upper:
        return before.upper
    return (text[:1].islower() or len(before.text) <= _WRAP) and len(text) <= 2 * _WRAP and not text.endswith(":")


def is_actor(found: Sequence[Piece], index: int) -> bool:
    """Whether a line in capitals is the body that decides, printed above the recitals."""
    piece = found[index]
    if piece.tag not in ("upper", "party") or not _speaks(found, index):
        return False
    for behind in found[index + 1 : index + 4]:
        if behind.tag in ("basis", "enact") or behind.unit.text.startswith(tuple(load("header")["recital"]["likely"])):
            return True
        if behind.tag not in ("rule", "upper", "motto"):
            return False
        if behind.tag == "upper" and _JOINING.search(found[index].unit.text):
            continue
    return False


def _speaks(found: Sequence[Piece], index: int) -> bool:
    """Whether a line names an office (“BỘ TRƯỞNG BỘ Y TẾ”), a known body or the issuer of the heading."""
    text = found[index].unit.text
    plain, rows = bare(text), load("header")
    if any(plain.startswith(bare(head)) for head in (*rows["heads"], *rows["actors"], *rows["councils"])):
        return True
    top = next((i for i, piece in enumerate(found) if piece.tag == "kind"), 0)
    issuer = "".join(bare(piece.unit.text) for piece in found[:top] if piece.tag == "upper")
    return is_known(text) or (begins_body(text) and (plain in issuer or (issuer != "" and issuer in plain)))


def without_actor(title: str, issuers: Sequence[str]) -> str:
    """A title in capitals without the deciding body that a copy ran into its last line.

    >>> without_actor("VỀ CHÍNH PHỦ SỐ THỦ TƯỚNG CHÍNH PHỦ", ["Thủ tướng Chính phủ"])
    'VỀ CHÍNH PHỦ SỐ'
    """
    for issuer in issuers:
        name = issuer.upper()
        for end in (name, name + " điện", name + " điện:"):
            head = title.removesuffix(end).rstrip()
            joined = head.endswith((*_OF, ",", "-", "–"))
            if head not in (title, "") and head.isupper() and not joined:
                return head
    return title


def before_recital(title: str) -> str:
    """A title in capitals without the first recital that a copy ran into its line.

    >>> before_recital("CỦA LUẬT PHÒNG THỦ DÂN SỰ Thực hiện Quyết định số 1899/QĐ-TTg")
    'CỦA LUẬT PHÒNG THỦ DÂN SỰ'
    """
    found = _RUN_ON.search(title)
    return title[: found.start()] if found and title[: found.start()].isupper() else title
