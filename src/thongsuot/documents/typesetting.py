"""How does a text stand on a page? Letterhead, headings, paragraphs by level, tables; each clause can be linked to.

The letters of what is written are exactly those of the text: separators of a table are there but not shown.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from vanban.out.places import place

Json = dict[str, Any]
Write = Callable[[int, int], str]
HEADED = ("annex", "part", "chapter", "section", "subsection", "article")
CENTRED = ("annex", "part", "chapter", "section", "subsection")
FIRST_HEADING = 3  # the page has h1, its parts h2
HEADING_LINES = 5
NUMBER_LENGTH = 60


def typeset(
    text: str, reading: Json, write: Write, *, links: bool = False, beside: Mapping[str, str] | None = None
) -> str:
    """The whole text as HTML; ``write`` gives a stretch with its marks, ``links`` makes numbers links to their clause.

    ``beside`` is HTML that stands behind the first line of a clause.

    >>> from thongsuot.documents.marking import Marker
    >>> typeset("Điều 1. A\\n1. B", {"provisions": [{"loc": "D1", "level": "article", "number": "1",
    ...     "heading": "A", "start": 0, "end": 14}]}, Marker("Điều 1. A\\n1. B"))
    '<h3 id="D1" class="article">Điều 1. A</h3>\\n<p class="in in-article">1. B</p>'
    """
    return _Page(text, reading, write, links, beside or {}).out()


class _Page:
    def __init__(self, text: str, reading: Json, write: Write, links: bool, beside: Mapping[str, str]) -> None:
        self._text, self._write, self._links, self._beside = text, write, links, beside
        rows: list[Json] = reading.get("provisions") or []
        self._waiting = deque(sorted(rows, key=lambda row: (row["start"], -row["end"])))
        tables: list[Json] = reading.get("tables") or []
        self._tables = deque(sorted((t for t in tables if t["rows"]), key=lambda table: table["start"]))
        self._around: list[Json] = []
        places = (reading.get("header") or {}).get("places") or []
        self._title = [(p["start"], p["end"]) for p in places if p["field"] in ("kind", "title")]
        self._first = rows[0]["start"] if rows else len(text)
        self._head = min(self._first, max((end for _start, end in self._title), default=0))

    def out(self) -> str:
        """Line by line."""
        pieces, at, size = list[str](), 0, len(self._text)
        while at <= size:
            while self._tables and self._tables[0]["start"] < at:
                self._tables.popleft()
            stop = self._text.find("\n", at)
            stop = size if stop < 0 else stop
            if self._tables and at <= self._tables[0]["start"] <= stop and self._tables[0]["end"] >= stop:
                table = self._tables.popleft()
                end = self._text.find("\n", max(at, table["end"] - 1))
                stop = size if end < 0 else end
                self._enter(stop)
                pieces.append(self._table(table, at, stop))
            else:
                begun = self._enter(stop)
                piece, stop = self._line(at, stop, begun)
                pieces.append(piece)
            pieces.append("\n" if stop < size else "")
            at = stop + 1
        return "".join(pieces)

    def _enter(self, stop: int) -> list[Json]:
        """The provisions that begin in this line; those that ended are left."""
        begun = []
        while self._waiting and self._waiting[0]["start"] < stop:
            unit = self._waiting.popleft()
            self._around = [outer for outer in self._around if outer["end"] > unit["start"]]
            self._around.append(unit)
            begun.append(unit)
        return begun

    def _line(self, at: int, stop: int, begun: list[Json]) -> tuple[str, int]:
        if begun:
            return self._opening(at, stop, begun)
        if self._text[at:stop].isspace() or at == stop:
            return self._write(at, stop), stop
        self._around = [outer for outer in self._around if outer["end"] > at]
        css = f"in in-{self._around[-1]['level']}" if self._around else "out"
        if stop <= self._head or (at < self._first and not any(map(str.isalnum, self._text[at:stop]))):
            titled = any(start < stop and at < end for start, end in self._title)
            css = "head title" if titled else "head"
        if "\t" in self._text[at:stop].strip():
            return self._columns(at, stop, css), stop
        return f'<p class="{css}">{self._write(at, stop)}</p>', stop

    def _opening(self, at: int, stop: int, begun: list[Json]) -> tuple[str, int]:
        """A line in which a provision begins: a heading, or a paragraph with its number."""
        unit = begun[0]
        more = "".join(f'<span id="{escape(other["loc"])}"></span>' for other in begun[1:])
        name, told = escape(unit["loc"]), "".join(self._beside.get(one["loc"], "") for one in begun)
        if unit["level"] in HEADED and (unit["heading"] or unit["level"] in CENTRED):
            stop = self._heading_end(unit, stop)
            level = min(6, FIRST_HEADING + sum(1 for outer in self._around[:-1] if outer["level"] in HEADED))
            words = self._numbered(at, stop, unit)
            return f'<h{level} id="{name}" class="{unit["level"]}">{more}{words}</h{level}>{told}', stop
        words = self._numbered(at, stop, unit)
        return f'<p id="{name}" class="{unit["level"]}">{more}{words}</p>{told}', stop

    def _heading_end(self, unit: Json, stop: int) -> int:
        """The end of the line in which the heading ends."""
        wanted = "".join((unit["heading"] or "").split())
        for _n in range(HEADING_LINES):
            if wanted in "".join(self._text[unit["start"] : stop].split()) or stop >= unit["end"]:
                break
            after = self._text.find("\n", stop + 1)
            stop = len(self._text) if after < 0 else after
        else:
            return stop
        while self._waiting and self._waiting[0]["start"] < stop:
            self._around.append(self._waiting.popleft())
        return stop

    def _numbered(self, at: int, stop: int, unit: Json) -> str:
        """The line, its printed number a link to the clause."""
        if not self._links or not unit["number"]:
            return self._write(at, stop)
        first = max(at, unit["start"])
        found = re.compile(re.escape(unit["number"]) + r"[.)/:]?").search(self._text, first, stop)
        if not found or found.end() - first > NUMBER_LENGTH:
            return self._write(at, stop)
        told = escape(place(unit["loc"]))
        before = self._write(at, first) if at < first else ""
        number = escape(self._text[first : found.end()])
        link = f'<a class="num" href="#{escape(unit["loc"])}" aria-label="{number} ({told})">{number}</a>'
        return before + link + self._write(found.end(), stop)

    def _columns(self, at: int, stop: int, css: str) -> str:
        cells = list[str]()
        for cell in self._text[at:stop].split("\t"):
            cells.append(f"<span>{self._write(at, at + len(cell))}</span>")
            at += len(cell) + 1
        tab = "\t"
        return f'<p class="{css} row-of">{tab.join(cells)}</p>'

    def _table(self, table: Json, at: int, stop: int) -> str:
        """A table; whatever stands between its cells is written too, hidden."""
        rows = list[str]()
        for row in table["rows"]:
            cells = list[str]()
            for cell in row:
                tag = "th" if cell.get("head") else "td"
                spans = "".join(f' {n}="{cell[n]}"' for n in ("colspan", "rowspan") if (cell.get(n) or 1) > 1)
                between = self._hidden(at, cell["start"])
                at = max(at, cell["start"])
                words = self._write(at, max(at, cell["end"]))
                at = max(at, cell["end"])
                cells.append(f"<{tag}{spans}>{between}{words}\0</{tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        rest = self._hidden(at, stop)
        body = "".join(rows)
        last = body.rfind("\0")
        body = f"{body[:last]}{rest}{body[last + 1 :]}" if last >= 0 else f"<tr><td>{rest}</td></tr>"
        body = body.replace("\0", "")
        return f'<div class="table-of" tabindex="0" role="group" aria-label="Bảng"><table>{body}</table></div>'

    def _hidden(self, start: int, end: int) -> str:
        return f"<span hidden>{self._write(start, end)}</span>" if start < end else ""
