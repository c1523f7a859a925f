"""Who signs, for whom, and who receives it? The block at the end of the main document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from vanban.header.names import proper, toned
from vanban.model import Signer
from vanban.tables import load

_MARK = (
    r"(?:(?:T\.?M|K\.?T|T\.?L|T\.?U\.?Q)(?:\s?\.|(?=\s[^\W\d_a-z]{2}))"
    r"|(?:T/M|K/T|T/L|T/U/Q)\b\.?|Q\s?\.(?=\s?[A-ZĐ]))"
)
_AUTHORITY = re.compile(_MARK + r"\s*")
_SIGNED = re.compile(r"[(\[]?\s*(?:đã\s*k[ýí]|daky|ký tên|ký bởi|thời gian ký|signed)", re.IGNORECASE)
_PARTS = re.compile(
    rf"(?P<column>[\t|]|(?<=[:;,.] )(?={_MARK}\s?[A-ZĐ]))|[a-z]?[\[\]]+|[(\[]\s*[ĐđDd]ã\s+[Kk][ýí]\s*[)\]]"
    rf"|(?<=[^\W\d_a-z] )(?={_MARK}\s?[A-ZĐ])|\s(?=Phụ lục\b|PHỤ LỤC\b)"
)
_RECEIVERS = re.compile(r"[Nn][ơo]i\s+nh[ậâa]n\s*[:;.]?|NƠI NHẬN\s*:?")
_STOP = re.compile(r"PHỤ LỤC|SAO Y|SAO LỤC|TRÍCH SAO|BẢN SAO|CỘNG H|MẪU|DANH MỤC|QUY CH|XÁC THỰC|\|", re.IGNORECASE)
_ANNEX = re.compile(r"\n(?:PHỤ LỤC|Phụ lục)\b[^\n]*\n(?:[^\n]*\n){0,3}?\(?(?:Ban hành k|Kèm theo|kèm theo)")
_ROWS, _WIDEST, _MOST = 45, 400, 7
_TRIES = 400  # a text with more beginnings of signature blocks has none of its own


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
    column: int

    @property
    def listed(self) -> bool:
        """Whether it is an item of the list of recipients, or its heading."""
        return self.text[0] in "-–+•" or _RECEIVERS.match(self.text) is not None


@cache
def _positions() -> tuple[str, ...]:
    """The offices that sign, longest first."""
    return tuple(sorted(load("header")["signing"]["positions"], key=len, reverse=True))


@cache
def _position_words() -> tuple[str, ...]:
    return tuple(position + " " for position in _positions())


@cache
def _ranks() -> tuple[str, ...]:
    return tuple(load("header")["signing"]["ranks"])


@cache
def _opening(before: str) -> re.Pattern[str]:
    """Where a signature block may begin: a mark of authority or a position at the head of a cell."""
    positions = "|".join(map(re.escape, _positions()))
    # The first two letters tell most lines apart before any word is tried.
    first = "".join({position[0] for position in _positions()}) + "TKQ"
    second = "".join({position[1] for position in _positions()}) + r"MTLU./\s"
    return re.compile(
        rf"{before}(?=[ *|{first}])[ *|]*(?=[{first}][{second}])"
        rf"(?:{_MARK}[ ]?(?=[^\W\d_a-z])|(?:{positions})(?=[ \n\t\[]|$))"
    )


def read_signing(content: str, begin: int) -> Signing:
    """The first signature block behind ``begin`` that ends in a name.

    >>> block = read_signing("\\nNơi nhận:\\n- Lưu: VT.\\nKT. BỘ TRƯỞNG\\nTHỨ TRƯỞNG\\n(Đã ký)\\nLê Văn An", 0)
    >>> block.signers[0].name, block.signers[0].position, block.recipients
    ('Lê Văn An', 'Thứ trưởng', ('Lưu: VT',))
    """
    annex = _ANNEX.search(content, begin)
    limit = annex.start() + 1 if annex else len(content)
    opening = _opening(r"[\n\t]" if "\t" in content else r"\n")  # one sign is looked for at twice the speed of two
    for found in islice(opening.finditer(content, begin, limit), _TRIES):
        line = content.rfind("\n", begin, found.start() + 1) + 1
        signers, end = _signers(content, line)
        if signers:
            listed, span = _receivers(content, max(begin, line - 9000), min(end + 3000, limit), line)
            return Signing(tuple(signers), listed, found.start() + 1, end, span)
    listed, span = _receivers(content, begin, limit, limit)
    return Signing((), listed, span[0], span[0], span)


def _signers(content: str, start: int) -> tuple[list[Signer], int]:
    """The signers of a block that begins with the line at ``start``, column by column."""
    columns: dict[int, list[_Cell]] = {}
    for number, row in enumerate(_rows(content, start)):
        right = [cell for cell in row if not cell.listed]
        for cell in right:
            alone = len(columns) == 1 and len({other.column for other in row}) == 1
            columns.setdefault(next(iter(columns)) if alone else cell.column, []).append(cell)
        if number and row and not row[0].listed and not any(map(_fits, right)):
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
    for _ in range(_ROWS):
        if start >= len(content):
            return
        stop = content.find("\n", start)
        stop = len(content) if stop < 0 else stop
        yield list(_split(content, start, min(stop, start + _WIDEST)))
        if stop - start > _WIDEST:
            return
        start = stop + 1


def _split(content: str, start: int, end: int) -> Iterator[_Cell]:
    """The cells of a line: parted by tabs and bars, by the words for a signature, by marks behind an item."""
    begin, column = start, 0
    for found in _PARTS.finditer(content, start, end):
        yield from _office_and_name(content, begin, found.start(), column)
        begin = found.end()
        column += found["column"] is not None
    yield from _office_and_name(content, begin, end, column)


def _office_and_name(content: str, start: int, end: int, column: int) -> Iterator[_Cell]:
    """A cell, cut in two where a name follows an office on the same line, or an office a name."""
    text = content[start:end].strip(" *`|.:")
    if not text:
        return
    start += content[start:end].find(text)
    words = text.split(" ")
    upper = words[0].isupper()
    small = next((i for i, word in enumerate(words) if word.isupper() is not upper), 0)
    first, second = " ".join(words[:small]), " ".join(words[small:])
    if small and (_capitals(first) and _name(second) if upper else _name(first) and _capitals(second)):
        yield _Cell(start, start + len(first), first, column)
        yield _Cell(start + len(first) + 1, start + len(text), second, column)
    else:
        yield _Cell(start, start + len(text), text, column)


def _read(cells: list[_Cell]) -> Iterator[tuple[Signer, int]]:
    """The signers told by one column, from the top down."""
    lines: list[str] = []
    for index, cell in enumerate(cells):
        if _STOP.match(cell.text):
            return
        if _SIGNED.match(cell.text):
            continue
        name = _name(cell.text)
        if name and lines:
            yield _signer(lines, name), cell.end
            lines = []
        elif lines and index + 1 == len(cells) and cell.text.isupper() and _name(cell.text.title()):
            yield _signer(lines, cell.text.title()), cell.end
        elif (_starts(cell.text) or (lines and _capitals(cell.text))) and len(lines) < _MOST:
            lines.append(cell.text)
        else:
            return


def _fits(cell: _Cell) -> bool:
    """Whether a cell can belong to a signature block."""
    text = cell.text
    return _capitals(text) or bool(_SIGNED.match(text)) or _starts(text) or _name(text) is not None


def _capitals(text: str) -> bool:
    return sum(map(str.islower, text)) <= 1 and sum(map(str.isupper, text)) >= 2


def _starts(text: str) -> bool:
    """Whether a line can be the first of a signature block."""
    return bool(_AUTHORITY.match(text)) or toned(text + " ").startswith(_position_words())


def _name(text: str) -> str | None:
    """A personal name without ranks and titles, or None."""
    if _starts(text):
        return None
    while text.startswith(_ranks()):
        text = text[max(len(rank) for rank in _ranks() if text.startswith(rank)) :].lstrip(" .")
    words = text.replace("’", "").replace("'", "").split()
    named = 2 <= len(words) <= 6 and all(word.isalpha() and word.istitle() for word in words)
    return " ".join(text.split()) if named and sum(map(str.islower, text)) >= 2 else None


def _signer(lines: list[str], name: str) -> Signer:
    """What the lines above a name say: marks of authority, for whom, and the position."""
    offices: list[tuple[str, str]] = []
    for line in (office for printed in lines for office in _apart(printed)):
        mark = _AUTHORITY.match(line)
        words = _office(line[mark.end() :] if mark else line)
        if mark or not offices or _starts(line):
            offices.append((re.sub(r"\s", "", mark[0]) if mark else "", words))
        else:
            offices[-1] = (offices[-1][0], f"{offices[-1][1]} {words[:1].lower() + words[1:]}")
    marked = [office for office in offices if office[0]]
    position = next((words for mark, words in reversed(offices) if not mark), None)
    marks = " ".join(mark for mark, _ in marked)
    return Signer(" ".join(name.split()), marks or None, marked[0][1] if marked else None, position)


def _apart(line: str) -> list[str]:
    """The offices of a line that bears two.

    >>> _apart("KT. BỘ TRƯỞNG THỨ TRƯỞNG"), _apart("PHÓ CHỦ TỊCH")
    (['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'], ['PHÓ CHỦ TỊCH'])
    """
    mark = _AUTHORITY.match(line)
    at = mark.end() if mark else 0
    for position in _positions():
        rest = line[at + len(position) :]
        if line.startswith(position + " ", at) and _starts(rest.strip()):
            return [line[: at + len(position)], rest.strip()]
    return [line]


def _office(text: str) -> str:
    """An office or body in ordinary letters.

    >>> _office("PHÓ THỦ TƯỚNG"), _office("CHỦ TỊCH QUỐC HỘI")
    ('Phó Thủ tướng', 'Chủ tịch Quốc hội')
    """
    words = proper(text).split()
    return " ".join(word.capitalize() if i and words[i - 1] == "Phó" else word for i, word in enumerate(words))


def _receivers(content: str, start: int, end: int, block: int) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The list behind the last “Nơi nhận” before the signature, else the first behind it, and its span."""
    headings = list(_RECEIVERS.finditer(content, start, end))
    before = [heading for heading in headings if heading.start() <= block + 40]
    heading = before[-1] if before else headings[0] if headings else None
    if heading is None:
        return (), (0, 0)
    items: list[str] = []
    stop = heading.end()
    for row in _rows(content, heading.end()):
        cells = [cell for cell in row if cell.listed or not (_starts(cell.text) or _capitals(cell.text))]
        cells = [cell for cell in cells if not _SIGNED.match(cell.text) and not _name(cell.text)]
        if row and not cells and len(row) == 1 and items and row[0].column == 0:
            break
        for cell in cells[:1]:
            if cell.listed or not items:
                items.append(cell.text)
            else:
                items[-1] += " " + cell.text
            stop = cell.end
    return tuple(item.lstrip("-–+•. ").rstrip(" ;.,/") for item in items), (heading.start(), stop)
