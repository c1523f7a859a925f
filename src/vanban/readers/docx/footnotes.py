"""What do footnotes and endnotes say, and under which mark do they hang?"""

from collections.abc import Callable

from lxml import etree

from vanban.readers.docx.names import ID, TYPE
from vanban.readers.numerals import numeral

type Words = Callable[[etree._Element], str]  # what a note, a header, a footer says: one paragraph a line


class Footnotes:
    """The notes of a document, counted as they are met."""

    def __init__(self, footnotes: etree._Element | None, endnotes: etree._Element | None, words: Words) -> None:
        self._texts = {"footnote": _texts(footnotes, words), "endnote": _texts(endnotes, words)}
        self._met = {"footnote": 0, "endnote": 0}

    def take(self, kind: str, key: str) -> tuple[str, str]:
        """The mark of the next note of a kind, and its text."""
        self._met[kind] += 1
        form = "decimal" if kind == "footnote" else "lowerRoman"
        return numeral(self._met[kind], form), self._texts[kind].get(key, "")


def _texts(root: etree._Element | None, words: Words) -> dict[str, str]:
    return {
        note.get(ID, ""): words(note)
        for note in (root if root is not None else ())
        if note.get(TYPE, "normal") == "normal"
    }
