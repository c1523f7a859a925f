"""What are the elements of WordprocessingML called? Full names, made once."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The strict dialect differs in its names only.
DIALECT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip

VAL = W + "val"
ID = W + "id"
TYPE = W + "type"

BODY, P, R_, TBL, SDT, SDT_CONTENT = W + "body", W + "p", W + "r", W + "tbl", W + "sdt", W + "sdtContent"
PPR, RPR, SECT = W + "pPr", W + "rPr", W + "sectPr"
INS, DEL, MOVE_TO, MOVE_FROM = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
TXBX = W + "txbxContent"
MATH, MATH_PARA, MATH_TEXT = M + "oMath", M + "oMathPara", M + "t"


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name. Ten times as fast as ``find``, which reads a path."""
    return None if parent is None else next(parent.iterchildren(name), None)


def is_on(value: str | None) -> bool:
    """Whether a switch (w:b, w:vanish …) is on: it is when it says nothing.

    >>> is_on(None), is_on("0")
    (True, False)
    """
    return value not in {"0", "false", "off", "none"}
