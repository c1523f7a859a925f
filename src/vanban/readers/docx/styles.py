"""What does a style say of its paragraphs? Bold, capitals, hidden, numbered; inherited from its ancestors."""

from typing import NamedTuple

from lxml import etree

from vanban.readers.docx.names import PPR, RPR, TYPE, VAL, W, child, is_on


class Style(NamedTuple):
    """What counts of a style. None: it does not say."""

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    num_id: str | None = None
    level: int | None = None
    contents: bool = False  # a line of a table of contents
    ruled: bool | None = None  # a table with lines drawn in it


_PLAIN = Style()
_NUM_ID, _LEVEL = W + "numId", W + "ilvl"
_B, _CAPS, _VANISH = W + "b", W + "caps", W + "vanish"


class Styles:
    """The styles of a document, resolved when first asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._found: dict[str | None, Style] = {}
        self._default: dict[str, str] = {}
        defaults = _PLAIN
        for element in root if root is not None else ():
            if element.tag == W + "style":
                key = element.get(W + "styleId", "")
                self._elements[key] = element
                if element.get(W + "default") in {"1", "true", "on"}:
                    self._default[element.get(TYPE, "")] = key
            elif element.tag == W + "docDefaults":
                defaults = _own(element.find(f"{W}rPrDefault/{RPR}"), None)
        self._base = defaults
        self._found[None] = self.of(self._default.get("paragraph"))

    def __contains__(self, key: object) -> bool:
        return key in self._elements

    def of(self, key: str | None) -> Style:
        """A style with what it inherits; the default paragraph style for None."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._resolve(key)
        return found

    def _resolve(self, key: str | None) -> Style:
        chain: list[etree._Element] = []
        while key is not None and len(chain) < 32:
            element = self._elements.get(key)
            if element is None or element in chain:
                break
            chain.append(element)
            based = child(element, W + "basedOn")
            key = None if based is None else based.get(VAL)
        style = self._base
        for element in reversed(chain):
            style = _over(style, _read(element))
        return style._replace(contents=bool(chain) and _read(chain[0]).contents)


def _over(base: Style, own: Style) -> Style:
    return base._replace(**{name: value for name, value in own._asdict().items() if value is not None})


def _read(element: etree._Element) -> Style:
    name = child(element, W + "name")
    borders = element.find(f"{W}tblPr/{W}tblBorders")
    style = _own(child(element, RPR), child(element, PPR))
    called = "" if name is None else (name.get(VAL) or "").lower()
    return style._replace(
        contents=called.startswith("toc ") and called[4:].isdigit(),
        ruled=None if borders is None else has_lines(borders),
    )


def _own(rpr: etree._Element | None, ppr: etree._Element | None) -> Style:
    num_id, level = number_of(child(ppr, W + "numPr"))
    return Style(switch(rpr, _B), switch(rpr, _CAPS), switch(rpr, _VANISH), num_id, level)


def switch(rpr: etree._Element | None, name: str) -> bool | None:
    """What a run's properties say of a switch such as w:b; None where they say nothing."""
    found = child(rpr, name)
    return None if found is None else is_on(found.get(VAL))


def number_of(numbered: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level that a w:numPr names."""
    if numbered is None:
        return None, None
    num_id, level = child(numbered, _NUM_ID), child(numbered, _LEVEL)
    return None if num_id is None else num_id.get(VAL), None if level is None else int_of(level.get(VAL))


def int_of(value: str | None, default: int = 0) -> int:
    """A number from an attribute, whatever stands in it.

    >>> int_of("12"), int_of("x", 1)
    (12, 1)
    """
    try:
        return max(-(1 << 31), min(int(value or ""), 1 << 31))
    except ValueError:
        return default


def has_lines(borders: etree._Element) -> bool:
    """Whether any of these borders is drawn."""
    return any(border.get(VAL, "none") not in {"none", "nil"} for border in borders)
