"""Which paragraph of a provision is meant? Lines counted as its editors count them, changed where words settle one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.consolidation.quoted import Wording
from vanban.consolidation.structural import REPEALED, Unsettled
from vanban.consolidation.units import Unit, parted
from vanban.consolidation.values import Change, Touch
from vanban.model import Amendment, Level

_PIECE = (
    r"(?:đoạn|câu|dòng|cột|bảng|mũ|phần dẫn|lời dẫn)\b(?:(?!\b(?:khoản|điểm|điều|mục) )[^,;.:“”]){{0,40}}?"
    r"\b{}\s+{}(?!\w|\.\w)"
)
_BESIDE = (
    r"(?:(?:đoạn|phần|lời|câu) (?:mở đầu|dẫn)|mũ)\s*(?:,|và)\s*(?:các )?"
    r"điểm (?:(?!\bkhoản )[^.;:“”]){{1,80}}?\bkhoản {}(?!\w)"
)
"""“đoạn mở đầu và điểm b khoản 1”: the lead-in is of the clause."""
_WORDS = {"D": "điều", "K": "khoản", "P": "điểm", "M": "mục"}
_FIRST = re.compile(r"đoạn (?:thứ )?(?:nhất|đầu tiên|đầu|1|một)\b", re.IGNORECASE)
_NTH = re.compile(r"đoạn (?:thứ )?(hai|ba|tư|bốn|năm|[2-9])\b", re.IGNORECASE)
_COUNT = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_SEVERAL = re.compile(r"\b(?:và|từ|các|đến|đoạn\b.*\bđoạn)\b", re.IGNORECASE)
_LOW = (Level.POINT, Level.SUBPOINT, Level.DASH)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a provision: the unit that holds it, which of its pieces, which line of that."""

    unit: Unit
    part: int
    line: int
    closing: bool  # behind the points

    @property
    def words(self) -> str:
        """What it says."""
        part = self.unit.parts[self.part]
        assert isinstance(part, str)
        return part.split("\n")[self.line]

    def write(self, words: str) -> None:
        """Other words in its place."""
        part = self.unit.parts[self.part]
        assert isinstance(part, str)
        lines = part.split("\n")
        gap = lines[self.line][: len(lines[self.line]) - len(lines[self.line].lstrip())]
        lines[self.line] = gap + words
        self.unit.parts[self.part] = "\n".join(lines)


def paragraphs(unit: Unit) -> list[Paragraph]:
    """The paragraphs of a provision: its own before the points, and those behind the last of them."""
    own = [row for row in _lines(unit, 0) if not (row.words.strip() == unit.heading and unit.level == Level.ARTICLE)]
    if not unit.below:
        return own
    if any(each.level not in _LOW for each in unit.below):
        return []
    last = _last(unit)
    return own + [Paragraph(last, row.part, row.line, True) for row in _lines(last, 1)]


def _lines(unit: Unit, first: int) -> Iterator[Paragraph]:
    """The written lines of a unit's own pieces; with ``first`` 1 without the one behind its number."""
    seen = 0
    for i, part in enumerate(unit.parts):
        for j, line in enumerate(part.split("\n")) if isinstance(part, str) else ():
            if line.strip():
                seen += 1
                if seen > first:
                    yield Paragraph(unit, i, j, False)


def _last(unit: Unit) -> Unit:
    """The lowest unit with which it ends."""
    while unit.below:
        unit = unit.below[-1]
    return unit


def trailing(unit: Unit) -> list[Paragraph]:
    """Paragraphs behind the last point of a provision that may belong to it, or to what holds it.

    None where it is not the last of several, where its own line goes on (with a colon), and where others of them have
    more lines too.
    """
    holder = unit.above
    if holder is None or unit.level not in _LOW or not holder.below or holder.below[-1] is not unit:
        return []
    mates = [each for each in holder.below if each.level == unit.level]
    last = _last(unit)
    found = list(_lines(last, 1))
    opened = next(_lines(last, 0), None)
    if len(mates) < 2 or not found or opened is None or opened.words.rstrip()[-1:] not in (".", ";"):
        return []
    if not found[0].words.lstrip()[:1].isupper() or any(list(_lines(_last(each), 1)) for each in mates[:-1]):
        return []
    return found


