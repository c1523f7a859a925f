"""Where else can a secrecy mark stand in a PDF? Properties, comments, and the picture of a page before it is tidied."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.model import Text
from vanban.readers.errors import RefusedFile
from vanban.readers.ocr import SeenWord
from vanban.secrecy import has_secrecy_mark


def refuse_marked_properties(document: pdfium.PdfDocument) -> None:
    """Refuse a document whose properties name a degree of secrecy."""
    if has_secrecy_mark(Text(""), metadata=document.get_metadata_dict().values()):
        raise RefusedFile


def refuse_marked_comments(page: pdfium.PdfPage) -> None:
    """Refuse a page on which a stamp or comment says a mark: those are no part of its text."""
    if raw.FPDFPage_GetAnnotCount(page) and has_secrecy_mark(Text(""), metadata=_comments(page)):
        raise RefusedFile


def _comments(page: pdfium.PdfPage) -> Iterator[str]:
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), 1000)):
        note = raw.FPDFPage_GetAnnot(page, number)
        for key in (b"Contents", b"Subj", b"Name"):
            length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if length > 2:
                buffer = (ctypes.c_ushort * (length // 2))()
                raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
                yield bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(note)


def refuse_marked_picture(lines: Sequence[str], *readings: Sequence[SeenWord]) -> None:
    """Refuse a page on whose picture a mark was seen, however unsure the reading, or whose few typed lines say one."""
    for said in (lines, *map(_lines, readings)):
        if has_secrecy_mark(Text("\n".join(said))):
            raise RefusedFile


def refuse_marked_red(words: Sequence[SeenWord]) -> None:
    """Refuse a page on which red ink says a mark, be it half read: nothing but stamps is red."""
    lines = _lines(words)
    if has_secrecy_mark(Text("\n".join(lines))) or any(_HALF_READ.fullmatch(re.sub(r"\W", "", x)) for x in lines):
        raise RefusedFile


_HALF_READ = re.compile(r"TUY[EÊẾỆÉẸ]\w{0,6}|(?:T\w{0,5})?M[ẬÂẠÃẦẤẪẶÁ][TI1LF7]|T[OỐÔÓ]IM\w{2}")


def _lines(words: Sequence[SeenWord]) -> list[str]:
    return [" ".join(w.text for w in line) for _, line in groupby(words, key=lambda w: w.line)]
