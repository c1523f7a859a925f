"""Which printed lines make one paragraph? Indents, line ends and labels tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.model import Aside
from vanban.readers.assemble import Line
from vanban.readers.pdf.furniture import note_marks
from vanban.readers.pdf.lines import PrintedLine

# What opens a paragraph wherever it stands: the numbers and dashes of domain §3.
_LABEL = re.compile(
    r"(?:Điều|Chương|Mục|Tiểu mục|Phần|PHẦN|CHƯƠNG|MỤC|Phụ lục|PHỤ LỤC|Mẫu số|Khoản)\s+(?:\d|[IVXLC]+\b|thứ\b)"
    r"|\d{1,3}(?:\.\d{1,3})*[.)]\s|\d{1,2}[.)][A-ZĐÀ-Ỹ]|[a-zđ]\d?\)\s?|[IVX]{1,6}[.)-]\s|[A-HĐ]\.\s|[-–—+•*▪●➢]\s?(?=[^\W\d_])"
)
_WORD_LABEL = re.compile(r"(?:Điều|Chương|Mục|Tiểu mục|Phần|Phụ lục|Mẫu số|Khoản)\s")
_CAPITALS_ON = re.compile(r"(?:VÀ|CỦA|ĐỐI|CHO|TẠI|TRONG|THEO|Ở|ĐỂ|TỪ|ĐẾN|DO|BẰNG|THUỘC|HOẶC|VỚI|TRÊN|NHẰM|ĐI)\b")
_CLOSED = re.compile(r"[.;:!?…/][”\"’')\]]*\s*$")
_ENDING = re.compile(
    r"[,\-–]\s*$|\b(?:và|của|hoặc|các|theo|tại|về|với|cho|từ|đến|trong|do|bởi|số|ngày|tháng|năm)$", re.IGNORECASE
)


@dataclass(slots=True)
class Margins:
    """Where the lines of a page begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class Paragraph:
    """Lines that run on, with the footnotes of the pages they stand on."""

    lines: list[PrintedLine] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def margins(lines: Sequence[PrintedLine], usual: Margins) -> Margins:
    """The margins of a page's text; of a page with few words, those of the document."""
    width = usual.right - usual.left
    full = [line for line in lines if 0.8 * width < line.x1 - line.x0 < 1.03 * width]
    if len(full) < 3:
        return usual
    return Margins(min(line.x0 for line in full), max(line.x1 for line in full))


def runs_on(above: PrintedLine, below: PrintedLine, one: Margins, other: Margins, leading: float | None) -> bool:
    """Whether ``below`` goes on with the paragraph of ``above``. ``leading`` is the step between them on a page."""
    if above.alone or below.alone or abs(above.size - below.size) > 1.6:
        return False
    if leading is not None and leading > 2.1 * below.size:
        return False
    first = below.text[0]
    indent, before = below.x0 - other.left, above.x0 - one.left
    room = one.right - above.x1
    reaches = room < below.words[0].x1 - below.words[0].x0 + 0.8 * below.size
    open_end = reaches and not _CLOSED.search(above.text)
    labelled = bool(_LABEL.match(below.text))
    if labelled and _WORD_LABEL.match(below.text) and open_end and indent < 8 and not (below.bold and not above.bold):
        labelled = False  # a reference that begins a line: "… quy định tại / Điều 5 …"
    if _centred(below, other) and (_centred(above, one) or (above.bold and below.bold and reaches)):
        return not labelled and _same_title(above, below, open_end=open_end)
    if min(indent, before) > 0.35 * (one.right - one.left):  # a signature's lines, one under the other
        return first.islower() and not _CLOSED.search(above.text)
    if labelled:
        return open_end and indent < 8 < before and first.isalnum() and not first.isupper()
    if first.islower() and not _CLOSED.search(above.text):
        return reaches or indent < 8
    if indent < 8:
        return reaches
    if abs(below.x0 - above.x0) < 3 and reaches:
        return not _CLOSED.search(above.text)
    return False


def _centred(line: PrintedLine, margins: Margins) -> bool:
    left, right = line.x0 - margins.left, margins.right - line.x1
    return left > 12 and right > 12 and abs(left - right) < 24


def _same_title(above: PrintedLine, below: PrintedLine, *, open_end: bool) -> bool:
    """Whether two centred lines are one title: the second goes on in small letters, or in capitals as it must."""
    if above.bold != below.bold or _CLOSED.search(above.text) or _LABEL.match(above.text + " "):
        return False
    if below.text[0].islower():
        return True
    if above.text.isupper() != below.text.isupper():
        return False
    return open_end or bool(_ENDING.search(above.text)) or bool(_CAPITALS_ON.match(below.text))


def written(paragraph: Paragraph) -> Line:
    """A paragraph as a line of the text: its words, what is bold, and the footnotes that hang in it."""
    pieces: list[str] = []
    bold: list[tuple[int, int]] = []
    asides: list[Aside] = []
    length = 0
    for line in paragraph.lines:
        marks = note_marks(line, paragraph.notes)
        gap = _gap(pieces, line)
        for place, word in enumerate(line.words):
            if any(word is mark for mark in marks):
                mark = word.text.strip("()[].,;: ")
                asides.append(Aside("footnote", mark, paragraph.notes[mark], length))
                continue
            text = word.text if (word.glued and place) else gap + word.text
            gap = " "
            if word is line.tab:
                text = "\t" + word.text
            pieces.append(text)
            length += len(text)
            if word.style.bold:
                begin = length - len(word.text)
                bold.append((begin, length))
    return Line("".join(pieces), _spans(bold), asides)


def _gap(pieces: list[str], line: PrintedLine) -> str:
    """What parts a line from the one before: nothing behind a hyphen inside a symbol (``QĐ-`` / ``TTg``)."""
    if not pieces:
        return ""
    last = pieces[-1]
    if re.search(r"[A-ZĐ\d]-$|\w/$", last) and re.match(r"[A-ZĐ\d]", line.text) and len(last.strip()) > 2:
        return ""
    return " "


def _spans(bold: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bold words that touch, as stretches."""
    out: list[tuple[int, int]] = []
    for start, end in bold:
        if out and start - out[-1][1] <= 1:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
