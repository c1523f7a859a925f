"""What lies on one PDF page? Its printed lines and tables, top to bottom."""

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.readers.ocr import SeenWord
from vanban.readers.pdf.grids import PageTable, page_tables
from vanban.readers.pdf.heads import is_furniture
from vanban.readers.pdf.lines import PrintedLine, printed_lines
from vanban.readers.pdf.rules import page_rules
from vanban.readers.pdf.words import Style, Word, goes_up, page_words, turn_of, upright


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


_PICTURE = 3  # PDFium's number for an image object
_FEW = 80  # letters of a page that may still be a picture with a stamp


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


def is_picture(page: pdfium.PdfPage, sheet: Sheet) -> bool:
    """Whether a page is a picture: no text beside a running head or a signature's stamp, or none that is letters."""
    said = "".join(line.text for line in sheet.lines if not is_furniture(line.text))
    if len(said) >= _FEW or sheet.tables:
        return len(re.findall(r"[\x00-\x1f\x7f\ue000-\uf8ff\ufffd]", said)) > 0.3 * len(said) > 0
    count = raw.FPDFPage_CountObjects(page)
    pictures = [o for i in range(count) if raw.FPDFPageObj_GetType(o := raw.FPDFPage_GetObject(page, i)) == _PICTURE]
    return any(_area(picture) > 0.3 * sheet.width * sheet.height for picture in pictures[:50]) or (
        len(pictures) > 3 and sum(map(_area, pictures[:500])) > 0.3 * sheet.width * sheet.height
    )


def _area(picture: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(picture, left, bottom, right, top)
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def seen_sheet(sheet: Sheet, words: Sequence[SeenWord]) -> Sheet:
    """The page again, with the words that were seen in its picture. All count as of one size."""
    if not words:
        return sheet
    rows = sorted({round(word.y, 1) for word in words}, reverse=True)
    steps = sorted(a - b for a, b in pairwise(rows) if a - b > 6)
    size = min(15.0, max(9.0, (median(steps) if steps else 18.0) / 1.3))
    style = Style(round(size, 1), False, False)
    lines = printed_lines([Word(w.text, w.x0, w.x1, w.y, style) for w in words])
    sure = sum(w.sure * len(w.text) for w in words) / sum(len(w.text) for w in words)
    return replace(sheet, lines=lines, sure=sure)
