"""Which words are printed on a PDF page, and where? Words with place, size and weight of print."""

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

type _Box = tuple[float, float, float, float]
type Turn = Callable[[float, float], tuple[float, float]]


class Style(NamedTuple):
    """How a run is printed. ``across`` is false for words that run up or down the page."""

    size: float
    bold: bool
    italic: bool
    across: bool = True
    capital: bool = False  # a legacy font whose small letters print as capitals (.VnTimeH)
    white: bool = False


@dataclass(slots=True)
class Word:
    """A word: its letters, its box (``y`` is the line it stands on) and its style."""

    text: str
    x0: float
    x1: float
    y: float
    style: Style
    glued: bool = False  # stands on the word before without a space
    behind: "Word | None" = None  # the word that a space of the page itself parts it from
    place: int = -1  # of its first letter among those of the page
    raised: bool = False  # smaller than its line and above it


_WORD = re.compile(r"[^\s\x00\ufffe\uffff]+")


def page_words(page: pdfium.PdfPage, turn: Turn) -> list[Word]:
    """The words of a page in the order of the file."""
    textpage = page.get_textpage()
    text = _letters(textpage)
    probe = _Probe(textpage, turn)
    words: list[Word] = []
    for found in _WORD.finditer(text):
        place = len(words)
        words += probe.words(found[0], found.start())
        if place and not probe.is_made_up(found.start() - 1):
            words[place].behind = words[place - 1]
    return _untangled(words, probe)


def _untangled(words: list[Word], probe: "_Probe") -> list[Word]:
    """The words, those cut into letters that leave room for another inside: its font lacked that letter."""
    tangled: set[int] = set()
    for a, b in pairwise(sorted((w for w in words if w.style.across), key=lambda w: (round(w.y), w.x0))):
        if abs(a.y - b.y) < 1 and b.x1 < a.x1 and len(a.text) > 1:
            tangled.add(id(a))
    if not tangled:
        return words
    return [part for word in words for part in (probe.letters(word) if id(word) in tangled else (word,))]


def _letters(textpage: pdfium.PdfTextPage) -> str:
    """The page's letters, one for each place PDFium knows."""
    count = textpage.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and "\x00" not in text:
        return text
    return "".join(chr(raw.FPDFText_GetUnicode(textpage, i) or 0xFFFE) for i in range(count))


class _Run(NamedTuple):
    """A stretch of text set in one go: its style and the line it stands on."""

    style: Style
    y: float


