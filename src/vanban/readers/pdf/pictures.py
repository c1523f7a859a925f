"""Which pages are pictures, and what do their lines say? Seen words to lines, fixed wordings set right."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vanban.model import Note
from vanban.readers.ocr import SeenWord
from vanban.readers.pdf.heads import is_furniture
from vanban.readers.pdf.lines import PrintedLine, printed_lines
from vanban.readers.pdf.sheet import Sheet
from vanban.readers.pdf.words import Style, Word
from vanban.tables.issuers import issuers
from vanban.tables.kinds import kinds
from vanban.text.accents import mended_accents
from vanban.text.fold import fold
from vanban.text.syllables import is_syllable

_PICTURE = 3  # PDFium's number for an image object
_FEW = 80  # letters of a page that may still be a picture with a stamp
_SPECK = 40.0  # lines less sure than this are specks, scribbles and seals
_UNSURE = 75.0


def is_picture(page: pdfium.PdfPage, sheet: Sheet) -> bool:
    """Whether a page is a picture: no text beside a running head or a signature's stamp, or none that is letters."""
    said = "".join(line.text for line in sheet.lines if not is_furniture(line.text))
    if len(said) >= _FEW or sheet.tables:
        return len(re.findall(r"[\x00-\x1f\x7f\ue000-\uf8ff\ufffd]", said)) > 0.3 * len(said) > 0
    pictures = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in picture_boxes(page)]
    room = 0.3 * sheet.width * sheet.height
    return any(area > room for area in pictures) or (len(pictures) > 3 and sum(pictures) > room)