def refuse_trailing(unit: Unit) -> None:
    """Nobody knows to whom such a paragraph belongs."""
    if found := trailing(unit):
        raise Unsettled(f"Sau {unit.loc} còn đoạn “{found[0].words.strip()[:60]}”; chưa rõ đoạn này thuộc đơn vị nào.")


def piece_of(words: str, loc: str) -> str | None:
    """The words that say of a place that only a paragraph or its lead-in is meant."""
    last = parted(loc)[1]
    number = re.sub(r"^[A-Z]+", "", last)
    article = loc.partition(".")[0]
    pattern = _PIECE.format(_WORDS.get(last[:1], "(?:khoản|điểm|điều|mục)"), re.escape(number))
    for found in re.finditer(pattern, words, re.IGNORECASE) if number else ():
        named = re.search(r"Điều (\d+\w*)", words[found.start() :])
        if named is None or not article.startswith("D") or article == f"D{named[1]}":
            return found[0]
    beside = _BESIDE.format(re.escape(number)) if last[:1] == "K" and number else "(?!)"
    lead = re.search(beside, words, re.IGNORECASE)
    return lead[0] if lead else None


def is_first(words: str, loc: str) -> bool:
    """Whether the first paragraph is meant, by its number."""
    piece = piece_of(words, loc)
    return piece is not None and _FIRST.search(piece) is not None and not _SEVERAL.search(piece)


def paragraph(piece: str, unit: Unit) -> Paragraph | None:
    """The one that is meant; None where the words number none. Unsettled where there is none of that number."""
    last = re.search(r"\bđoạn (?:văn )?(?:cuối|sau cùng)", piece, re.IGNORECASE)
    told = _NTH.search(piece)
    first = _FIRST.search(piece)
    if not (last or told or first):
        return None
    found = paragraphs(unit)
    if _SEVERAL.search(piece) or any(row.words.lstrip().startswith("|") for row in found):
        raise Unsettled("Chưa rõ lệnh nói đến đoạn nào của đơn vị.")
    number = 1 if first else len(found) if last else _number(told) if told else 0
    if not 0 < number <= len(found) or (last and unit.below and not found[-1].closing):
        raise Unsettled(f"{unit.loc} không có đoạn mà lệnh nói đến.")
    return found[number - 1]


def _number(told: re.Match[str]) -> int:
    """Which paragraph an ordinal names, in words or digits."""
    return _COUNT.get(told[1].casefold()) or int(told[1])


def replace_paragraph(words: str, row: Amendment, unit: Unit, new: Wording, change: Change) -> list[Touch]:
    """New wording for one paragraph of a provision."""
    found = paragraph(piece_of(words, row.at) or "", unit)
    if found is None or new.tops or "\n" in new.words:
        raise Unsettled("Chưa rõ lệnh sửa đoạn nào của đơn vị.")
    return [_write(found, unit, f"{new.words}{new.sign}", change)]


def repeal_paragraph(words: str, row: Amendment, unit: Unit, change: Change) -> list[Touch]:
    """One paragraph of a provision is no more: it stays in its place with an empty body, so the others keep theirs."""
    found = paragraph(piece_of(words, row.at) or "", unit)
    if found is None or len(paragraphs(unit)) < 2 or (found.line == 0 and found.part == 0 and not found.closing):
        raise Unsettled("Chưa rõ lệnh bãi bỏ đoạn nào của đơn vị.")
    return [_write(found, unit, REPEALED, change)]


def _write(found: Paragraph, unit: Unit, words: str, change: Change) -> Touch:
    before = unit.words()
    found.write(words)
    unit.changes.append(change)
    return Touch(unit.loc, before.rstrip(), unit.words().rstrip())


def first_paragraph(unit: Unit, words: str, change: Change) -> Touch | None:
    """New wording for the first of several paragraphs; None where the provision has only one before its points."""
    own = [row for row in paragraphs(unit) if not row.closing]
    return _write(own[0], unit, words, change) if len(own) > 1 and "\n" not in words else None


_BEHIND = re.compile(
    r"Bổ sung (?:thêm )?(?:(?:một|01) )?đoạn(?: văn)?(?P<own> (?:thứ )?(?:hai|ba|tư|bốn|năm|[2-9]))?(?: mới)? "
    r"(?:vào )?(?:ngay )?(?:phía )?sau (?P<anchor>đoạn (?:thứ )?(?:nhất|đầu tiên|đầu|hai|ba|tư|bốn|năm|\d))"
    r"(?: của| tại)? (?:khoản|điểm|điều)\b",
    re.IGNORECASE,
)


