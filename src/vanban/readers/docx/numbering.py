"""Which number does Word print before a paragraph? Lists, levels, restarts and overrides counted as Word counts."""

import re
from typing import NamedTuple

from lxml import etree

from vanban.readers.docx.names import ALTERNATE, CHOICE, RPR, VAL, W, child
from vanban.readers.docx.styles import Style, Styles, int_of, switch
from vanban.readers.docx.symbols import symbols_of
from vanban.readers.numerals import numeral

_PLACE = re.compile(r"%([1-9])")
_B = W + "b"


class Level(NamedTuple):
    """A level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    legal: bool = False  # all numbers of the label in Arabic (isLgl)
    restart: int | None = None  # after which level (counted from 1) it starts anew; 0 never
    bold: bool | None = None
    style: str | None = None


class _List(NamedTuple):
    """A list as paragraphs name it (w:num): its definition, levels, and where it starts anew."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._linked: dict[str, str] = {}  # list style -> the abstract list that defines it
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                key = element.get(W + "abstractNumId", "")
                self._abstract[key] = element
                link = child(element, W + "styleLink")
                if link is not None:
                    self._linked[link.get(VAL, "")] = key
            elif element.tag == W + "num":
                self._nums[element.get(W + "numId", "")] = element
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(
        self, num_id: str | None, level: int | None, style: Style, style_id: str | None
    ) -> tuple[str, bool | None]:
        """The label of the next paragraph with the gap behind it, and whether it is bold; counts it.

        ``num_id`` and ``level`` are the paragraph's own; what is missing comes from its style.
        """
        if num_id is None:
            num_id = style.num_id
            if level is None:
                level = style.level
        if num_id is None or num_id == "0":
            return "", None
        found = self._list(num_id)
        if found is None:
            return "", None
        if level is None:
            level = next((i for i, one in found.levels.items() if one.style and one.style == style_id), 0)
        here = found.levels.get(level)
        if here is None:
            return "", None
        counts = self._count(num_id, found, level)
        return self._print(found, level, here, counts), here.bold

    def _count(self, num_id: str, found: _List, level: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.shared, {})
        start = found.starts.get(level, found.levels[level].start)
        if level in found.starts and (num_id, level) not in self._begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((num_id, level))
        for deeper in [deeper for deeper in counts if deeper > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                del counts[deeper]
        return counts

    def _print(self, found: _List, level: int, here: Level, counts: dict[int, int]) -> str:
        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = found.levels.get(at, here)
            form = "decimal" if here.legal and one.form != "decimalZero" else one.form
            return numeral(counts.get(at, found.starts.get(at, one.start)), form)

        if here.form == "bullet":
            text = here.text
        else:
            text = _PLACE.sub(place, here.text)
        return text + here.gap if text.strip() else ""

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        link = child(num, W + "abstractNumId")
        if num is None or link is None:
            return None
        key = self._definition(link.get(VAL, ""))
        abstract = self._abstract.get(key)
        if abstract is None:
            return None
        levels = {int_of(one.get(W + "ilvl")): _level(one) for one in abstract.iterchildren(W + "lvl")}
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            at = int_of(override.get(W + "ilvl"))
            anew, changed = child(override, W + "startOverride"), child(override, W + "lvl")
            if changed is not None:
                levels[at] = _level(changed)
            if anew is not None:
                starts[at] = int_of(anew.get(VAL), 1)
        return _List(key, levels, starts)

    def _definition(self, key: str) -> str:
        """An abstract list that only names a list style is defined by that style's own list."""
        abstract = self._abstract.get(key)
        link = child(abstract, W + "numStyleLink")
        if link is None:
            return key
        name = link.get(VAL, "")
        if name in self._linked:
            return self._linked[name]
        num = self._nums.get(self._styles.of(name).num_id or "")
        named = child(num, W + "abstractNumId")
        return key if named is None else named.get(VAL, key)


def _level(element: etree._Element) -> Level:
    def value(name: str) -> str | None:
        found = child(element, W + name)
        return None if found is None else found.get(VAL, "")

    form, text = _form(element), value("lvlText") or ""
    rpr = child(element, RPR)
    legal = child(element, W + "isLgl")
    restart = value("lvlRestart")
    return Level(
        start=int_of(value("start"), 0 if value("start") is None else 1),
        form=form,
        text=symbols_of(text, rpr) if form == "bullet" else text,
        gap="" if value("suff") == "nothing" else " ",
        legal=legal is not None and legal.get(VAL) not in {"0", "false", "off"},
        restart=None if restart is None else int_of(restart),
        bold=switch(rpr, _B),
        style=value("pStyle"),
    )


def _form(element: etree._Element) -> str:
    found = child(element, W + "numFmt")
    if found is None:  # a format of its own stands in an alternative
        found = element.find(f"{ALTERNATE}/{CHOICE}/{W}numFmt")
    if found is None:
        return "decimal"
    return found.get(W + "format", "") if found.get(VAL) == "custom" else found.get(VAL, "decimal")
