"""Which rows of a table are meant by their ordinals? Changed where exactly one row carries each in its first cell."""

import re
from collections.abc import Sequence

from vanban.consolidation.paragraphs import Paragraph
from vanban.consolidation.structural import REPEALED, Unsettled
from vanban.consolidation.units import Unit
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment

_N = r"\d+(?:\.\d+)*[a-zđ]?"
_LIST = rf"(?:các )?(?:số thứ tự|STT|mục) (?P<{{}}>{_N}(?:\s*(?:,|;|và)\s*(?:(?:số thứ tự|STT|mục) )?{_N})*)(?![\w.])"
_IN = r"(?:\s+(?:của|tại|thuộc|trong|ở|vào))?\s+(?:Phụ lục|Mẫu|Biểu|Bảng|khoản|điểm|Điều)\b"
_NAMED = re.compile(_LIST.format("rows") + _IN, re.IGNORECASE)
_CHANGES = re.compile(rf"(?:sửa đổi, bổ sung|sửa đổi|thay thế) {_LIST.format('rows')}{_IN}[^“\"]*", re.IGNORECASE)
_REPEALS = re.compile(rf"(?:bãi bỏ|bỏ) {_LIST.format('rows')}{_IN}.*", re.IGNORECASE | re.DOTALL)
_INSERTS = re.compile(
    rf"bổ sung {_LIST.format('rows')}(?: vào)?(?: sau {_LIST.format('after')})?{_IN}[^“\"]*", re.IGNORECASE
)
_UNCLEAR = "Chưa rõ lệnh nói đến dòng nào của bảng."
_OPS = {
    "replace": _CHANGES, "replace_annex": _CHANGES, "repeal": _REPEALS,
    "insert": _INSERTS, "insert_annex": _INSERTS, "insert_phrase": _INSERTS,
}  # fmt: skip
_QUOTED = re.compile(r"[“\"]([^“”]*)[”]?\s*[.;]?$")


def on_rows(row: Amendment, words: str) -> bool:
    """Whether an instruction changes whole rows of a table, in these words."""
    if row.op not in _OPS or row.old:
        return False
    told = _ORDINAL.search(words)
    return told is not None and told.start() < 40 and not re.search('[“"]', words[: told.start()])


def names_rows(words: str) -> bool:
    """Whether rows are named by their ordinals."""
    return _ORDINAL.search(words) is not None


_ORDINAL = re.compile(r"\b(?:số thứ tự|STT) \d", re.IGNORECASE)


def change_rows(unit: Unit, row: Amendment, words: str, change: Change) -> list[Touch]:
    """Put rows in the place of others, behind others, or take them out."""
    told = _OPS[row.op].match(words)
    head = words[: min(found for found in (words.find("“"), len(words)) if found >= 0)]
    if told is None or len(_ORDINAL.findall(head)) > 1 + (told.groupdict().get("after") is not None):
        raise Unsettled(_UNCLEAR)
    rest = _QUOTED.search(words, told.end()) if row.op != "repeal" else None
    numbers, new = _numbers(told["rows"]), [] if rest is None else rest[1].strip().split("\n")
    if row.op == "repeal":
        found = [row_of(unit, number) for number in numbers]
        new = [_repealed(one.words) for one in found]
        return [_write(unit, one, line, change) for one, line in zip(found, new, strict=True)]
    while new and _first(new[0]) not in numbers and _has(unit, new[0]):
        new.pop(0)  # the head of the table, printed again
    if [_first(line) for line in new] != numbers:
        raise Unsettled("Lời văn mới không phải là các dòng mang số thứ tự được nêu.")
    if _OPS[row.op] is _CHANGES:
        found = [row_of(unit, number) for number in numbers]
        if any(_cells(one.words) != _cells(line) for one, line in zip(found, new, strict=True)):
            raise Unsettled("Dòng mới có số cột khác dòng đang có.")
        return [_write(unit, one, line, change) for one, line in zip(found, new, strict=True)]
    if all(_has(unit, line) for line in new):
        return []
    return [_insert(unit, _numbers(told["after"] or ""), numbers, new, change)]


def _has(unit: Unit, line: str) -> bool:
    return any(one.words.split() == line.split() for one in _rows(unit, _first(line) or ""))


def _insert(unit: Unit, after: Sequence[str], numbers: Sequence[str], new: Sequence[str], change: Change) -> Touch:
    if any(_rows(unit, number) for number in numbers) or len(after) > 1:
        raise Unsettled("Bảng đã có dòng mang số thứ tự ấy, hoặc chưa rõ dòng mới đứng sau dòng nào.")
    if not after and not numbers[0].isdigit():
        raise Unsettled(_UNCLEAR)
    anchor = row_of(unit, after[0] if after else str(int(numbers[0]) - 1))
    if any(_cells(anchor.words) != _cells(line) for line in new) or not (after or _is_last(anchor)):
        raise Unsettled("Dòng mới có số cột khác bảng, hoặc chưa rõ đứng ở đâu.")
    return _write(unit, anchor, "\n".join([anchor.words, *new]), change)


def row_of(unit: Unit, number: str) -> Paragraph:
    """The only row with this ordinal."""
    found = _rows(unit, number)
    if len(found) != 1:
        raise Unsettled(f"{unit.loc} có {len(found)} dòng mang số thứ tự {number}.")
    return found[0]


def only_row(words: str, unit: Unit) -> Paragraph | None:
    """The row in which an instruction means its phrase, where it names one."""
    named = _ORDINAL.findall(words)
    if not named:
        return None
    told = _NAMED.search(words)
    numbers = _numbers(told["rows"]) if told else []
    if len(named) > 1 or len(numbers) != 1 or re.search(r"\bcột\b", words, re.IGNORECASE):
        raise Unsettled(_UNCLEAR)
    return row_of(unit, numbers[0])


def _rows(unit: Unit, number: str) -> list[Paragraph]:
    return [
        Paragraph(each, i, j, False)
        for each in unit.walk()
        for i, part in enumerate(each.parts)
        if isinstance(part, str) and "|" in part
        for j, line in enumerate(part.split("\n"))
        if _first(line) == number
    ]


def _first(line: str) -> str | None:
    """The first cell of a row, without the stop behind its number."""
    line = line.strip()
    return line[1:].split("|")[0].strip().rstrip(".") if line.startswith("|") and line.endswith("|") else None


def _cells(line: str) -> int:
    return line.strip().count("|")


def _repealed(line: str) -> str:
    return f"| {line.strip()[1:].split('|')[0].strip()} | {REPEALED} |" + " |" * (_cells(line) - 3)


def _is_last(found: Paragraph) -> bool:
    part = found.unit.parts[found.part]
    lines = part.split("\n") if isinstance(part, str) else []
    return not any(line.lstrip().startswith("|") for line in lines[found.line + 1 : found.line + 2])


def _write(unit: Unit, found: Paragraph, words: str, change: Change) -> Touch:
    before = found.words
    found.write(words)
    if change not in unit.changes:
        unit.changes.append(change)
    return Touch(unit.loc, before, words)


def _numbers(words: str) -> list[str]:
    return re.findall(_N, words)