def picture_boxes(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where pictures lie on a page: left, bottom, right, top."""
    count = raw.FPDFPage_CountObjects(page)
    boxes: list[tuple[float, float, float, float]] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(count):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) == _PICTURE and len(boxes) < 500:
            raw.FPDFPageObj_GetBounds(item, *edges)
            x0, y0, x1, y1 = (edge.value for edge in edges)
            boxes.append((x0, y0, x1, y1))
    return boxes


def seen_sheet(sheet: Sheet, words: Sequence[SeenWord]) -> Sheet:
    """The page again, with the words that were seen in its picture. All count as of one size."""
    if not words:
        return sheet
    rows = sorted({round(word.y, 1) for word in words}, reverse=True)
    steps = sorted(a - b for a, b in pairwise(rows) if a - b > 6)
    size = min(15.0, max(9.0, (median(steps) if steps else 18.0) / 1.3))
    style = Style(round(size, 1), False, False)
    by_line: defaultdict[tuple[int, int, int], list[SeenWord]] = defaultdict(list)
    for word in words:
        by_line[word.line].append(word)
    seen = list(by_line.values())
    stamp = _receipt(seen, sheet.height) if sheet.number == 0 else []
    stamped = set(stamp)
    legible = [w for line in seen for w in _legible([w for w in line if w not in stamped])]
    lines = printed_lines([Word(w.text, w.x0, w.x1, w.y, style) for w in legible])
    sure = sum(w.sure * len(w.text) for w in words) / sum(len(w.text) for w in words)
    return replace(sheet, lines=lines, sure=sure, mended=tuple(_mended(lines)), upended=_said(stamp) or sheet.upended)


def _said(line: Sequence[SeenWord]) -> str:
    return " ".join(w.text for w in line)


# What names a receipt stamp (dấu "công văn đến"), as far as it can be read (folded).
_RECEIPT = re.compile(
    r"\w{3,5} th\w{2,3} t\w{2} d\w{2,3} \w\w\b|(?:cong van|van ban) den\b|\W*den\s*(?:so|ngay|gio|\W)"
)
_STAMP_HEIGHT = 52.0  # points below its name
_STAMP_GAP = 15.0  # points between a stamp and the text beside it


def _receipt(lines: Sequence[Sequence[SeenWord]], height: float) -> list[SeenWord]:
    """The words of a receipt stamp in the head of the first page: its name and what stands below it."""
    heads = [head for line in lines if line[0].y > 0.5 * height and (head := _up_to_gap(line))]
    name = next((head for head in heads if _RECEIPT.match(fold(_said(head)))), None)
    if name is None:
        return []
    left, right, top = name[0].x0 - 14, name[-1].x1 + 14, name[0].y
    below = [h for h in heads if left < h[0].x0 and h[-1].x1 < right and top - _STAMP_HEIGHT < h[0].y < top + 4]
    return [word for head in below for word in head]


def _up_to_gap(line: Sequence[SeenWord]) -> Sequence[SeenWord]:
    gaps = (i for i, (a, b) in enumerate(pairwise(line), 1) if b.x0 - a.x1 > _STAMP_GAP)
    return line[: next(gaps, len(line))]


def _legible(line: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a line, or none where it is a speck, a scribble or a seal."""
    if not line:
        return []
    sure = sum(w.sure * len(w.text) for w in line) / sum(len(w.text) for w in line)
    spoken = [w for w in line if is_syllable(w.text.strip('"“”().,;:/-')) or w.text[:1].isdigit() or w.text.isupper()]
    if sure < _SPECK or (len(line) < 3 and not spoken):
        return []
    return [w for w in line if re.search(r"\w", w.text) or (w.text in _SIGNS and w.sure >= 60)]


_SIGNS = frozenset('-–+*:;.,…/“”"()%=') | {"./.", "..."}


@cache
def _wordings() -> dict[str, str]:
    """The fixed wordings that stand alone on a line in capitals, by their letters without accents."""
    names = [*(name for kind in kinds() for name in kind.names), *(i.name for i in issuers())]
    names += ["Quyết nghị", "Cộng hòa xã hội chủ nghĩa Việt Nam", "Đảng Cộng sản Việt Nam", "Nơi nhận"]
    return {fold(name): name.upper() for name in reversed(names) if " " in name}


def _mended(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """Set right what was misread: wordings of the form, a first article's number, accents no text has there."""
    for line in lines:
        capitals = line.text.isupper()
        said = line.text.rstrip(":. ")
        right = _wordings().get(fold(said), said) if capitals else said
        if right != said and len(right.split()) == len(line.words):
            tail = line.text[len(said) :]
            for word, new in zip(line.words, right.split(), strict=True):
                word.text = new
            line.words[-1].text += tail
        elif _FIRST.match(line.text) and len(line.words) > 2:
            line.words[1].text = "1."
        elif not _spell(line):
            continue
        line.text = " ".join(w.text for w in line.words)
        yield line.text


def _spell(line: PrintedLine) -> bool:
    """Put misread accents right in a line; whether there were any."""
    before = [w.text for w in line.words]
    after = mended_accents(before)
    for word, text in zip(line.words, after, strict=True):
        word.text = text
    return before != after


_FIRST = re.compile(r"Điều [TlI|]\s?[-–.:,]+ ")


def picture_notes(sheets: Sequence[Sheet], content: str) -> list[Note]:
    """A note for each page that was read from a picture, where its text begins, and for each wording set right."""
    notes: list[Note] = []
    place = 0
    for sheet in sheets:
        if sheet.sure is None:
            continue
        page = f"Trang {sheet.number + 1}"
        first = next((line.words[0].text for line in sheet.lines), "")
        place = max(place, content.find(first, place))
        notes.append(Note("ocr", place, place, f"{page} đọc từ ảnh chụp, độ tin cậy {sheet.sure:.0f} %."))
        if sheet.sure < _UNSURE:
            notes.append(Note("low-confidence", place, place, f"{page} chụp không rõ; cần người soát lại."))
        if sheet.mended:
            message = f"{page}: {len(sheet.mended)} dòng đọc sai dấu trong ảnh, đã sửa: " + "; ".join(sheet.mended)
            notes.append(Note("ocr-mended", place, place, message))
    return notes
