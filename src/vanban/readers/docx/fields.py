"""Which parts of a field are printed? Its result, unless it is a page number or a table of contents."""

from typing import Final

from lxml import etree

from vanban.readers.docx.names import W

_KIND: Final = W + "fldCharType"
_FURNITURE: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "INDEX", "TOA"})


class Fields:
    """The fields that are open at this place of the document, the innermost last."""

    CHAR: Final = W + "fldChar"
    INSTRUCTION: Final = W + "instrText"
    __slots__ = ("_heeded", "_open", "contents", "printing")

    def __init__(self, *, heeded: bool = True) -> None:
        self._heeded = heeded
        self._open: list[list[str | bool]] = []  # instruction so far, whether its result has begun
        self.printing = True
        self.contents = False  # whether a table of contents was left out

    def take(self, element: etree._Element) -> None:
        """Take note of a w:fldChar or w:instrText."""
        if not self._heeded:
            return
        if element.tag == self.INSTRUCTION:
            if self._open:
                self._open[-1][0] = f"{self._open[-1][0]}{element.text or ''}"
            return
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append(["", False])
        elif kind == "separate" and self._open:
            self._open[-1][1] = True
        elif kind == "end" and self._open:
            self._open.pop()
        self.printing = all(shown and self.prints(str(instruction)) for instruction, shown in self._open)
        self.contents = self.contents or any(str(one).split()[:1] == ["TOC"] for one, _ in self._open)

    @property
    def unclosed(self) -> bool:
        """Whether a field has begun that has not ended."""
        return bool(self._open)

    @staticmethod
    def prints(instruction: str) -> bool:
        """Whether the result of a field is text of the document.

        >>> Fields.prints(" PAGE \\\\* MERGEFORMAT "), Fields.prints(" REF dieu5 ")
        (False, True)
        """
        words = instruction.split(None, 1)
        return not words or words[0].upper() not in _FURNITURE