def follows_one(words: str) -> bool:
    """Whether a new paragraph is said to stand behind one that is told by its number."""
    return _BEHIND.match(words) is not None


def _insert(unit: Unit | None, words: str, new: Wording, change: Change) -> Touch | None:
    """A new paragraph behind another one of a provision; nothing where it stands there."""
    told = _BEHIND.match(words)
    found = paragraph(told["anchor"], unit) if told and unit is not None else None
    if unit is None or told is None or found is None or new.tops or "\n" in new.words:
        raise Unsettled("Chưa rõ đoạn mới đứng ở đâu.")
    rows = paragraphs(unit)
    at = rows.index(found) + 1
    own = _NTH.search(f"đoạn{told['own']}") if told["own"] else None
    if own and _number(own) != at + 1:
        raise Unsettled("Đoạn được bổ sung không mang số kế tiếp đoạn đứng trước; chưa rõ đoạn ấy đứng ở đâu.")
    if unit.below and not found.closing:
        raise Unsettled("Sau đoạn được nêu là các đơn vị có số; chưa rõ đoạn mới đứng trước hay sau chúng.")
    if at < len(rows) and rows[at].words.strip() == new.words:
        return None
    return _write(found, unit, f"{found.words.strip()}\n{new.words}{new.sign}", change)


def append_paragraph(unit: Unit | None, words: str, new: Wording, change: Change) -> Touch | None:
    """New words on a line of their own behind all that a provision says, or behind the paragraph named; nothing where
    they stand there."""
    if follows_one(words):
        return _insert(unit, words, new, change)
    if unit is not None and unit.words().rstrip().endswith(f"\n{new.words}{new.sign}"):
        return None
    piece = _NTH.search(words)
    bare = unit is not None and (not unit.below or ("đoạn" in words and paragraphs(unit)))
    if unit is None or not bare or new.tops or (unit.below and trailing(unit.below[-1])):
        raise Unsettled("Chưa rõ lời văn mới đứng ở đâu.")
    if piece and _number(piece) != len(paragraphs(unit)) + 1:
        raise Unsettled("Đoạn được bổ sung không mang số kế tiếp đoạn cuối; chưa rõ đoạn ấy đứng ở đâu.")
    before, last = unit.words(), _last(unit)
    tail = last.parts[-1] if last.parts else ""
    assert isinstance(tail, str)
    body = tail.rstrip()
    last.parts[-1:] = [f"{body}\n{new.words}{new.sign}{tail[len(body) :]}"]
    unit.changes.append(change)
    return Touch(unit.loc, before.rstrip(), unit.words().rstrip())


def title_of(unit: Unit) -> Paragraph:
    """The line that is an article's title."""
    for row in _lines(unit, 0):
        if unit.heading and row.words.strip() == unit.heading:
            return row
    raise Unsettled(f"{unit.loc} không có tên đọc được.")


def opening(unit: Unit) -> Paragraph | None:
    """The only paragraph between the title of an article and what is below; None where there are none, or several."""
    first = next((i for i, part in enumerate(unit.parts) if isinstance(part, Unit)), len(unit.parts))
    found = [row for row in _lines(unit, 0) if row.part < first and row.words.strip() != unit.heading]
    return found[0] if len(found) == 1 else None


def apart(found: Paragraph) -> tuple[Unit, int, str]:
    """A paragraph as a piece of its own, until :func:`whole`."""
    part = found.unit.parts[found.part]
    assert isinstance(part, str)
    lines = part.split("\n")
    head = "".join(f"{line}\n" for line in lines[: found.line])
    tail = "".join(f"\n{line}" for line in lines[found.line + 1 :])
    found.unit.parts[found.part : found.part + 1] = [head, lines[found.line], tail]
    return found.unit, found.part + 1, lines[found.line]


def whole(root: Unit) -> None:
    """Pieces that stand side by side are one again."""
    for unit in root.walk():
        parts: list[str | Unit] = []
        for part in unit.parts:
            if parts and isinstance(part, str) and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
        unit.parts = parts
