"""What stands in the body of a Word document? Paragraphs and tables in reading order."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from vanban.readers.assemble import Block, Line
from vanban.readers.docx import names as n
from vanban.readers.docx.fields import Fields
from vanban.readers.docx.footnotes import Footnotes
from vanban.readers.docx.names import PPR, RPR, VAL, W, is_on
from vanban.readers.docx.numbering import Numbering
from vanban.readers.docx.runs import Runs
from vanban.readers.docx.styles import Style, Styles, number_of
from vanban.readers.docx.symbols import plain
from vanban.readers.docx.tables import drawn_rows, is_ruled
from vanban.readers.layout import table_blocks

_STYLE, _NUMBER, _BOLD, _HIDDEN = W + "pStyle", W + "numPr", W + "b", W + "vanish"
_WRAPS = frozenset({n.INS, n.MOVE_TO, W + "customXml", W + "smartTag", n.SDT_CONTENT, n.CHOICE, n.FALLBACK})
# A typed number or bullet and the tab behind it: the tab is a space, not a gap between two cells.
_TYPED = re.compile(r"\s*(?:\S{1,8}[.):/]|[-–+•*▪]|(?i:điều|chương|mục|phần|khoản|điểm|phụ lục)\s+\S{1,8})\t+")


class Body:
    """A document that is being read, from its first paragraph to its last."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Footnotes | None,
        *,
        fields: Fields | None = None,
        private: bool = True,
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._private = private  # whether codes of picture fonts may stand among the letters
        self._fields = fields or Fields()
        self._held: list[Line] = []  # paragraphs whose mark was deleted: they run on into the next
        self.left_out: set[str] = set()  # what was not read: "contents", "chunk"

    def blocks(self, parent: Iterable[etree._Element]) -> list[Block]:
        """The blocks of a body, a cell, a text box."""
        found: list[Block] = []
        self._read(parent, found)
        found += self._held
        self._held = []
        return found

    def _read(self, parent: Iterable[etree._Element], found: list[Block]) -> None:
        for child in parent:
            tag = child.tag
            if tag == n.P:
                self._paragraph(child, found)
            elif tag == n.TBL:
                rows = drawn_rows(child, self.blocks)
                found.extend(table_blocks(rows, ruled=is_ruled(child, self._styles)))
            elif tag == n.SDT:
                self._control(child, found)
            elif tag in _WRAPS:
                self._read(child, found)
            elif tag == n.ALTERNATE:
                self._read([*child.iterchildren(n.CHOICE, n.FALLBACK)][:1], found)
            elif tag == W + "altChunk":
                self.left_out.add("chunk")

    def _control(self, control: etree._Element, found: list[Block]) -> None:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL) == "Table of Contents":
            self.left_out.add("contents")
        elif control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            self._read(control.iterchildren(n.SDT_CONTENT), found)

    def _paragraph(self, element: etree._Element, found: list[Block]) -> None:
        first = next(iter(element), None)
        said = _said(first) if first is not None and first.tag == PPR else _SILENT
        style = self._styles.of(said.style)
        if style.contents:
            self.left_out.add("contents")
            return
        runs = Runs(self._styles, style, self._fields, self._notes)
        hidden = style.hidden if said.hidden is None else said.hidden
        if not said.deleted and not hidden and (said.num_id or style.num_id):
            self._number(runs, said, style)
        for line in self._held:
            runs.append(line)
        self._held = []
        runs.read(element)
        line = self._line(runs)
        if said.deleted:
            self._held.append(line)
        elif line.text or line.asides:
            found.append(line)
        for box in runs.boxes:
            self._read(box, found)

    def _number(self, runs: Runs, said: "_Said", style: Style) -> None:
        label, bold = self._numbering.label(said.num_id, said.level, style, said.style)
        if label:
            runs.write(label, next((b for b in (bold, said.bold, style.bold) if b is not None), False))

    def _line(self, runs: Runs) -> Line:
        text = "".join(runs.parts)
        if self._private:
            text = plain(text)
        if "\t" in text:
            typed = _TYPED.match(text)
            if typed:
                text = text[: typed.end()].replace("\t", " ") + text[typed.end() :]
        return Line(text, runs.marks, runs.asides)


class _Said(NamedTuple):
    """What a paragraph says of itself: style, list and level, and the looks of its mark."""

    style: str | None = None
    num_id: str | None = None
    level: int | None = None
    deleted: bool = False
    hidden: bool | None = None
    bold: bool | None = None


_SILENT = _Said()


def _said(ppr: etree._Element) -> _Said:
    style = num_id = level = hidden = bold = None
    deleted = False
    for child in ppr.iterchildren(_STYLE, _NUMBER, RPR):
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL)
        elif tag == _NUMBER:
            num_id, level = number_of(child)
        else:
            for look in child.iterchildren(n.DEL, n.MOVE_FROM, _HIDDEN, _BOLD):
                if look.tag == _HIDDEN:
                    hidden = is_on(look.get(VAL))
                elif look.tag == _BOLD:
                    bold = is_on(look.get(VAL))
                else:
                    deleted = True
    return _Said(style, num_id, level, deleted, hidden, bold)
