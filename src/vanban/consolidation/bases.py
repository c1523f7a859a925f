"""How is one of the bases of an act changed? The line that is meant by its ordinal, or by its words."""

import re
from collections.abc import Sequence

from vanban.consolidation.quoted import alike
from vanban.consolidation.structural import REPEALED, Unsettled
from vanban.consolidation.units import Unit
from vanban.consolidation.values import Touch
from vanban.model import Amendment, Document

_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện)\b|\(được bãi bỏ\)$")
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NTH = rf"(?:thứ )?(?P<n>{'|'.join(_ORDINALS)}|\d{{1,2}})(?!\w)"
_ONE = rf"căn cứ(?: ban hành| pháp lý)?(?: {_NTH}| (?P<quoted>\x01))"
_OF = r"(?: (?:của|tại|trong|phần)\b[^:;]*?)?"
_CHANGES = re.compile(
    rf"(?:sửa đổi, bổ sung|sửa đổi|thay thế|thay) {_ONE}{_OF}(?: như sau| bằng(?: căn cứ)?)\W*", re.IGNORECASE
)
_REPEALS = re.compile(rf"(?:bãi bỏ|bỏ) {_ONE}{_OF}\W*", re.IGNORECASE)
_INSERTS = re.compile(
    rf"bổ sung (?:thêm )?(?:một |01 )?căn cứ(?: {_NTH.replace('<n>', '<m>')})? (?:vào )?(?P<side>sau|trước) {_ONE}{_OF}"
    r"(?: như sau)?\W*",
    re.IGNORECASE,
)
_ORDER = re.compile(r"(?:sửa đổi|thay|bãi bỏ|bỏ|bổ sung)\b[^“\"]{0,40}?\bcăn cứ\b", re.IGNORECASE)
_UNCLEAR = "Chưa rõ lệnh sửa căn cứ nào của văn bản."


def on_bases(row: Amendment, words: str) -> bool:
    """Whether an instruction changes one of the bases, in these words."""
    return row.op in ("replace", "repeal", "insert") and row.at in ("BASIS", "?") and _ORDER.match(words) is not None


def change_basis(root: Unit, document: Document, row: Amendment) -> Touch | None:
    """Do what an instruction says of one basis; nothing where it stands so already."""
    words, said = _spoken(document, row)
    lines, first = _lines(root)
    told = {"replace": _CHANGES, "repeal": _REPEALS, "insert": _INSERTS}[row.op].fullmatch(words)
    if told is None or len(said) != (row.op != "repeal") + (told["quoted"] is not None):
        raise Unsettled(_UNCLEAR)
    if told["n"] and _shifted(document, row):
        raise Unsettled("Lệnh khác của cùng văn bản đã thêm hoặc bớt căn cứ; chưa rõ số thứ tự tính theo lời văn nào.")
    if row.op == "replace" and told["quoted"] and [_count(lines, words) for words in said] == [0, 1]:
        return None
    at = _which(told, lines, said)
    new = said[-1].split("\n") if row.op != "repeal" else [REPEALED]
    if row.op != "repeal" and not all(_BASIS.match(line) for line in new):
        raise Unsettled("Lời văn mới không phải là căn cứ.")
    new = [line if line[-1] in ";,.)" else f"{line};" for line in new]
    if row.op == "insert":
        at += told["side"].casefold() == "sau"
        if told["m"] and _number(told["m"]) != at + 1:
            raise Unsettled(_UNCLEAR)
        if [line.strip() for line in lines[at : at + len(new)]] == new:
            return None
        return _put(root, first + at, 0, new)
    return _put(root, first + at, 1, new)


def _spoken(document: Document, row: Amendment) -> tuple[str, list[str]]:
    """The words of an instruction with a sign for each quotation, and what it quotes."""
    content = document.text.content
    spoken = _SPOKEN.match(content, row.start)
    words = spoken.group() if spoken else ""
    said = [one[1].strip() for one in _QUOTED.finditer(words)]
    return " ".join(_QUOTED.sub(" \x01 ", words).split()), said


_SPOKEN = re.compile(r"(?:[^\n“\"]|[“\"][^“”\"]*[”\"])*(?:\n[“\"][^“”\"]*[”\"][^\n]*)?")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")


def _shifted(document: Document, row: Amendment) -> bool:
    """Whether an earlier instruction of the act puts in or takes out a basis."""
    before = [one for one in document.amendments if one.start < row.start and one.op in ("repeal", "insert")]
    return any(on_bases(one, document.text.content[one.start : one.end]) for one in before)


def _which(told: re.Match[str], lines: Sequence[str], said: Sequence[str]) -> int:
    """Which of the bases is meant."""
    if told["n"]:
        at = _number(told["n"]) - 1
        if not 0 <= at < len(lines) or not lines[at].startswith(("Căn cứ", REPEALED)):
            raise Unsettled("Văn bản không có căn cứ mang số thứ tự ấy.")
        return at
    found = [i for i, line in enumerate(lines) if alike(line, said[0])]
    if len(found) != 1:
        raise Unsettled("Không thấy đúng một căn cứ có lời văn như lệnh nêu.")
    return found[0]


def _count(lines: Sequence[str], words: str) -> int:
    return sum(alike(line, words) for line in lines)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ORDINALS.index(word.casefold()) + 1


def _lines(root: Unit) -> tuple[list[str], int]:
    """The bases of a text, a line each, and where they begin among the lines before the first provision."""
    head = root.parts[0] if root.parts and isinstance(root.parts[0], str) else ""
    lines = head.split("\n")
    mine = [i for i, line in enumerate(lines) if _BASIS.match(line)]
    if not mine or mine != list(range(mine[0], mine[-1] + 1)):
        raise Unsettled("Chưa rõ các căn cứ của văn bản được in thế nào.")
    return lines[mine[0] : mine[-1] + 1], mine[0]


def _put(root: Unit, at: int, gone: int, new: Sequence[str]) -> Touch:
    assert isinstance(root.parts[0], str)
    lines = root.parts[0].split("\n")
    before = "\n".join(lines[at : at + gone])
    lines[at : at + gone] = new
    root.parts[0] = "\n".join(lines)
    return Touch("BASIS", before, "\n".join(new))
