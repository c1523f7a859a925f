"""Which parts does a Word package have? Found through its relationships."""

from collections.abc import Iterator

from lxml import etree

from vanban.readers.archive import Archive, parse_xml
from vanban.readers.docx.names import DIALECT
from vanban.readers.errors import broken

_PRIVATE = (b"\xef\x80", b"\xef\x81", b"\xef\x82", b"\xef\x83")


class Parts:
    """The main document of a package and what belongs to it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        main = (target for kind, target in archive.relations("").values() if kind == "officeDocument")
        self._main = next(main, "word/document.xml")
        self._links = archive.relations(self._main)

    def document(self) -> tuple[etree._Element, bool]:
        """The root of the main document, and whether codes of picture fonts (U+F020–U+F0FF) may stand in it."""
        data = self._archive.part(self._main)
        if data is None:
            raise broken("tệp Word")
        return _root(data), _may_be_private(data)

    def all_of(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """The id and root of each part of a kind, such as ``styles`` or ``header``; each part once."""
        seen: set[str] = set()
        for key, (found, target) in self._links.items():
            if found == kind and target not in seen:
                seen.add(target)
                data = self._archive.part(target)
                if data is not None:
                    yield key, _root(data)

    def one_of(self, kind: str) -> etree._Element | None:
        """The root of the only part of a kind."""
        return next((root for _, root in self.all_of(kind)), None)


def _root(data: bytes) -> etree._Element:
    if b"purl.oclc.org" in data[:4096]:
        for strict, transitional in DIALECT:
            data = data.replace(strict, transitional)
    return parse_xml(data)


def _may_be_private(data: bytes) -> bool:
    """Asked of the bytes: a search for single ones is nearly free, one in the text of each paragraph is not."""
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    return wide or b"&#" in data or (b"\xef" in data and any(lead in data for lead in _PRIVATE))
