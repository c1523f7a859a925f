"""How does a consolidated text leave as a Word file? In official form, its notes as real footnotes."""

import io
import re
from collections import deque
from collections.abc import Iterator

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from vanban.model import Level, Provision, Table
from vanban.out.akn.units import heading_end
from vanban.out.edition import Edition
from vanban.out.footnotes import Footnote
from vanban.out.notes import NOTE, NUMBER, NotesPart

FONT, SIZE, SMALL = "Times New Roman", 14, 10
INDENT, _RIGHT_HALF = Mm(12.7), Mm(75)
_RECIPIENTS = re.compile(r"[ \t]*(?:Nơi nhận|Nơi gửi|[-–+])", re.IGNORECASE)
_COLUMNS, _HEAD = (50, 110), 13
"""The letterhead's widths in mm and size in points: the right one holds the name of the country on one line."""
_HEADINGS = {Level.ANNEX: 1, Level.PART: 1, Level.CHAPTER: 1, Level.SECTION: 2, Level.SUBSECTION: 2, Level.ARTICLE: 3}
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def to_docx(made: Edition) -> bytes:
    """The bytes of a Word file: the whole text, page headers that say what it is, a footnote at each change.

    >>> from vanban import parse
    >>> from vanban.consolidation import consolidate
    >>> from vanban.out.edition import edition
    >>> one = parse("Điều 1. Phạm vi\\n1. Một.")
    >>> to_docx(edition(consolidate(one, []), one, []))[:2]
    b'PK'
    """
    writer = _Writer(made)
    writer.text()
    writer.left()
    held = io.BytesIO()
    writer.file.save(held)
    return held.getvalue()


