"""How are lines, rules and tables put into a Word file? The few strokes that official papers are made of."""

import io
from collections.abc import Sequence

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
PADDING = 3.8
"""What a cell keeps of its width for the space left and right of its words, in mm."""
Place = WordFile | _Cell


def styled(file: WordFile, size: float) -> None:
    """Times New Roman in every script, black, no space that nobody asked for."""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def line(
    place: Place, words: str, size: float, *, bold: bool = False, italic: bool = False, centre: bool = False,
    justify: bool = False, before: float = 0,
) -> Paragraph:  # fmt: skip
    """A paragraph of one run; the first one of a cell takes the place of the empty one that is there."""
    empty = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].runs
    said = place.paragraphs[0] if empty and not place.paragraphs[0].text else place.add_paragraph()
    run = said.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if centre or justify:
        said.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    said.paragraph_format.space_before = Pt(before)
    return said


def rule(place: Place, width: float, share: float) -> None:
    """A solid line below what stands above it, ``share`` of ``width`` mm long: the border of a paragraph, indented."""
    drawn = place.add_paragraph()
    form = drawn.paragraph_format
    inner = width - PADDING if isinstance(place, _Cell) else width
    side = Mm(inner * (1 - share) / 2)
    form.left_indent, form.right_indent = side, side
    form.space_before, form.line_spacing, form.space_after = Pt(3), Pt(3), Pt(6)
    border = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    border.append(edge)
    drawn._p.get_or_add_pPr().insert(0, border)


def bare(file: WordFile, widths: tuple[float, float]) -> tuple[_Cell, _Cell]:
    """Two columns without borders, of these widths in mm."""
    table = file.add_table(1, 2)
    _fixed(table, widths)
    left, right = table.rows[0].cells
    return left, right


def grid(file: WordFile, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """A ruled table: its head repeats on every page, no row is torn."""
    table = file.add_table(1, len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        line(cell, words, 12, bold=True, centre=True)
    for told in rows:
        for n, (cell, words) in enumerate(zip(table.add_row().cells, told, strict=True)):
            for said in words.split("\n"):
                line(cell, said, 12, centre=n == 0)
    _fixed(table, widths)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def page_numbers(section: Section, size: float) -> None:
    """Arabic, centred in the top margin, not on the first page."""
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run()
    run.font.size = Pt(size)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        _field(run, kind, words)


def saved(file: WordFile) -> bytes:
    """The bytes of the file."""
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def _field(run: Run, kind: str, words: str) -> None:
    mark = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark.text = words
    run._r.append(mark)


def _fixed(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
