"""What does an instruction on a phrase do? It is put, taken out or added wherever it stands in the place named."""

import re
from collections.abc import Callable, Container, Sequence

from vanban.consolidation import phrases
from vanban.consolidation.days import excepts
from vanban.consolidation.quoted import Wording
from vanban.consolidation.structural import Unsettled
from vanban.consolidation.turns import PHRASES
from vanban.consolidation.units import ROOT, Unit
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment

_QUOTED = re.compile(r"[“\"‘][^”\"]*[”\"]")
_CLAUSES = re.compile(r"(?:[“\"][^”\"]*[”\"]|[^;“\"])+")
_ON_TERMS = re.compile(r"\blần (?:thứ|đầu)|[”\"]\s+(?:là|với nghĩa|đối với|khi)\s", re.IGNORECASE)
_TABLES = re.compile(
    r"\b(?:cột|dòng|bảng|biểu|chỉ tiêu|số thứ tự|giải thích|đề cương|trường thông tin|áp dụng đối với)\b", re.IGNORECASE
)
_PIECE = r"(?:đoạn|câu|dòng|cột|bảng|mũ|phần dẫn|lời dẫn)\b[^,;.:“”]{{0,40}}?\b(?:khoản|điểm|điều|mục)\s+{}(?![\w.])"
_LEAD = re.compile(r"mở đầu|dẫn|mũ|(?:thứ nhất|đầu tiên)", re.IGNORECASE)
type Exchange = tuple[str, str | None, Unit]
"""A phrase, what it was exchanged for, and where."""
Places = Sequence[tuple[Unit, int, str]]


def within_scope(words: str, row: Amendment, unit: Unit | None, places: Places) -> Places:
    """The pieces in which an instruction means its phrase, where its words say less than the provision they name."""
    own = [piece for piece in _CLAUSES.findall(words) if row.old and row.old in piece]
    words = " ".join(own) or words
    if excepts(words) or _ON_TERMS.search(re.sub(r"([“\"‘])[^”\"]*([”\"])", r"\1\2", words)):
        raise Unsettled("Lệnh về cụm từ có ngoại lệ hoặc điều kiện; cần người xem từng chỗ.")
    bare = _QUOTED.sub(" ", words)
    if row.at.startswith(("PL", "MS")) and _TABLES.search(bare):
        raise Unsettled("Lệnh chỉ nói đến một phần (bảng, cột, biểu) của phụ lục; cần người xem từng chỗ.")
    piece = _piece(bare, row.at.removesuffix(".TITLE"))
    if piece is None or unit is None:
        return places
    if _LEAD.search(piece):
        return [(each, i, part) for each, i, part in places if each is unit and not _behind(unit, i)]
    if sum(len(phrases.found(part, row.old or "")) for _each, _i, part in places) > 1:
        raise Unsettled("Lệnh chỉ nói đến một đoạn của đơn vị, mà cụm từ có ở nhiều chỗ.")
    line = _line(piece, unit.words().rstrip().split("\n"))
    if line is not None and not phrases.found(line, row.old or ""):
        raise Unsettled(f"Không thấy cụm từ “{row.old}” ở đoạn mà lệnh nói đến.")
    return places


def replace_paragraph(words: str, row: Amendment, unit: Unit, new: Wording, change: Change) -> list[Touch]:
    """New wording for one paragraph of a provision that has no units in it."""
    piece = _piece(words, row.at)
    lines = "".join(part for part in unit.parts if isinstance(part, str)).rstrip().split("\n")
    line = _line(piece or "", lines)
    if unit.below or new.tops or not line or lines.count(line) != 1 or "\n" in new.words:
        raise Unsettled("Chưa rõ lệnh sửa đoạn nào của đơn vị.")
    before = unit.words()
    gap = line[: len(line) - len(line.lstrip())]
    lines[lines.index(line)] = f"{gap}{new.words}{new.sign}"
    tail = before[len(before.rstrip()) :]
    unit.parts = ["\n".join(lines) + tail]
    unit.changes.append(change)
    return [Touch(unit.loc, before.rstrip(), unit.words().rstrip())]


_NTH = re.compile(r"đoạn (?:thứ )?(hai|ba|tư|bốn|năm|[2-9])\b", re.IGNORECASE)
_COUNT = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}


def _line(piece: str, lines: list[str]) -> str | None:
    """The paragraph that is meant; None where the words do not number it, empty where there is none."""
    if re.search(r"\bcuối\b", piece, re.IGNORECASE):
        return lines[-1]
    told = _NTH.search(piece)
    if told is None:
        return None
    number = _COUNT.get(told[1].casefold()) or int(told[1])
    return lines[number - 1] if number <= len(lines) else ""


def settles(words: str, row: Amendment) -> bool:
    """Whether words that name only a piece of a provision settle it all the same: a paragraph by its number, a phrase
    that stands there once, new words at its end."""
    if row.op == "replace" and row.new_text is not None:
        return _piece(words[: row.new_text.start - row.start], row.at) is not None
    if row.op == "insert_phrase" and not row.old:
        return row.after == "LAST" and re.match(r"Bổ sung vào cuối ", words) is not None
    piece = _piece(_QUOTED.sub(" ", words), row.at) if row.op in PHRASES and row.old else None
    return piece is not None


def _piece(words: str, loc: str) -> str | None:
    """The words that say of a place that only a paragraph or its lead-in is meant."""
    number = re.sub(r"^[A-Z]+", "", loc.rpartition(".")[2])
    article = loc.partition(".")[0]
    for found in re.finditer(_PIECE.format(re.escape(number)), words, re.IGNORECASE) if number else ():
        named = re.search(r"Điều (\d+\w*)", words[found.start() :])
        if named is None or not article.startswith("D") or article == f"D{named[1]}":
            return found[0]
    return None