class _Writer:
    """The file so far. Text is written in order; ``_notes`` are those still to come."""

    def __init__(self, made: Edition) -> None:
        self._made, self._document = made, made.document
        self._content = made.document.text.content
        self._tables = deque(sorted(made.document.structure.tables, key=lambda table: table.start))
        self._notes = deque(made.notes)
        annexes = [unit.start for unit in made.document.provisions if unit.level is Level.ANNEX]
        self._closing = made.document.structure.main_end or len(self._content)
        self._annexes = annexes[0] if annexes else len(self._content)
        self.file = docx.Document()
        self._footnotes = NotesPart(self.file.part)
        self._dress()

    def _dress(self) -> None:
        """A4 with official margins, Times New Roman, Vietnamese; what the text is stands above each page."""
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(20)
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
            _plain(self.file, name)
        small = self.file.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = self.file.styles["Normal"], Pt(SMALL)
        self.file.styles.add_style(NUMBER, WD_STYLE_TYPE.CHARACTER).font.superscript = True
        header = self._document.header
        self.file.core_properties.title = " ".join(filter(None, (header.kind, header.symbol, header.title)))[:250]
        self.file.core_properties.language = "vi-VN"
        head = section.header.paragraphs[0]
        head.alignment = _CENTRE
        run = head.add_run(self._made.standing())
        run.font.size, run.italic = Pt(SMALL), True

    def text(self) -> None:
        """The letterhead, the provisions, the closing."""
        units, structure = self._document.provisions, self._document.structure
        first = units[0].start if units else structure.main_end or len(self._content)
        head = min(self._document.header.end, first)
        bold = [(field.start, field.end) for field in self._document.header.places if field.field in ("kind", "title")]
        for start, end in _lines(self._content, 0, head):
            strong = any(a <= start < b or start <= a < end for a, b in bold)
            self._line(start, end, centre=True, bold=strong)
        self._body(head, first, italic=True)
        at = first
        for number, unit in enumerate(units, 1):
            self._body(at, unit.start)
            following = units[number].start if number < len(units) else unit.end
            at = self._unit(unit, max(at, unit.start), min(unit.end, following))
        self._body(at, len(self._content))

    def left(self) -> None:
        """The instructions that nobody could apply."""
        if not self._document.notes:
            return
        self._said("Lệnh sửa đổi chưa áp dụng được", bold=True)
        for note in self._document.notes:
            self._said(f"- {note.message}")

    def _said(self, words: str, bold: bool = False) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.add_run(words).bold = bold
        paragraph.paragraph_format.first_line_indent = INDENT

    def _unit(self, unit: Provision, start: int, stop: int) -> int:
        """A provision up to the first one in it, with its number and heading; gives where it stopped."""
        own = max(start, unit.own)
        after = heading_end(self._content, own, unit.end, unit.heading) if unit.heading else own
        level = _HEADINGS.get(unit.level)
        if level and unit.heading:
            for begin, end in _lines(self._content, start, after):
                paragraph = self.file.add_heading(level=level)
                paragraph.alignment = _CENTRE if level < 3 else _JUSTIFY
                if level == 3:
                    paragraph.paragraph_format.first_line_indent = INDENT
                self._runs(paragraph, begin, end, bold=True)
            start = after
        self._body(start, stop)
        return stop

    def _body(self, start: int, end: int, italic: bool = False) -> None:
        """Running text: a paragraph for each line, tables as tables."""
        while self._tables and self._tables[0].start < end:
            table = self._tables[0]
            if table.end > end:
                break
            self._tables.popleft()
            if table.start >= start:
                self._paragraphs(start, table.start, italic)
                self._table(table)
                start = table.end
        self._paragraphs(start, end, italic)

    def _paragraphs(self, start: int, end: int, italic: bool) -> None:
        for begin, stop in _lines(self._content, start, end):
            self._line(begin, stop, italic=italic)

    def _line(self, start: int, end: int, *, centre: bool = False, bold: bool = False, italic: bool = False) -> None:
        """One line; what stands side by side in it goes into columns without borders."""
        if "\t" in self._content[start:end].strip():
            self._columns(start, end)
            return
        paragraph = self.file.add_paragraph()
        signed = self._closing <= start < self._annexes and not _RECIPIENTS.match(self._content, start)
        paragraph.alignment = _CENTRE if centre or signed else _JUSTIFY
        if signed:
            paragraph.paragraph_format.left_indent = _RIGHT_HALF
        elif not centre:
            paragraph.paragraph_format.first_line_indent = INDENT if start < self._closing else None
        self._runs(paragraph, start, end, bold=bold or signed, italic=italic)

    def _columns(self, start: int, end: int) -> None:
        pieces, at = [], start
        for piece in self._content[start:end].split("\t"):
            if piece.strip():
                pieces.append((at, at + len(piece)))
            at += len(piece) + 1
        table = self.file.add_table(1, len(pieces))
        widths = _COLUMNS if len(pieces) == 2 else [160 / len(pieces)] * len(pieces)
        table.autofit = False
        for column, (begin, stop), width in zip(table.columns, pieces, widths, strict=True):
            cell = column.cells[0]
            column.width = cell.width = Mm(width)
            cell.paragraphs[0].alignment = _CENTRE
            self._runs(cell.paragraphs[0], begin, stop, bold=self._content[begin:stop].isupper())
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(_HEAD)

    def _runs(self, paragraph: Paragraph, start: int, end: int, *, bold: bool = False, italic: bool = False) -> None:
        """The words of a stretch, with the footnotes that hang in it."""
        first = start
        while self._notes and self._notes[0].at <= end:
            note = self._notes.popleft()
            at = max(first, note.at)
            _run(paragraph, self._content[first:at], bold, italic, first == start)
            self._hang(paragraph, note)
            first = at
        _run(paragraph, self._content[first:end].rstrip(), bold, italic, first == start)

    def _hang(self, paragraph: Paragraph, note: Footnote) -> None:
        run = paragraph.add_run(style=NUMBER)
        run._r.append(self._footnotes.add(note.text))

    def _table(self, table: Table) -> None:
        """A ruled table. Its cells are written one by one: python-docx looks all of them up for each."""
        rows = [row for row in table.rows if row]
        width = max((sum(cell.colspan for cell in row) for row in rows), default=0)
        grid = self.file.add_table(0, max(1, width), style="Table Grid")
        hanging: dict[int, tuple[int, int]] = {}  # columns that a cell from above covers: rows left, columns wide
        for row in rows:
            line, x, cells = OxmlElement("w:tr"), 0, deque(row)
            while cells or x in hanging:
                if x in hanging:
                    left, across = hanging.pop(x)
                    line.append(_cell(across, "continue"))
                    if left > 1:
                        hanging[x] = (left - 1, across)
                    x += across
                    continue
                cell = cells.popleft()
                box = _cell(cell.colspan, "restart" if cell.rowspan > 1 else "")
                self._runs(Paragraph(box[-1], grid), cell.start, cell.end, bold=cell.head)  # type: ignore[arg-type]
                line.append(box)
                if cell.rowspan > 1:
                    hanging[x] = (cell.rowspan - 1, cell.colspan)
                x += cell.colspan
            grid._tbl.append(line)


def _cell(across: int, merged: str) -> etree._Element:
    """A table cell of one empty paragraph, ``across`` columns wide; ``merged`` with the rows below or above."""
    box, form = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    for name, value in (("gridSpan", str(across) if across > 1 else ""), ("vMerge", merged)):
        if value:
            mark = OxmlElement(f"w:{name}")
            mark.set(qn("w:val"), value)
            form.append(mark)
    box.append(form)
    box.append(OxmlElement("w:p"))
    return box


def _lines(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch that have words in them."""
    while start < end:
        stop = content.find("\n", start, end)
        stop = end if stop < 0 else stop
        if content[start:stop].strip():
            yield start, stop
        start = stop + 1


def _run(paragraph: Paragraph, words: str, bold: bool, italic: bool, first: bool) -> None:
    words = words.lstrip() if first else words
    if words:
        run = paragraph.add_run(words)
        run.bold, run.italic = bold or None, italic or None


def _plain(file: object, name: str) -> None:
    """A style in black Times New Roman of one size, its language Vietnamese."""
    style = file.styles[name]  # type: ignore[attr-defined]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(SIZE), RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(6)
    style.paragraph_format.line_spacing = 1.0
