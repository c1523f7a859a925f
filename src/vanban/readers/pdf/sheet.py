"""What lies on one PDF page? Its printed lines and tables, top to bottom."""

from dataclasses import dataclass

import pypdfium2 as pdfium

from vanban.readers.pdf.grids import PageTable, page_tables
from vanban.readers.pdf.lines import PrintedLine, printed_lines
from vanban.readers.pdf.rules import page_rules
from vanban.readers.pdf.words import goes_up, page_words, turn_of, upright


@dataclass(slots=True)
class Sheet:
    """A page. ``upended`` are words that run up or down the page outside its tables."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    tables: list[PageTable]
    upended: str = ""
    sure: float | None = None  # of a picture: how sure the reading of its letters is, 0 to 100
    mended: tuple[str, ...] = ()  # lines of a picture set right by their fixed wording


def read_sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    """Read one page."""
    width, height = page.get_size()
    turn = turn_of(page)
    words = page_words(page, turn)
    if 2 * sum(not w.style.across for w in words) > len(words):  # a broad page laid down on a tall one
        turn = upright(turn, width, height, upwards=goes_up(words))
        width, height = height, width
        words = page_words(page, turn)
    tables, outside = page_tables(page_rules(page, turn), words)
    upended = " ".join(w.text for w in outside if not w.style.across)
    lines = printed_lines([w for w in outside if w.style.across])
    return Sheet(number, width, height, lines, tables, upended)
