"""How are footnotes put into a Word file? As the part of their own that Word keeps them in."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RULES = (("separator", "-1"), ("continuationSeparator", "0"))
NOTE, NUMBER = "footnote text", "footnote reference"
"""The styles of a note and of its number, by the names that Word knows."""
_NOTES = PackURI("/word/footnotes.xml")


class NotesPart(Part):
    """The footnotes of a file, in the order of their numbers."""

    def __init__(self, main: Part) -> None:
        super().__init__(_NOTES, CONTENT_TYPE.WML_FOOTNOTES, package=main.package)
        self._root = etree.Element(f"{{{_W}}}footnotes", nsmap={"w": _W})
        self._count = 0
        for kind, number in _RULES:
            note = etree.SubElement(self._root, qn("w:footnote"), {qn("w:type"): kind, qn("w:id"): number})
            run = etree.SubElement(etree.SubElement(note, qn("w:p")), qn("w:r"))
            etree.SubElement(run, qn(f"w:{kind}"))
        main.relate_to(self, RELATIONSHIP_TYPE.FOOTNOTES)

    @property
    def blob(self) -> bytes:
        """The XML of the part."""
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add(self, words: str) -> etree._Element:
        """Put a note behind the others; gives the reference to it that hangs in the text."""
        self._count += 1
        number = str(self._count)
        note = etree.SubElement(self._root, qn("w:footnote"), {qn("w:id"): number})
        paragraph = etree.SubElement(note, qn("w:p"))
        form = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(form, qn("w:pStyle"), {qn("w:val"): _id(NOTE)})
        etree.SubElement(form, qn("w:spacing"), {qn("w:after"): "0"})
        etree.SubElement(form, qn("w:jc"), {qn("w:val"): "both"})
        mark = etree.SubElement(paragraph, qn("w:r"))
        etree.SubElement(etree.SubElement(mark, qn("w:rPr")), qn("w:rStyle"), {qn("w:val"): _id(NUMBER)})
        etree.SubElement(mark, qn("w:footnoteRef"))
        text = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"), {qn("xml:space"): "preserve"})
        text.text = f" {words}"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), number)
        return reference


def _id(style: str) -> str:
    """The id that a style gets by its name."""
    return style.replace(" ", "")
