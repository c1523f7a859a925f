"""Who signs, for whom, and who receives it? The block at the end of the main document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vanban.header.names import proper
from vanban.header.units import bare
from vanban.model import Signer
from vanban.tables import load

_MARK = r"(?:TM\s?\.|T/M\b\.?|KT\s?\.|K/T\b\.?|TL\s?\.|T/L\b\.?|TUQ\s?\.|T/U/Q\b\.?|Q\s?\.(?=\s?[A-ZĐ]))"
_AUTHORITY = re.compile(_MARK + r"\s*")
_CUT = re.compile(rf"(?<=[:;,.]\s){_MARK}\s?[A-ZĐ]")
_SIGNED = re.compile(r"[(\[]?\s*(?:đã\s*k[ýí]|daky|ký tên|ký bởi|thời gian ký|đã ký|signed)", re.IGNORECASE)
_RECEIVERS = re.compile(r"[Nn][ơo]i\s+nh[ậâa]n\s*[:;.]?|NƠI NHẬN\s*:?")
_STOP = re.compile(r"PHỤ LỤC|Phụ lục|SAO Y|SAO LỤC|TRÍCH SAO|BẢN SAO|CỘNG H|MẪU|Mẫu|DANH MỤC|QUY CH|\||XÁC THỰC")
_ANNEX = re.compile(r"\n(?:PHỤ LỤC|Phụ lục)\b[^\n]*\n(?:[^\n]*\n){0,3}?\(?(?:Ban hành k|Kèm theo|kèm theo)")


@dataclass(frozen=True, slots=True)
class Signing:
    """A signature block: its signers and recipients, each with the span it is printed in."""

    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    receivers: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@cache
def _opening() -> re.Pattern[str]:
    """Where a signature block may begin: a mark of authority or a position alone on its line."""
    positions = "|".join(sorted(map(re.escape, load("header")["signing"]["positions"]), key=len, reverse=True))
    return re.compile(rf"[\n\t][ *]*(?:{_MARK}[ ]?(?=[^\W\d_a-z])|(?:{positions})(?=[ \n\t]))")


def read_signing(content: str, begin: int) -> Signing:
    """The first signature block behind ``begin`` that ends in a name.

    >>> block = read_signing("\\nNơi nhận:\\n- Như trên;\\n- Lưu: VT.\\nKT. BỘ TRƯỞNG\\nTHỨ TRƯỞNG\\n(Đã ký)\\nLê Văn An", 0)
    >>> block.signers[0].name, block.signers[0].position, block.recipients
    ('Lê Văn An', 'Thứ trưởng', ('Như trên', 'Lưu: VT'))
    """
    annex = _ANNEX.search(content, begin)
    limit = annex.start() + 1 if annex else len(content)
    opening = _opening()
    at = begin
    while found := opening.search(content, at, limit):
        line = content.rfind("\n", begin, found.start() + 1) + 1
        signers, end = _signers(content, line)
        if signers:
            receivers = _receivers(content, max(begin, line - 9000), min(end + 3000, limit))
            return Signing(tuple(signers), receivers[0], found.start() + 1, end, receivers[1])
        at = found.start() + 1
    listed, span = _receivers(content, begin, limit)
    return Signing((), listed, span[0], span[0], span)


def _signers(content: str, start: int) -> tuple[list[Signer], int]:
    """The signers of a block that begins with the line at ``start``, column by column."""
    columns: dict[int, list[_Cell]] = {}
    for number, row in enumerate(_rows(content, start)):
        right = [
            cell for cell in row if not cell.text.startswith(("-", "–", "+", "•")) and not _RECEIVERS.match(cell.text)
        ]
        for index, cell in enumerate(right):
            columns.setdefault(index if len(right) > 1 else max(0, len(row) - 1) if columns.get(1) else 0, []).append(
                cell
            )
        if (
            number
            and not right
            and len(row) == 1
            and not any(_RECEIVERS.match(cell.text) or cell.text[0] in "-–+•" for cell in row)
        ):
            break
    found: list[Signer] = []
    end = start
    for index in sorted(columns):
        for signer, stop in _read(columns[index]):
            found.append(signer)
            end = max(end, stop)
    return found, end


def _rows(content: str, start: int) -> Iterator[list[_Cell]]:
    """The lines of a block as cells, up to where something else begins."""
    for _ in range(45):
        if start >= len(content):
            return
        stop = content.find("\n", start)
        stop = len(content) if stop < 0 else stop
        if stop - start > 400:
            return
        yield [cell for cell in _split(content, start, stop) if cell.text]
        start = stop + 1


def _split(content: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells of a line: parted by tabs, or a mark of authority behind “Nơi nhận:” or a recipient."""
    begin = start
    while begin < end:
        tab = content.find("\t", begin, end)
        stop = end if tab < 0 else tab
        cut = _CUT.search(content, begin, stop)
        for low, high in ((begin, cut.start()), (cut.start(), stop)) if cut else ((begin, stop),):
            text = content[low:high].strip(" *`|.:")
            low += content[low:high].find(text)
            yield _Cell(low, low + len(text), text)
        begin = stop + 1