class _Probe:
    """Asks a text page for boxes, runs and fonts; each run and each font once."""

    __slots__ = ("_box", "_faces", "_ink", "_key", "_matrix", "_page", "_runs", "_size", "_styles", "_turn")

    def __init__(self, textpage: pdfium.PdfTextPage, turn: Turn) -> None:
        self._page = textpage
        self._turn = turn
        self._faces: dict[bytes, _Face] = {}
        self._runs: dict[bytes, _Run] = {}
        self._styles: dict[tuple[_Face, float, bool, bool], Style] = {}
        self._box = raw.FS_RECTF()
        self._key = b""
        self._matrix = raw.FS_MATRIX()
        self._size = ctypes.c_float()
        self._ink = [ctypes.c_uint() for _ in range(4)]

    def box(self, place: int) -> _Box:
        """The room of a letter: left, right, bottom, top."""
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._page, place, box)
        if self._turn is as_it_is:
            return box.left, box.right, box.bottom, box.top
        a, b = self._turn(box.left, box.bottom), self._turn(box.right, box.top)
        if a[0] <= b[0] and a[1] <= b[1]:
            return a[0], b[0], a[1], b[1]
        return min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])

    def words(self, text: str, start: int) -> Iterator[Word]:
        """The word at ``start``; cut where its print grows smaller or larger, as at a footnote's mark."""
        begin = start
        if len(text) > 1 and not text.isalpha():
            print_ = self.run(start).style
            if not _alike(self.run(start + len(text) - 1).style, print_):
                for place in range(start + 1, start + len(text)):
                    if not _alike(here := self.run(place).style, print_):
                        yield self._word(text[begin - start : place - start], begin, glued=begin > start)
                        begin, print_ = place, here
        word = self._word(text[begin - start :], begin, glued=begin > start)
        if begin == start and len(text) > 1 and self._is_shuffled(self._key, start, start + len(text) - 1):
            yield from self.letters(word)
        else:
            yield word

    def _is_shuffled(self, run: bytes, first: int, last: int) -> bool:
        """Whether letters of another run than the first, drawn later, stand before letters drawn sooner."""
        if run == bytes(raw.FPDFText_GetTextObject(self._page, last)):
            return False
        lefts = [self.box(place)[0] for place in range(first, last + 1)]
        return any(b < a - 0.5 for a, b in pairwise(lefts))

    def _word(self, text: str, start: int, *, glued: bool) -> Word:
        first = self.box(start)
        run = self.run(start, first)
        if not run.style.across:
            return Word(text, first[0], first[1], (first[2] + first[3]) / 2, run.style, glued)
        x1 = self.box(start + len(text) - 1)[1] if len(text) > 1 else first[1]
        text = text.upper() if run.style.capital else text
        return Word(text, first[0], x1, run.y, run.style, glued, place=start)

    def letters(self, word: Word) -> Iterator[Word]:
        """A word letter by letter."""
        for i, letter in enumerate(word.text):
            x0, x1, _, _ = self.box(word.place + i)
            yield Word(letter, x0, x1, word.y, word.style, behind=None if i else word.behind, place=word.place + i)

    def is_made_up(self, place: int) -> bool:
        """Whether PDFium put a sign there that the page does not have."""
        return bool(raw.FPDFText_IsGenerated(self._page, place) == 1)

    def run(self, place: int, box: _Box | None = None) -> _Run:
        """The run that a letter belongs to; ``box`` is the letter's, where it is known."""
        handle = raw.FPDFText_GetTextObject(self._page, place)
        key = self._key = bytes(handle)  # of the run asked for last
        if (run := self._runs.get(key)) is None:
            run = self._runs[key] = self._new_run(handle, box or self.box(place))
        return run

    def _new_run(self, handle: Any, box: _Box) -> _Run:
        font = raw.FPDFTextObj_GetFont(handle)
        key = bytes(font)
        if (face := self._faces.get(key)) is None:
            face = self._faces[key] = _face(font, raw.FPDFTextObj_GetTextRenderMode(handle))
        raw.FPDFTextObj_GetFontSize(handle, self._size)
        m = self._matrix
        raw.FPDFPageObj_GetMatrix(handle, m)
        size = round(self._size.value * hypot(m.c, m.d), 1)
        y = self._turn(m.e, m.f)[1]
        _, _, bottom, top = box
        if (
            not bottom - 1 <= y <= top or not 0.6 < (top - bottom) / max(size, 0.1) < 2
        ):  # inside a form of its own scale
            size, y = round((top - bottom) / 1.11, 1), bottom + 0.2 * (top - bottom)
        (x0, y0), (x1, y1) = self._turn(0, 0), self._turn(m.a, m.b)
        across = abs(x1 - x0) >= abs(y1 - y0)
        raw.FPDFPageObj_GetFillColor(handle, *self._ink)
        white = self._ink[0].value + self._ink[1].value + self._ink[2].value > 755
        if (style := self._styles.get((face, size, across, white))) is None:
            style = self._styles[face, size, across, white] = Style(
                size, face.bold, face.italic, across, face.capital, white
            )
        return _Run(style, y)


def _alike(a: Style, b: Style) -> bool:
    return a.size == b.size and a.white == b.white


class _Face(NamedTuple):
    bold: bool
    italic: bool
    capital: bool


def _face(font: Any, mode: int) -> _Face:
    """How a font looks, by its name; letters both filled and outlined are bold too."""
    name = _font_name(font)
    flat = name.lower()
    bold = "bold" in flat or "black" in flat or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = bold or raw.FPDFFont_GetWeight(font) >= 600
    return _Face(bold, "italic" in flat or "oblique" in flat, bool(re.search(r"\.Vn\w*H\b", name)))


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")


def turn_of(page: pdfium.PdfPage) -> Turn:
    """How a point of the file's page becomes one of the page as shown, with its origin at the lower left."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, right - x)
        case 180:
            return lambda x, y: (right - x, top - y)
        case 270:
            return lambda x, y: (top - y, x - left)
    return as_it_is if left == bottom == 0 else lambda x, y: (x - left, y - bottom)


def as_it_is(x: float, y: float) -> tuple[float, float]:
    """No turn at all: most pages."""
    return x, y


def goes_up(words: Sequence[Word]) -> bool:
    """Whether upended words follow one another up the page: the next one mostly stands higher in the same column."""
    steps = [b.y - a.y for a, b in pairwise(words) if abs(a.x0 - b.x0) < 2]
    return sum(step > 0 for step in steps) * 2 >= len(steps)


def upright(turn: Turn, width: float, height: float, *, upwards: bool) -> Turn:
    """The turn that sets upended words level."""

    def level(x: float, y: float) -> tuple[float, float]:
        x, y = turn(x, y)
        return (y, width - x) if upwards else (height - y, x)

    return level
