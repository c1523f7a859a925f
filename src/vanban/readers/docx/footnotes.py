"""What do footnotes and endnotes say, and under which mark do they hang?"""

from lxml import etree

from vanban.readers.docx.names import ID, TYPE, P, W
from vanban.readers.docx.numerals import numeral

_T = W + "t"


class Footnotes:
    """The notes of a document, counted as they are met."""

    def __init__(self, footnotes: etree._Element | None, endnotes: etree._Element | None) -> None:
        self._texts = {"footnote": _texts(footnotes), "endnote": _texts(endnotes)}
        self._met = {"footnote": 0, "endnote": 0}

    def take(self, kind: str, key: str) -> tuple[str, str]:
        """The mark of the next note of a kind, and its text."""
        self._met[kind] += 1
        form = "decimal" if kind == "footnote" else "lowerRoman"
        return numeral(self._met[kind], form), self._texts[kind].get(key, "")


def _texts(root: etree._Element | None) -> dict[str, str]:
    return {
        note.get(ID, ""): paragraphs(note)
        for note in (root if root is not None else ())
        if note.get(TYPE, "normal") == "normal"
    }


def paragraphs(root: etree._Element) -> str:
    """The text of a note, a header, a footer: one paragraph a line, deletions and page numbers left out."""
    lines = ("".join(part.text or "" for part in line.iter(_T)).strip() for line in root.iter(P))
    return "\n".join(line for line in lines if line)
