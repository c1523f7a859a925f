"""Which units does the new wording hold? Its own numbers carry the identity; what stands around them is lead-in."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from vanban.consolidation.units import Unit, grow
from vanban.model import Amendment, Document, Level, Span, Text
from vanban.parsing import outline
from vanban.structure import quoted_provisions

_BEHIND = re.compile(r"\s{0,3}[”\"]\s{0,3}([.;])")
_SAME = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """New wording as it was quoted: its words, its units (in a tree), what stands before the first."""

    words: str
    root: Unit
    sign: str = ""  # the full stop that the act prints behind the closing quote, where the words have none
    around: str = ""  # the lead-in that the quotation repeats before it

    @property
    def tops(self) -> list[Unit]:
        """Its highest units."""
        return self.root.below

    @property
    def numbered(self) -> bool:
        """Whether it begins with a number of its own."""
        return bool(self.tops) and not self.root.lead().strip()

    def named(self, loc: str) -> Unit | None:
        """The unit in it that is meant by a place of the act: the one whose numbers are the place's last ones."""
        path = loc.split(".")
        for unit in self.root.walk():
            mine = unit.loc.split(".")
            if unit is not self.root and mine == path[-len(mine) :] and unit.loc.count(".") == len(mine) - 1:
                return unit
        return None


def strays(new: Wording, named: Unit) -> list[str]:
    """The units of new wording that are neither in the one meant nor around it."""
    inside, around = set(named.walk()), set[Unit]()
    above = named.above
    while above is not None:
        around.add(above)
        above = above.above
    return [unit.loc for unit in new.root.walk() if unit not in inside and unit not in around]


def as_subpoints(new: Wording, loc: str) -> None:
    """Of a1), a2) … that stand alone nobody can tell whether they are in a); the place that is named says it."""
    if not _SUBPOINT.fullmatch(loc.rpartition(".")[2]):
        return
    for unit in new.tops:
        if _SUBPOINT.fullmatch("T" + unit.loc[1:]) and unit.level == Level.POINT:
            unit.level = Level.SUBPOINT
            unit.moved("T" + unit.loc[1:])


_SUBPOINT = re.compile(r"T[a-zđ]\d+")


def wording(document: Document, span: Span) -> Wording:
    """The new wording at a place of an amending act."""
    content = document.text.content
    words = content[span.start : span.end]
    root = grow(content, quoted_provisions(document.text, span), span.start, span.end)
    around = _around(document, span)
    behind = _BEHIND.match(content, span.end)
    bare = behind is not None and words.rstrip()[-1:].isalnum()
    return Wording(words.strip(), root, behind[1] if behind and bare else "", around)


def said(words: str) -> Wording:
    """New wording as a person wrote it."""
    text = Text(tidy(words))
    span = Span(0, len(text.content))
    return Wording(text.content, grow(text.content, quoted_provisions(text, span)))


def tidy(words: str) -> str:
    """Written words with their line breaks as a text has them."""
    return normalize("NFC", "\n".join(line.rstrip() for line in words.splitlines()).strip())


_FIRST = "QUY CHẾ\nĐiều 1. Một\nHai.\nNơi nhận:\n"  # annexes are told from other headings by what stands before


def annexes_in(words: str) -> Unit:
    """The annexes and forms of a stretch of quoted words, as a tree; what stands before the first is its lead."""
    content = _FIRST + words.strip()
    rows = [row for row in outline(content).provisions if row.start >= len(_FIRST)]
    first = next((i for i, row in enumerate(rows) if row.level == Level.ANNEX), len(rows))
    return grow(content, rows[first:], len(_FIRST))


def _around(document: Document, span: Span) -> str:
    """The words of the provision that the quotation prints around the new wording; empty where it prints none."""
    quote = next((one for one in document.structure.quotes if one.start <= span.start < one.end), None)
    if quote is None or quote.start == span.start:
        return ""
    provisions = quoted_provisions(document.text, Span(quote.start, span.end))
    here = next((row for row in provisions if row.start == span.start), None)
    if here is None or here.parent < 0:
        return ""
    above = provisions[here.parent]
    first = min(row.start for row in provisions if row.parent == here.parent)
    return document.text.content[above.own : first]


def only_quote(document: Document, row: Amendment) -> str:
    """The words of the one quotation that an instruction has; empty where it has none, or several."""
    quotes = [one for one in document.structure.quotes if row.start <= one.start and one.end <= row.end]
    return document.text.content[quotes[0].start : quotes[0].end].strip() if len(quotes) == 1 else ""


def glued_in(document: Document, row: Amendment, new: Wording) -> str | None:
    """A unit of the same instruction that got no wording, where its number stands within the wording of this one."""
    for other in document.amendments:
        if other.start != row.start or other is row or other.new_text is not None or other.op not in _WANTING:
            continue
        number = re.escape(re.sub(r"^[A-Z]+", "", other.at.rpartition(".")[2]))
        if re.search(rf"[.;:]\s?{number}[.)]\s", new.words):
            return other.at
    return None


_WANTING = ("replace", "insert")


def closed(unit: Unit, sign: str) -> None:
    """A sign at the end of its words."""
    while unit.below and unit.parts[-1] is unit.below[-1]:
        unit = unit.below[-1]
    unit.parts.append(sign)


def placed(unit: Unit, loc: str) -> Unit:
    """A unit of new wording under the place it takes in the act."""
    unit.moved(loc)
    annex = [piece for piece in loc.split(".")[:-1] if piece.startswith(("PL", "MS"))]
    for each in unit.walk() if annex else ():  # the articles of a chapter have places of their own
        if not each.loc.startswith(f"{annex[0]}."):
            each.loc = ".".join([*annex, each.loc])
    _trim(unit)
    return unit


def _trim(unit: Unit) -> None:
    """No blanks at its end: what parts it from the next one is there already."""
    last: Unit | None = unit
    while last is not None:
        while last.parts and isinstance(tail := last.parts[-1], str):
            if tail.strip():
                last.parts[-1] = tail.rstrip()
                return
            last.parts.pop()
        last = last.parts[-1] if last.parts and isinstance(last.parts[-1], Unit) else None


def alike(one: str, other: str) -> bool:
    """Whether two pieces of text say the same, but for spaces, capitals and punctuation."""
    return _SAME.sub("", one).casefold() == _SAME.sub("", other).casefold()
