"""How does running text become XML? Paragraphs, tables, references and footnotes, by joining strings.

The content comes shielded (see :func:`shield`), so that a slice of it can be written as it is.
"""

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from vanban.model import Aside, Citation, Span, Table
from vanban.out.akn.marks import Mark
from vanban.out.akn.names import ref_uri

# Characters that XML forbids stand for those it must escape: no shielded text holds them otherwise. These
# four, because no Vietnamese letter has their byte in it: looking for them passes over a text at full speed.
_SHIELDS = (("&", "\x04", "&amp;"), ("<", "\x05", "&lt;"), (">", "\x06", "&gt;"))
_DROPPED = "\x07"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile(_ILLEGAL.pattern[:-1] + '&<>"\n\t]')
_RULING = " |\n\t-:"  # what may stand between the cells of a table


def shield(content: str, odd: frozenset[str] | None = None) -> str:
    """The content with markup characters replaced one by one, so that places in it hold.

    ``odd`` as in :class:`vanban.model.Text`: spares a look at every letter.

    >>> unshield("<p>" + shield("A & B < C\\x0b") + "</p>")
    '<p>A &amp; B &lt; C</p>'
    """
    sound = odd is not None and not _ILLEGAL.search("".join(odd))
    if sound and not any(sign in content for sign in "&<>"):
        return content
    if not sound:
        content = _ILLEGAL.sub(_DROPPED, content)
    for sign, stand_in, _ in _SHIELDS:
        content = content.replace(sign, stand_in)
    return content


def unshield(xml: str) -> str:
    """The XML with its stand-ins written out and forbidden characters gone."""
    for _, stand_in, entity in _SHIELDS:
        xml = xml.replace(stand_in, entity)
    return xml.replace(_DROPPED, "")


def attribute(value: str) -> str:
    """A value between the quotation marks of an attribute."""
    if not _SPECIAL.search(value):
        return value
    return escape(_ILLEGAL.sub("", value), {'"': "&quot;", "\n": " ", "\t": " "})


