"""What stands in the body of a Word document? Paragraphs and tables in reading order."""

import re
from collections.abc import Iterable

from lxml import etree

from vanban.readers.assemble import Block, Line
from vanban.readers.docx import names as n
from vanban.readers.docx.fields import Fields
from vanban.readers.docx.footnotes import Footnotes
from vanban.readers.docx.names import PPR, RPR, VAL, W
from vanban.readers.docx.numbering import Numbering
from vanban.readers.docx.runs import Runs
from vanban.readers.docx.styles import Styles, number_of, switch
from vanban.readers.docx.tables import drawn_rows, is_ruled
from vanban.readers.layout import table_blocks

_STYLE, _BOLD, _HIDDEN = W + "pStyle", W + "b", W + "vanish"
_WRAPS = frozenset({n.INS, n.MOVE_TO, W + "customXml", W + "smartTag", n.SDT_CONTENT, n.CHOICE, n.FALLBACK})
# A typed number or bullet and the tab behind it: the tab is a space, not a gap between two cells.
_TYPED = re.compile(r"\s*(?:\S{1,8}[.):/]|[-–+•*▪]|(?i:điều|chương|mục|phần|khoản|điểm|phụ lục)\s+\S{1,8})\t+")


class Body:
    """A document that is being read, from its first paragraph to its last."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Footnotes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._fields = Fields()
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
        ppr = first if first is not None and first.tag == PPR else None
        style_id, mark, num_id, level = _said(ppr)
        style = self._styles.of(style_id)
        if style.contents:
            self.left_out.add("contents")
            return
        runs = Runs(self._styles, style, self._fields, self._notes.take)
        deleted = mark is not None and any(mark.iterchildren(n.DEL, n.MOVE_FROM))
        hidden = bool(style.hidden if mark is None else switch(mark, _HIDDEN))
        if not deleted and not hidden and (num_id or style.num_id):
            label, bold = self._numbering.label(num_id, level, style, style_id)
            if bold is None:
                bold = switch(mark, _BOLD)
            runs.write(label, bool(style.bold if bold is None else bold) and bool(label))
        for line in self._held:
            runs.append(line)
        self._held = []
        runs.read(element if ppr is None else element.iterchildren())
        line = _line(runs)
        if deleted:
            self._held.append(line)
        elif line.text or line.asides:
            found.append(line)
        for box in runs.boxes:
            self._read(box, found)


def _said(ppr: etree._Element | None) -> tuple[str | None, etree._Element | None, str | None, int | None]:
    """What a paragraph says of itself: its style, the properties of its mark, its list and level."""
    if ppr is None:
        return None, None, None, None
    style, mark = ppr.find(_STYLE), ppr.find(RPR)
    return None if style is None else style.get(VAL), mark, *number_of(ppr)


def _line(runs: Runs) -> Line:
    text = runs.text()
    if "\t" in text:
        typed = _TYPED.match(text)
        if typed:
            text = text[: typed.end()].replace("\t", " ") + text[typed.end() :]
    return Line(text, runs.marks, runs.asides)