def _read(cells: list[_Cell]) -> Iterator[tuple[Signer, int]]:
    """The signers told by one column, from the top down."""
    lines: list[str] = []
    for index, cell in enumerate(cells):
        name = _name(cell.text)
        if _SIGNED.match(cell.text):
            continue
        if name and lines:
            yield _signer(lines, name), cell.end
            lines = []
        elif _capitals(cell.text) and not _STOP.match(cell.text) and len(lines) < 7 and (lines or _starts(cell.text)):
            if index + 1 < len(cells) or not lines:
                lines.append(cell.text)
            elif lines:
                yield _signer(lines, cell.text.title()), cell.end
                return
        elif lines and _upper_name(cell.text, lines):
            yield _signer(lines, cell.text.title()), cell.end
            return
        else:
            return


def _upper_name(text: str, lines: list[str]) -> bool:
    return bool(lines) and text.isupper() and _name(text.title()) is not None


def _capitals(text: str) -> bool:
    return sum(map(str.islower, text)) <= 1 and sum(map(str.isupper, text)) >= 2


def _starts(text: str) -> bool:
    """Whether a line can be the first of a signature block."""
    plain = bare(text)
    return bool(_AUTHORITY.match(text)) or any(
        plain.startswith(bare(p)) for p in load("header")["signing"]["positions"]
    )


def _name(text: str) -> str | None:
    """A personal name without ranks and titles, or None."""
    for rank in load("header")["signing"]["ranks"]:
        text = text.removeprefix(rank).lstrip(" .")
    words = text.replace("’", "'").replace("'", "").split()
    named = 2 <= len(words) <= 6 and all(
        word.isalpha() and word[0].isupper() and word[1:] == word[1:].lower() for word in words
    )
    return " ".join(text.split()) if named and sum(map(str.islower, text)) >= 2 else None


def _signer(lines: list[str], name: str) -> Signer:
    """What the lines above a name say: marks of authority, for whom, and the position."""
    marks: list[str] = []
    behalf = position = None
    for line in lines:
        mark = _AUTHORITY.match(line)
        words = _office(line[mark.end() :] if mark else line)
        if mark:
            marks.append(re.sub(r"\s", "", mark[0]).strip())
            behalf = behalf or words
        elif position is None and marks and not _starts(line):
            behalf = f"{behalf} {words[:1].lower() + words[1:]}" if behalf else words
        else:
            position = f"{position} {words}" if position else words
    return Signer(" ".join(name.split()), " ".join(marks) or None, behalf or None, position)


def _office(text: str) -> str:
    """An office or body in ordinary letters.

    >>> _office("PHÓ THỦ TƯỚNG"), _office("CHỦ TỊCH QUỐC HỘI")
    ('Phó Thủ tướng', 'Chủ tịch Quốc hội')
    """
    words = proper(text).split()
    return " ".join(
        word.capitalize() if index and words[index - 1] == "Phó" else word for index, word in enumerate(words)
    )


def _receivers(content: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The list behind the last “Nơi nhận” of a stretch, and its span."""
    found = None
    for found in _RECEIVERS.finditer(content, start, end):  # noqa: B007
        pass
    if not found:
        return (), (0, 0)
    items: list[str] = []
    stop = found.end()
    for row in _rows(content, found.end()):
        cells = [
            cell
            for cell in row
            if not (_AUTHORITY.match(cell.text) or _capitals(cell.text) or _SIGNED.match(cell.text))
        ]
        if not cells and row and not any("\t" in content[cell.start - 1 : cell.start] for cell in row):
            break
        for cell in cells[:1]:
            if cell.text[0] in "-–+•":
                items.append(cell.text)
            elif items and not _name(cell.text):
                items[-1] += " " + cell.text
            elif not items and len(cell.text) < 120:
                items.append(cell.text)
            else:
                continue
            stop = cell.end
    return tuple(item.lstrip("-–+•. ").rstrip(" ;.,/") for item in items), (found.start(), stop)
