"""How does the text itself look on the page? Letterhead, provisions, tables, signature, each in its place."""

import re
from collections import deque
from collections.abc import Mapping

from vanban.model import Document, Level, Provision, Table
from vanban.out.akn.units import heading_end
from vanban.out.page.labels import text
from vanban.out.page.marks import Marker, marks_of

_TAG = re.compile(r'<a class="tag .*?</a>')
_HEADINGS = {
    Level.ANNEX: "top",
    Level.PART: "top",
    Level.CHAPTER: "top",
    Level.SECTION: "mid",
    Level.SUBSECTION: "mid",
    Level.ARTICLE: "low",
}
"""How the headings look; which rank they have, the headings around them say."""


def body(document: Document, states: Mapping[str, str] | None = None) -> str:
    """The text with its findings marked; each provision can be linked to by its loc.

    ``states`` are the provisions that do not hold, each with what is said of it.
    """
    content, units = document.text.content, document.provisions
    page = _Page(document, states or {})
    first = units[0].start if units else document.structure.main_end or len(content)
    head = min(document.header.end, first)
    page.region("header", "letterhead", 0, head)
    page.lines(head, first)
    pos = first
    stack: list[int] = []
    for i, unit in enumerate(units):
        while stack and stack[-1] != unit.parent:
            pos = page.close(units[stack.pop()], pos)
        page.lines(pos, unit.start)
        above = sum(1 for k in stack if units[k].heading and units[k].level in _HEADINGS)
        pos = page.open(unit, max(pos, unit.start), min(2 + above, 6))
        stack.append(i)
    while stack:
        pos = page.close(units[stack.pop()], pos)
    page.region("footer", "closing", pos, len(content))
    return "".join(page.out)


class _Page:
    """The HTML so far. Text is written in order; ``_lead`` is a number waiting for its words."""

    def __init__(self, document: Document, states: Mapping[str, str]) -> None:
        self._states = states
        self._content = document.text.content
        self._mark = Marker(self._content, marks_of(document))
        self._tables = deque(sorted(document.structure.tables, key=lambda table: table.start))
        self._quotes = deque(sorted(document.structure.quotes, key=lambda quote: quote.start))
        self._count = 0  # tables so far
        self._lead = ""
        self.out: list[str] = []

    def region(self, tag: str, css: str, start: int, end: int) -> None:
        """Text around the provisions."""
        if start < end and not self._content[start:end].isspace():
            self.out.append(f'<{tag} class="{css}">')
            self.lines(start, end)
            self.out.append(f"</{tag}>")

    def open(self, unit: Provision, start: int, rank: int) -> int:
        """Begin a provision: its number and heading, of a rank. Gives where its own words begin."""
        self._flush()
        own = max(start, unit.own)
        after = heading_end(self._content, own, unit.end, unit.heading) if unit.heading else own
        loc = text(unit.loc)
        number, state = self._number(start, own, loc), self._states.get(unit.loc, "")
        if state:
            number += f'<span class="state">{text(state)}</span> '
        heading = self._mark(own, after).strip().replace("\n", "<br>")
        look = _HEADINGS.get(unit.level) if heading else None
        css = f"u {unit.level.value}{' off' if state else ''}"
        self.out.append(f'<section class="{css}" id="{loc}">')
        if look:
            before = after - len(self._content[own:after].lstrip())
            look += " apart" if "\n" in self._content[start:before] else ""
            self.out.append(f'<h{rank} class="{look}">{number}<span>{heading}</span></h{rank}>')
        else:
            self._lead = number + (f"<strong>{heading}</strong> " if heading else "")
        return after

    def _number(self, start: int, own: int, loc: str) -> str:
        """A printed number as a link to itself; what hangs on it, such as a footnote, stands behind the link."""
        marked = self._mark(start, own).strip()
        tags = "".join(_TAG.findall(marked))
        return f'<a class="num" href="#{loc}">{_TAG.sub("", marked) or "§"}</a>{tags} '

    def close(self, unit: Provision, pos: int) -> int:
        """End a provision; words behind its last child are its own."""
        end = max(pos, unit.end)
        self.lines(pos, end)
        self._flush()
        self.out.append("</section>")
        return end

    def lines(self, start: int, end: int) -> None:
        """A paragraph for each line of a stretch, tables as tables."""
        while self._tables and self._tables[0].start < end:
            table = self._tables.popleft()
            if table.start >= start and table.end <= end:
                self._paragraphs(start, table.start)
                self._flush()
                self._rows(table)
                start = table.end
        self._paragraphs(start, end)

    def _paragraphs(self, start: int, end: int) -> None:
        content = self._content
        while start < end:
            stop = content.find("\n", start, end)
            stop = end if stop < 0 else stop
            if start < stop and not content[start:stop].isspace():
                self.out.append(self._line(start, stop))
            start = stop + 1

    def _line(self, start: int, end: int) -> str:
        lead, self._lead = self._lead, ""
        css = ' class="quoted"' if self._in_quote(start) else ""
        if "\t" not in self._content[start:end].strip():
            return f"<p{css}>{lead}{self._mark(start, end).strip()}</p>"
        cells, at = [], start
        for piece in self._content[start:end].split("\t"):
            if piece.strip():
                cells.append(f"<span>{self._mark(at, at + len(piece)).strip()}</span>")
            at += len(piece) + 1
        return f'<p class="row">{lead}{"".join(cells)}</p>'

    def _in_quote(self, start: int) -> bool:
        while self._quotes and self._quotes[0].end <= start:
            self._quotes.popleft()
        return bool(self._quotes) and self._quotes[0].start <= start + 1

    def _flush(self) -> None:
        if self._lead:
            self.out.append(f"<p>{self._lead}</p>")
            self._lead = ""

    def _rows(self, table: Table) -> None:
        self._count += 1
        named = f'role="region" aria-label="Bảng {self._count}" tabindex="0"'
        self.out.append(f'<div class="table" {named}><table>')
        for row in table.rows:
            self.out.append("<tr>")
            for cell in row:
                tag = "th" if cell.head else "td"
                spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                self.out.append(f"<{tag}{spans}>{self._mark(cell.start, cell.end).strip()}</{tag}>")
            self.out.append("</tr>")
        self.out.append("</table></div>")
