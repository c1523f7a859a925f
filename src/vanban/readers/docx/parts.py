"""Which parts does a Word package have? Found through its relationships."""

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from vanban.readers.archive import Archive, parse_xml
from vanban.readers.docx.names import DIALECT
from vanban.readers.errors import broken


class Parts:
    """The main document of a package and what belongs to it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        main = (target for kind, target in archive.relations("").values() if kind == "officeDocument")
        self._main = next(main, "word/document.xml")

    @cached_property
    def document(self) -> etree._Element:
        """The root of the main document."""
        root = self._tree(self._main)
        if root is None:
            raise broken("tệp Word")
        return root

    @cached_property
    def _links(self) -> dict[str, tuple[str, str]]:
        return self._archive.relations(self._main)

    def all_of(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """The id and root of each part of a kind, such as ``styles`` or ``header``; each part once."""
        seen: set[str] = set()
        for key, (found, target) in self._links.items():
            if found == kind and target not in seen:
                seen.add(target)
                root = self._tree(target)
                if root is not None:
                    yield key, root

    def one_of(self, kind: str) -> etree._Element | None:
        """The root of the only part of a kind."""
        return next((root for _, root in self.all_of(kind)), None)

    def _tree(self, name: str) -> etree._Element | None:
        data = self._archive.part(name)
        if data is None:
            return None
        if b"purl.oclc.org" in data[:4096]:
            for strict, transitional in DIALECT:
                data = data.replace(strict, transitional)
        return parse_xml(data)
