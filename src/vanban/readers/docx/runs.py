"""What does a paragraph say? Its runs as text, with bold stretches, footnotes and text boxes marked."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from lxml import etree

from vanban.model import Aside
from vanban.readers.assemble import Line
from vanban.readers.docx import names as n
from vanban.readers.docx.fields import Fields
from vanban.readers.docx.footnotes import Footnotes
from vanban.readers.docx.names import RPR, VAL, W, is_on
from vanban.readers.docx.styles import Style, Styles
from vanban.readers.docx.symbols import symbol

_T: Final = W + "t"
_BOLD, _HIDDEN, _CAPS, _STYLE = W + "b", W + "vanish", W + "caps", W + "rStyle"
_PRINTED: Final = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
_WRAPS: Final = frozenset({
    n.INS, n.MOVE_TO, W + "hyperlink", W + "smartTag", W + "customXml", W + "dir", W + "bdo", n.SDT_CONTENT,
    W + "ruby", W + "rubyBase",
})  # fmt: skip
_PICTURES: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_FIELDS: Final = (Fields.CHAR, Fields.INSTRUCTION)
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


class Runs:
    """The runs of one paragraph, as they are read."""

    __slots__ = ("_bold", "_fields", "_notes", "_style", "_styles", "asides", "boxes", "length", "marks", "parts")

    def __init__(self, styles: Styles, style: Style, fields: Fields, notes: Footnotes | None) -> None:
        self._styles = styles
        self._style = style
        self._bold = style.bold or False
        self._fields = fields
        self._notes = notes
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[tuple[int, int]] = []
        self.asides: list[Aside] = []
        self.boxes: list[etree._Element] = []

    def write(self, words: str, bold: bool) -> None:
        """Add words."""
        if bold:
            self.marks.append((self.length, self.length + len(words)))
        self.parts.append(words)
        self.length += len(words)

    def append(self, line: Line) -> None:
        """Add a paragraph that runs on into this one."""
        self.marks += [(a + self.length, b + self.length) for a, b in line.bold]
        self.asides += [replace(aside, at=(aside.at or 0) + self.length) for aside in line.asides]
        self.write(line.text, False)

    def read(self, parent: Iterable[etree._Element]) -> None:
        """Read the children of a paragraph or of something that wraps runs."""
        for child in parent:
            tag = child.tag
            if tag == n.R_:
                self._run(child)
            elif tag in _WRAPS:
                self.read(child)
            elif tag == n.SDT:
                self._control(child)
            elif tag == W + "fldSimple":
                if Fields.prints(child.get(W + "instr", "")):
                    self.read(child)
            elif tag == n.ALTERNATE:
                self._alternate(child)
            elif tag in {n.MATH, n.MATH_PARA}:
                self.write("".join(part.text or "" for part in child.iter(n.MATH_TEXT)), False)

    def _control(self, control: etree._Element) -> None:
        """A content control (w:sdt); its prompt is no text."""
        content = control.find(n.SDT_CONTENT)
        if content is not None and control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            self.read(content)

    def _alternate(self, element: etree._Element) -> None:
        """The same thing twice, for newer and older programs: the newer is read."""
        chosen = next((one for one in element.iterchildren(n.CHOICE, n.FALLBACK)), None)
        if chosen is None:
            return
        if chosen.find(n.R_) is not None:
            self.read(chosen)
        else:
            self.boxes.extend(chosen.iter(n.TXBX))

    def _run(self, run: etree._Element) -> None:
        bold, caps, hidden = self._bold, self._style.caps, self._style.hidden
        printing = self._fields.printing and not hidden
        for child in run:
            tag = child.tag
            if tag == _T:
                words = child.text
                if printing and words:
                    words = words.replace("\n", " ") if "\n" in words else words
                    self.write(words.upper() if caps else words, bold)
            elif tag == RPR:
                bold, caps, hidden = self._look(child, bold, caps, hidden)
                printing = self._fields.printing and not hidden
            elif tag in _PRINTED:
                if printing:
                    self.write(_PRINTED[tag], False)
            elif tag in _FIELDS:
                self._fields.take(child)
                printing = self._fields.printing and not hidden
            elif printing:
                self._other(child, tag, run)

    def _look(
        self, rpr: etree._Element, bold: bool, caps: bool | None, hidden: bool | None
    ) -> tuple[bool, bool | None, bool | None]:
        """Bold, capitals, hidden: what the run says over its character style over its paragraph's style."""
        said_bold = None
        for child in rpr.iterchildren(_BOLD, _HIDDEN, _CAPS, _STYLE):
            tag = child.tag
            if tag == _BOLD:
                said_bold = is_on(child.get(VAL))
            elif tag == _HIDDEN:
                hidden = is_on(child.get(VAL))
            elif tag == _CAPS:
                caps = is_on(child.get(VAL))
            else:  # stands first
                style = self._styles.of(child.get(VAL))
                bold, caps, hidden = bold != bool(style.bold), style.caps or caps, style.hidden or hidden
        return bold if said_bold is None else said_bold, caps, hidden

    def _other(self, child: etree._Element, tag: str, run: etree._Element) -> None:
        """What is neither letters nor field."""
        if tag == W + "sym":
            self.write(symbol(child.get(W + "font", ""), child.get(W + "char", "")), False)
        elif tag in _NOTES and self._notes is not None:
            marker, words = self._notes.take(_NOTES[tag], child.get(n.ID, ""))
            if is_on(child.get(W + "customMarkFollows", "0")):
                marker = "".join(part.text or "" for part in run.iterchildren(_T)) or marker
                for part in run.iterchildren(_T):
                    part.text = None
            self.asides.append(Aside("footnote", marker, words, self.length))
        elif tag == n.ALTERNATE:
            self._alternate(child)
        elif tag in _PICTURES:
            self.boxes.extend(child.iter(n.TXBX))
