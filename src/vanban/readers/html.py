"""How is a web page read? Paragraphs, lists and tables as a browser shows them."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Final

from lxml import etree, html

from vanban.model import Source, Text
from vanban.readers.assemble import Block, Line, assemble
from vanban.readers.decode import decode
from vanban.readers.errors import UnreadableFile, broken
from vanban.readers.layout import Drawn, table_blocks
from vanban.readers.limits import Limits
from vanban.readers.numerals import numeral

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LEFT_OUT: Final = frozenset({
    "script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "button", "select",
    "input", "textarea", "nav", "del",
})  # fmt: skip
_BOLD: Final = frozenset(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"])
_FLOWING: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
})  # fmt: skip
_LIST_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DEEPEST = 200  # elements within elements; what is deeper is read flat


def read_html(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a web page, also one saved as ``.mht``."""
    if b"MIME-Version:" in raw[:2048]:
        raw = _page_of(raw)
    declared = _CHARSET.search(raw[:4096])
    text, notes = decode(raw, declared[1].decode("ascii") if declared else None)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise broken("trang HTML") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in [*parser.error_log][-1:]):
        raise UnreadableFile("trang HTML lồng quá nhiều lớp, không đọc hết được; hãy mở bằng trình duyệt và lưu lại.")
    page = _Page()
    page.read(root, bold=False, depth=0)
    page.close()
    return assemble(page.blocks, source, notes=notes)


def _page_of(raw: bytes) -> bytes:
    """The page inside a web archive (.mht)."""
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        content = pages[0].get_payload(decode=True) if pages else None
    except (ValueError, LookupError) as error:
        raise broken("trang web lưu dạng .mht") from error
    if not isinstance(content, bytes):
        raise broken("trang web lưu dạng .mht")
    return content


class _Page:
    """A page that is being read: the paragraph under way and the blocks before it."""

    __slots__ = ("_bold", "_length", "_parts", "blocks")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0
        self._bold: list[tuple[int, int]] = []

    def close(self) -> None:
        """End the paragraph under way."""
        if self._parts:
            text = "".join(self._parts)
            if text.strip():
                self.blocks.append(Line(text, self._bold))
            self._parts, self._bold, self._length = [], [], 0

    def _write(self, words: str | None, bold: bool) -> None:
        """Add words; blanks of the source are one space, and none at a line's beginning."""
        if not words:
            return
        words = _BLANKS.sub(" ", words)
        if words[0] == " " and (not self._parts or self._parts[-1][-1] in " \n"):
            words = words[1:]
        if words:
            if bold:
                self._bold.append((self._length, self._length + len(words)))
            self._parts.append(words)
            self._length += len(words)

    def _break(self) -> None:
        if self._parts:
            self._parts.append("\n")
            self._length += 1

    def read(self, element: etree._Element, bold: bool, depth: int) -> None:
        """Read an element and what it holds, but not its tail."""
        tag = element.tag
        style = element.get("style")
        if tag in _LEFT_OUT or (style and _HIDDEN.search(style)) or element.get("hidden") is not None:
            return
        bold = _is_bold(tag, style, bold)
        if depth > _DEEPEST:
            self._write("".join(map(str, element.itertext())), bold)
        elif tag in _FLOWING:
            self.inside(element, bold, depth)
        elif tag == "br":
            self._break()
        elif tag == "table":
            self.close()
            self.blocks.extend(table_blocks(_rows(element, bold, depth), ruled=_is_ruled(element)))
        elif tag in {"ol", "ul"}:
            self.close()
            self._list(element, bold, depth)
        elif tag == "pre":
            self.close()
            self._parts.append("".join(map(str, element.itertext())))
            self.close()
        else:
            self.close()
            self.inside(element, bold, depth)
            self.close()

    def inside(self, element: etree._Element, bold: bool, depth: int) -> None:
        """Read what an element holds."""
        self._write(element.text, bold)
        for child in element:
            self.read(child, bold, depth + 1)
            self._write(child.tail, bold)

    def _list(self, element: etree._Element, bold: bool, depth: int) -> None:
        """A list: the numbers that a browser prints."""
        ordered = element.tag == "ol"
        form = _LIST_FORMS.get(element.get("type", ""), "decimal")
        count = _number(element.get("start"), 1)
        for item in element:
            if item.tag != "li":
                self.read(item, bold, depth + 1)
                continue
            count = _number(item.get("value"), count)
            self._write(f"{numeral(count, form)}. " if ordered else "- ", bold)
            count += 1
            self._item(item, bold, depth)

    def _item(self, item: etree._Element, bold: bool, depth: int) -> None:
        """A list item: the number stands before its first words, also where these are a paragraph."""
        self._write(item.text, bold)
        for child in item:
            if child.tag in {"p", "div"} and self._length < 8 and "".join(self._parts).rstrip()[-1:] in {".", "-"}:
                self.inside(child, _is_bold(child.tag, child.get("style"), bold), depth + 1)
                self.close()
            else:
                self.read(child, bold, depth + 1)
            self._write(child.tail, bold)
        self.close()


def _is_bold(tag: str, style: str | None, bold: bool) -> bool:
    weight = _WEIGHT.search(style) if style else None
    if weight:
        return weight[1].lower() not in {"normal", "100", "200", "300", "400", "500"}
    return bold or tag in _BOLD


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value.strip()) else default


def _rows(table: etree._Element, bold: bool, depth: int) -> list[list[Drawn]]:
    """The rows of a table; those of tables within belong to the cells."""
    rows: list[list[Drawn]] = []
    for row in _of(table, "tr"):
        parent = row.getparent()
        head = parent is not None and parent.tag == "thead"
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        drawn = [_cell(cell, head, bold, depth) for cell in cells]
        if drawn:
            rows.append(drawn)
    return [
        [cell._replace(rowspan=min(cell.rowspan or len(rows), len(rows) - i)) for cell in row]
        for i, row in enumerate(rows)
    ]


def _of(table: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == wanted:
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _of(child, wanted)


def _cell(cell: etree._Element, head: bool, bold: bool, depth: int) -> Drawn:
    page = _Page()
    style = cell.get("style")
    page.inside(cell, _is_bold(cell.tag, style, bold), depth + 1)
    page.close()
    spans = _number(cell.get("colspan"), 1), _number(cell.get("rowspan"), 1)
    return Drawn(page.blocks, min(max(spans[0], 1), 64), max(spans[1], 0), head or cell.tag == "th")


def _is_ruled(table: etree._Element) -> bool | None:
    """Whether lines are drawn in a table, as far as it says itself."""
    border = table.get("border")
    return None if border is None else border.strip() not in {"0", ""}
