"""How does a PDF become a text? Pages to sheets, sheets to paragraphs and tables, those to one text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import pypdfium2 as pdfium

from vanban.model import Source, Text
from vanban.readers.assemble import Block, assemble
from vanban.readers.errors import UnreadableFile
from vanban.readers.limits import Limits
from vanban.readers.ocr import program, see, see_head, see_red
from vanban.readers.pdf.columns import in_blocks
from vanban.readers.pdf.flow import Margins, Paragraph, margins, runs_on, written
from vanban.readers.pdf.furniture import body_size, strip, take_footnotes
from vanban.readers.pdf.grids import PageTable
from vanban.readers.pdf.joins import Joined
from vanban.readers.pdf.lines import PrintedLine
from vanban.readers.pdf.marks import (
    refuse_marked_comments,
    refuse_marked_picture,
    refuse_marked_properties,
    refuse_marked_red,
)
from vanban.readers.pdf.pictures import is_picture, picture_boxes, picture_notes, seen_sheet
from vanban.readers.pdf.sheet import Sheet, read_sheet


def read_pdf(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a PDF's bytes."""
    sheets = read_sheets(raw, limits)
    asides = strip(sheets)
    text = assemble(blocks(sheets), source, asides=asides)
    return replace(text, notes=(*text.notes, *picture_notes(sheets, text.content)))


def read_sheets(raw: bytes, limits: Limits) -> list[Sheet]:
    """The pages of a PDF, those without text read by Tesseract."""
    document = _opened(raw)
    try:
        if len(document) > limits.max_pages:
            raise UnreadableFile(
                f"tệp PDF có {len(document)} trang, quá giới hạn {limits.max_pages} trang; hãy tách nhỏ tệp."
            )
        refuse_marked_properties(document)
        return [_sheet(document, number, limits) for number in range(len(document))]
    except pdfium.PdfiumError:
        raise UnreadableFile(_DAMAGED) from None
    finally:
        document.close()


def _sheet(document: pdfium.PdfDocument, number: int, limits: Limits) -> Sheet:
    page = document[number]
    try:
        refuse_marked_comments(page)
        sheet = read_sheet(page, number)
        if is_picture(page, sheet):
            seen = see(page, limits)
            refuse_marked_picture([line.text for line in sheet.lines], seen)
            refuse_marked_picture((), see_head(page, limits) if number == 0 else ())
            refuse_marked_red(see_red(page, limits) or ())
            return seen_sheet(sheet, seen)
        if number == 0 and program() and any(y1 > 0.55 * sheet.height for *_, y1 in picture_boxes(page)):
            refuse_marked_red(see_red(page, limits) or ())  # a stamp put as a picture on a typed page
        return sheet
    finally:
        page.close()


_DAMAGED = "tệp PDF bị hỏng hoặc bị cắt cụt; hãy tải lại bản đầy đủ."


def _opened(raw: bytes) -> pdfium.PdfDocument:
    if b"startxref" not in raw[-8192:]:
        raise UnreadableFile(_DAMAGED)
    try:
        document = pdfium.PdfDocument(raw)
        if len(document) == 0:
            raise UnreadableFile(_DAMAGED)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("tệp PDF được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi lưu lại.") from None
        raise UnreadableFile(_DAMAGED) from None
    return document


def blocks(sheets: Sequence[Sheet]) -> list[Block]:
    """The paragraphs and tables of the pages, in reading order."""
    body = body_size(sheets)
    usual = _usual_margins(sheets)
    out: list[Paragraph | Joined] = []
    before: Margins = usual
    for sheet in sheets:
        notes = take_footnotes(sheet, body)
        here = margins(sheet.lines, usual)
        above: PrintedLine | None = None
        for item in _items(sheet):
            last = out[-1] if out else None
            if isinstance(item, PageTable):
                if not (isinstance(last, Joined) and above is None and last.takes(item)):
                    last = Joined(item.x0, item.x1)
                    out.append(last)
                last.add(item.rows)
                above = None
                continue
            if isinstance(last, Paragraph):
                end = last.lines[-1]
                leading = end.y - item.y if end is above else None
                if runs_on(end, item, here if end is above else before, here, leading):
                    last.lines.append(item)
                    last.notes.update(notes)
                    above = item
                    continue
            out.append(Paragraph([item], dict(notes)))
            above = item
        before = here
    return [written(block) if isinstance(block, Paragraph) else block.grid() for block in out]


def _items(sheet: Sheet) -> Iterator[PrintedLine | PageTable]:
    """What lies on a page, top to bottom; letterheads and signature blocks in reading order."""
    lines = sheet.lines
    start = 0
    for table in sorted(sheet.tables, key=lambda t: -t.top):
        stop = next((i for i in range(start, len(lines)) if lines[i].y < table.top), len(lines))
        yield from in_blocks(lines[start:stop], sheet.width, first_page=sheet.number == 0 and start == 0)
        yield table
        start = stop
    yield from in_blocks(lines[start:], sheet.width, first_page=sheet.number == 0 and start == 0)


def _usual_margins(sheets: Sequence[Sheet]) -> Margins:
    full = [line for sheet in sheets for line in sheet.lines if len(line.words) > 5]
    if not full:
        return Margins(85, 540)
    width = median(line.x1 - line.x0 for line in full)
    wide = [line for line in full if line.x1 - line.x0 >= 0.9 * width]
    return Margins(median(line.x0 for line in wide), median(line.x1 for line in wide))
