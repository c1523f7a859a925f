"""How is a workbook read? Each sheet that is shown: title lines as lines, the ruled part as a table."""

from vanban.model import Note, Source, Text
from vanban.readers.archive import Archive
from vanban.readers.assemble import Block, assemble
from vanban.readers.limits import Limits
from vanban.readers.xlsx.book import Book
from vanban.readers.xlsx.layout import sheet_blocks
from vanban.readers.xlsx.sheet import read_sheet


def read_xlsx(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read an ``.xlsx``: what Excel shows, sheet by sheet."""
    archive = Archive(raw, limits)
    archive.refuse_marked()
    book = Book(archive)
    blocks: list[Block] = []
    notes: list[Note] = []
    for name, root in book.sheets():
        sheet = read_sheet(root, book, limits.max_rows)
        blocks += sheet_blocks(sheet)
        if sheet.hidden:
            notes.append(Note("hidden-rows", 0, 0, f"Trang “{name}” có hàng hoặc cột ẩn, đã bỏ qua."))
        if sheet.cut:
            notes.append(Note("rows-cut", 0, 0, f"Trang “{name}” dài hơn {limits.max_rows} hàng, phần sau đã bỏ qua."))
    if book.hidden:
        notes.append(Note("hidden-sheets", 0, 0, f"Đã bỏ qua {book.hidden} trang tính ẩn."))
    return assemble(blocks, source, notes=notes)