def _behind(unit: Unit, i: int) -> bool:
    return any(isinstance(part, Unit) for part in unit.parts[:i])


def reword(
    unit: Unit | None, places: Places, row: Amendment, change: Change, new: Container[Unit], done: set[Exchange]
) -> list[Touch]:
    """Exchange a phrase in the pieces of a provision (none: of the text); what that touched.

    Nothing where the act itself has just written the provision anew (it is in ``new``), or where the same phrase was
    exchanged there before (``done``).
    """
    old = row.old or ""
    if not old:
        raise Unsettled("Lệnh không nêu cụm từ cũ.")
    if row.op == "delete_phrase" and any(_emptied(each, part, old) for each, _i, part in places):
        raise Unsettled(f"Bỏ cụm từ “{old}” thì {row.at} không còn lời văn nào.")
    where = phrases.exchange(places, old, "" if row.op == "delete_phrase" else _result(row), _writer(row))
    if not where:
        written = unit in new or any(
            each in new and phrases.found(part, _result(row)) for each, _i, part in places if row.new
        )
        if written or any((old, row.new, each) in done for each, _i, _part in places):
            return []
        raise Unsettled(f"Không thấy cụm từ “{old}” ở {row.at}.")
    done.update((old, row.new, each) for each in where)
    if row.op == "delete_phrase":
        _tidy(where)
    _headings(where)
    for each in {id(one): one for one in ([unit] if unit else where)}.values():
        each.changes.append(change)
    return [
        Touch(row.at if each.loc == ROOT else each.loc, *(_printed(each, i, words) for words in (part, now)))
        for each, i, part in places
        if isinstance(now := each.parts[i], str) and now != part
    ]


def _emptied(unit: Unit, part: str, old: str) -> bool:
    """Whether nothing but signs would be left of a provision."""
    rest = part
    for start, end in reversed(phrases.found(part, old)):
        rest = rest[:start] + rest[end:]
    return len(unit.parts) == 1 and rest != part and re.search(r"[^\W_]", rest) is None


def _printed(unit: Unit, i: int, words: str) -> str:
    return ("" if i else unit.label) + words.rstrip("\n")


def append_lines(unit: Unit | None, new: Wording, change: Change) -> Touch:
    """New words behind all that a provision says, on a line of their own."""
    if unit is None or unit.below or new.tops:
        raise Unsettled("Chưa rõ lời văn mới đứng ở đâu.")
    before = unit.words()
    last = unit.parts[-1] if unit.parts else ""
    assert isinstance(last, str)
    body = last.rstrip()
    unit.parts[-1:] = [f"{body}\n{new.words}{new.sign}{last[len(body) :]}"]
    unit.changes.append(change)
    return Touch(unit.loc, before.rstrip(), unit.words().rstrip())


def append(unit: Unit | None, new: str, change: Change) -> Touch:
    """A phrase at the end of a provision's own words, before its closing sign."""
    if unit is None or unit.below:
        raise Unsettled("Chưa rõ cụm từ đứng ở đâu.")
    before = unit.words()
    words = "".join(part for part in unit.parts if isinstance(part, str))
    body = words.rstrip()
    sign = body[-1] if body[-1:] in ".;:" else ""
    unit.parts = [f"{body.removesuffix(sign)} {new}{sign}{words[len(body) :]}"]
    unit.changes.append(change)
    return Touch(unit.loc, before, unit.words())


def _result(row: Amendment) -> str:
    """What stands there once an instruction on a phrase was carried out."""
    if row.op == "insert_phrase":
        before = row.to == "before"
        gap = phrases.joint(row.old or "", row.new or "", before)
        return f"{row.new}{gap}{row.old}" if before else f"{row.old}{gap}{row.new}"
    return row.new or ""


def _writer(row: Amendment) -> Callable[[str, bool], str]:
    new, old = row.new or "", row.old or ""
    if row.op == "delete_phrase":
        return lambda there, opens: _GONE
    if row.op == "insert_phrase":
        gap = phrases.joint(old, new, row.to == "before")
        if row.to == "before":
            return lambda there, opens: _before(there, new, gap, opens and old[:1].islower())
        return lambda there, opens: f"{there}{gap}{phrases.loud(there, new)}"
    return lambda there, opens: (phrases.like if opens or old[:1].islower() else phrases.loud)(there, new)


def _before(there: str, new: str, gap: str, opens: bool) -> str:
    """A phrase before another; where that one begins the sentence, the capital goes over to it."""
    if opens and there[:1].isupper() and not there.isupper():
        return f"{new[:1].upper()}{new[1:]}{gap}{there[:1].lower()}{there[1:]}"
    return f"{phrases.loud(there, new)}{gap}{there}"


_GONE = "\0"
"""Stands for a phrase that was taken out, until the spaces around it are mended."""


def _tidy(units: Sequence[Unit]) -> None:
    for unit in units:
        for i, part in enumerate(unit.parts):
            while isinstance(part, str) and (at := part.find(_GONE)) >= 0:
                part = phrases.without(part, at, at + 1)
                unit.parts[i] = part


def _headings(units: Sequence[Unit]) -> None:
    """A heading is read from its line again where a phrase in it changed."""
    for unit in units:
        lead = unit.lead().strip()
        if unit.heading and not lead.startswith(unit.heading):
            unit.heading = lead.split("\n")[0].strip()