class Flow:
    """Text on its way out. ``marks`` are used up in step with it, so each letter is written once.

    ``next`` is where the next mark starts: text before it needs no look at the marks. ``quotation``
    writes quoted new wording; it is given because that holds provisions, which hold text.
    """

    __slots__ = ("_index", "_marks", "content", "eids", "mods", "next", "out", "quotation", "taken")

    def __init__(self, content: str, marks: list[Mark], quotation: Callable[["Flow", Span, str], None]) -> None:
        self.content = content
        self.quotation = quotation
        self.out: list[str] = []
        self.eids: dict[str, str] = {}
        self.mods: list[tuple[int, int, str]] = []  # the quotations written so far: start, end, eId
        self.taken: dict[str, int] = {}
        self._marks = marks
        self._index = -1
        self._step()

    def _step(self) -> None:
        self._index += 1
        self.next = self._marks[self._index].start if self._index < len(self._marks) else len(self.content) + 1

    def _due(self, end: int) -> bool:
        """Whether a mark starts before ``end``; a footnote may hang on the last letter."""
        return self.next < end or (self.next == end and isinstance(self._marks[self._index].of, Aside))

    def unique(self, eid: str) -> str:
        """The eId itself, or with a number behind it where it is taken."""
        taken = self.taken
        if eid not in taken:
            taken[eid] = 1
            return eid
        taken[eid] += 1
        return self.unique(f"{eid}_{taken[eid]}")

    def numbered(self, base: str, name: str) -> str:
        """The next eId of a nameless thing inside ``base``: ``art_5__table_1``."""
        stem = f"{base}__{name}" if base else name
        count = self.taken[stem + "#"] = self.taken.get(stem + "#", 0) + 1
        return self.unique(f"{stem}_{count}")

    def blocks(self, start: int, end: int, base: str) -> None:
        """Write ``content[start:end]`` as paragraphs and tables inside the element ``base``."""
        content = self.content
        while self._due(end):
            mark = self._marks[self._index]
            if mark.start < start and not isinstance(mark.of, Aside):
                self._step()
                continue
            line = content.rfind("\n", start, max(start, mark.start)) + 1 or start
            if isinstance(mark.of, Table) and mark.end <= end and _regular(mark.of, content):
                self._paragraphs(start, mark.start)
                self._step()
                self._table(mark.of, base)
                start = mark.end
            else:
                self._paragraphs(start, line)
                self.out.append("<p>")
                start = self._line(max(start, line), end, base)
                self.out.append("</p>")
        self._paragraphs(start, end)

    def inline(self, start: int, end: int, base: str) -> str:
        """``content[start:end]`` for an element that holds no blocks, such as a heading."""
        if not self._due(end):
            return self.content[start:end].strip()
        size = len(self.out)
        while start < end:
            start = self._line(start, end, base, quotes=False)
        piece = "".join(self.out[size:])
        del self.out[size:]
        return piece.strip()

    def _paragraphs(self, start: int, end: int) -> None:
        piece = self.content[start:end].strip()
        if piece:
            self.out.append(f"<p>{paragraphs(piece)}</p>")

    def _line(self, start: int, end: int, base: str, quotes: bool = True) -> int:
        """Write up to the next line end with its marks; a quotation may carry over lines. Gives where it stopped."""
        content, out = self.content, self.out
        while True:
            stop = content.find("\n", start, end)
            stop = end if stop < 0 else stop
            if not self._due(stop):
                out.append(content[start:stop])
                return min(stop + 1, end)
            mark = self._marks[self._index]
            self._step()
            if isinstance(mark.of, Aside):
                at = min(max(start, mark.start), stop)
                out.append(content[start:at] + self._note(mark.of, base))
                start = at
            elif mark.start < start:
                continue
            elif isinstance(mark.of, Span):
                if quotes and mark.end <= end:
                    out.append(content[start : mark.start])
                    self.quotation(self, mark.of, base)
                    start = mark.end
            elif not isinstance(mark.of, Table):
                out.append(content[start : mark.start])
                start = min(mark.end, stop)
                self._wrap(mark, start, base)

    def _wrap(self, mark: Mark, end: int, base: str) -> None:
        """Write the words of a reference or header field; what is marked inside them stays plain but footnotes."""
        if isinstance(mark.of, Citation):
            opening, closing = _targets(mark.of, self.numbered(base, "ref"))
        else:
            opening, closing = f"<{mark.of}>", f"</{mark.of}>"
        self.out.append(opening)
        start = mark.start
        while self._due(end):
            inner = self._marks[self._index]
            self._step()
            if isinstance(inner.of, Aside):
                self.out.append(self.content[start : inner.start] + self._note(inner.of, base))
                start = inner.start
        self.out.append(self.content[start:end] + closing)

    def _note(self, aside: Aside, base: str) -> str:
        eid = self.numbered(base, "authorialNote")
        marker = f' marker="{attribute(aside.marker)}"' if aside.marker else ""
        words = paragraphs(shield(aside.text.strip()))
        return f'<authorialNote eId="{eid}"{marker} placement="bottom"><p>{words}</p></authorialNote>'

    def _table(self, table: Table, base: str) -> None:
        out = self.out
        eid = self.numbered(base, "table")
        out.append(f'<table eId="{eid}">')
        for row in table.rows:
            if not row:
                continue
            out.append("<tr>")
            for cell in row:
                tag = "th" if cell.head else "td"
                spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                words = self.content[cell.start : cell.end].strip()
                words = words if self.next > cell.end else self.inline(cell.start, cell.end, eid)
                out.append(f"<{tag}{spans}><p>{words}</p></{tag}>")
            out.append("</tr>")
        out.append("</table>")
        while self.next < table.end:
            self._step()


def paragraphs(piece: str) -> str:
    """Lines parted into paragraphs; the outermost tags are the caller's.

    >>> paragraphs("Một\\n\\nHai")
    'Một</p><p>Hai'
    """
    if "\n" not in piece:
        return piece
    return "</p><p>".join([line.strip() for line in piece.split("\n") if line and not line.isspace()])


def _regular(table: Table, content: str) -> bool:
    """Whether the cells run on through the table and nothing but ruling stands between them."""
    pos = table.start
    for row in table.rows:
        for cell in row:
            if not pos <= cell.start <= cell.end <= table.end or content[pos : cell.start].strip(_RULING):
                return False
            pos = cell.end
    return pos > table.start and not content[pos : table.end].strip(_RULING)


def _targets(citation: Citation, eid: str) -> tuple[str, str]:
    """The tags around a reference; one with several targets becomes an mref that ends with the others."""
    hrefs = [attribute(ref_uri(ref)) for ref in citation.refs]
    if len(hrefs) == 1:
        return f'<ref eId="{eid}" href="{hrefs[0]}">', "</ref>"
    rest = "".join(f'<ref eId="{eid}__ref_{n}" href="{href}"/>' for n, href in enumerate(hrefs[1:], 2))
    return f'<mref eId="{eid}"><ref eId="{eid}__ref_1" href="{hrefs[0]}">', f"</ref>{rest}</mref>"
