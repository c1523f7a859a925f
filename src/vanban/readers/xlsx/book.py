"""What do the sheets of a workbook share? Their names, their strings, the looks of their cells."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from vanban.readers.archive import Archive
from vanban.readers.errors import broken
from vanban.readers.xlsx.numbers import BUILT_IN, is_date


class Look(NamedTuple):
    """How a cell is shown: the format of its number, whether that is a date, bold, with lines around."""

    form: str = "General"
    date: bool = False
    bold: bool = False
    ruled: bool = False


class Book:
    """A workbook that is being read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        kinds = archive.relations("").values()
        main = next((target for kind, target in kinds if kind == "officeDocument"), "xl/workbook.xml")
        root = archive.tree(main)
        if root is None:
            raise broken("bảng tính")
        self._root = root
        self._links = archive.relations(main)
        self.strings = [_string(item) for item in self._shared("sharedStrings")]
        self.looks = _looks(self._shared("styles"))
        settings = next(named(root, "workbookPr"), None)
        self.since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        self.hidden = 0

    def sheets(self) -> Iterator[tuple[str, etree._Element]]:
        """Name and root of each sheet that is shown."""
        for sheet in (sheet for sheets in named(self._root, "sheets") for sheet in sheets):
            if sheet.get("state", "visible") != "visible":
                self.hidden += 1
                continue
            link = next((sheet.get(key, "") for key in map(str, sheet.keys()) if key.endswith("}id")), "")
            kind, target = self._links.get(link, ("", ""))
            root = self._archive.tree(target) if kind == "worksheet" else None
            if root is not None:
                yield sheet.get("name", ""), root

    def _shared(self, kind: str) -> Iterator[etree._Element]:
        for found, target in self._links.values():
            root = self._archive.tree(target) if found == kind else None
            if root is not None:
                yield from root


def namespace(element: etree._Element) -> str:
    """The namespace of an element in braces; the strict dialect has another than the usual one."""
    return element.tag[: element.tag.rfind("}") + 1]


def named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of that name."""
    return iter(parent.iterchildren(namespace(parent) + name))


def _string(item: etree._Element) -> str:
    """A shared or inline string: its runs joined, phonetic guides left out."""
    space = namespace(item)
    return "".join(
        part.text or ""
        for part in item.iter(space + "t")
        if (parent := part.getparent()) is None or parent.tag != space + "rPh"
    )


def _looks(parts: Iterator[etree._Element]) -> list[Look]:
    """The looks that cells name by number."""
    by_name = {part.tag.rpartition("}")[2]: part for part in parts}
    forms = dict(BUILT_IN)
    for form in by_name.get("numFmts", ()):
        forms[form.get("numFmtId", "")] = form.get("formatCode", "General")
    bold = [any(b.get("val") not in {"0", "false"} for b in named(font, "b")) for font in by_name.get("fonts", ())]
    ruled = [any(side.get("style", "none") != "none" for side in border) for border in by_name.get("borders", ())]

    def one(cell: etree._Element) -> Look:
        form = forms.get(cell.get("numFmtId", "0"), "General")
        return Look(form, is_date(form), _at(bold, cell.get("fontId")), _at(ruled, cell.get("borderId")))

    return [one(cell) for cell in by_name.get("cellXfs", ())]


def _at(flags: list[bool], key: str | None) -> bool:
    return bool(key) and str(key).isdecimal() and int(str(key)) < len(flags) and flags[int(str(key))]


def inline(cell: etree._Element) -> str:
    """The text of a cell that holds its string itself."""
    return "".join(_string(item) for item in named(cell, "is"))
