"""What on a page is not the document's own text? Running heads, page numbers, signature stamps, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from vanban.model import Aside
from vanban.readers.pdf.heads import GAZETTE, PAGE_NUMBER, STAMP
from vanban.readers.pdf.lines import PrintedLine
from vanban.readers.pdf.sheet import Sheet
from vanban.readers.pdf.words import Word

_SECTION = re.compile(r"VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|PHÁP LUẬT KHÁC|HỢP NHẤT)")
_RULE = re.compile(r"[_\s─━–—-]{3,}")

type Kind = Literal["footnote", "header", "footer", "page-number", "stamp"]


def strip(sheets: Sequence[Sheet]) -> list[Aside]:
    """Take running heads and feet, page numbers and stamps off the pages."""
    body = body_size(sheets)
    running = _running(sheets)
    asides: list[Aside] = []
    for sheet in sheets:
        kept: list[PrintedLine] = []
        for place, line in enumerate(sheet.lines):
            kind = _kind(sheet, place, line, running, body)
            if kind:
                asides.append(Aside(kind, "", line.text))
            elif not _RULE.fullmatch(line.text):
                kept.append(line)
        sheet.lines = kept
        if sheet.upended:
            asides.append(Aside("stamp", "", sheet.upended))
    return asides


def body_size(sheets: Sequence[Sheet]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _kind(sheet: Sheet, place: int, line: PrintedLine, running: set[str], body: float) -> Kind | None:
    top, bottom = line.y > 0.88 * sheet.height, line.y < 0.1 * sheet.height
    first, last = place < 3, place >= len(sheet.lines) - 3
    if top and first and GAZETTE.search(line.text) and len(line.text) < 80:
        return "header"
    if ((top and first) or (bottom and last)) and PAGE_NUMBER.fullmatch(line.text):
        return "page-number"
    if ((top and first) or (bottom and last)) and _mask(line.text) in running:
        return "header" if top else "footer"
    if sheet.number == 0 and place < 4 and _SECTION.fullmatch(line.text):
        return "header"
    if (
        sheet.number == 0
        and place < 5
        and line.size >= body + 1.5
        and line.text.isupper()
        and line.y > 0.75 * sheet.height
    ):
        return "header"  # the gazette names the issuer above its documents in larger print
    if line.size <= 0.8 * body and STAMP.match(line.text):
        return "stamp"
    return None


def _running(sheets: Sequence[Sheet]) -> set[str]:
    """Lines that stand at the same edge of many pages, numbers apart."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        edge = [x for x in sheet.lines[:3] if x.y > 0.88 * sheet.height]
        edge += [x for x in sheet.lines[-3:] if x.y < 0.1 * sheet.height]
        seen.update({_mask(line.text) for line in edge})
    return {text for text, count in seen.items() if count >= max(3, 0.4 * len(sheets)) and len(text) > 3}


def _mask(text: str) -> str:
    return re.sub(r"[\d\s]+", "#", text)


_NOTE = re.compile(r"(\d{1,3}|\*{1,3}|\(\d{1,2}\)|\[\d{1,3}\])\s*(?=\S)")


def take_footnotes(sheet: Sheet, body: float) -> dict[str, str]:
    """Take the footnotes off the foot of a page: their texts by their marks.

    Only small print at the foot counts, and only when its mark stands raised in the page's own text.
    """
    marks = {_bare(word.text) for word in _raised(sheet)}
    start = len(sheet.lines)
    while start and sheet.lines[start - 1].size <= 0.9 * body:
        start -= 1
    lowest = min((t.bottom for t in sheet.tables), default=sheet.height)
    notes: dict[str, str] = {}
    mark = ""
    first = None
    for place in range(start, len(sheet.lines)):
        line = sheet.lines[place]
        label = _NOTE.match(line.text)
        if label and line.y < lowest and (line.words[0].raised or _bare(label[1]) in marks):
            first = place if first is None else first
            mark = _bare(label[1])
            notes[mark] = line.text[label.end() :].strip()
        elif mark:
            notes[mark] += " " + line.text
    if first is not None:
        sheet.lines = sheet.lines[:first]
        _hang(sheet, notes)
    return notes


def _hang(sheet: Sheet, notes: dict[str, str]) -> None:
    """Hang the notes in the table cells that bear their marks."""
    for square in (s for table in sheet.tables for row in table.rows for s in row):
        marks = [w for w in square.words if w.raised and _bare(w.text) in notes]
        if marks:
            square.notes = [Aside("footnote", _bare(w.text), notes[_bare(w.text)]) for w in marks]
            square.words = [w for w in square.words if w not in marks]


def _raised(sheet: Sheet) -> Iterator[Word]:
    for line in sheet.lines:
        # a note's own mark opens its line; the marks of the text stand behind words
        yield from (w for w in line.words[1:] if w.raised)
    for table in sheet.tables:
        for row in table.rows:
            for square in row:
                yield from (w for w in square.words if w.raised)


def _bare(mark: str) -> str:
    return mark.strip("()[].,;: ")


def note_marks(line: PrintedLine, notes: dict[str, str]) -> list[Word]:
    """The words of a line that are marks of these footnotes."""
    return [w for w in line.words if w.raised and _bare(w.text) in notes]
