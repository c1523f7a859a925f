"""How does a plain text become a Word file in official form? A4, Times New Roman, automatic numbers, tables.

The text follows the conventions of the demonstration's documents: a tab parts left from right in the heading, ``|``
the cells of a table. Numbers such as ``I-``, ``1-``, ``a)`` become Word's own, as offices write them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NUMBERS = ((r"[IVX]+- ", "upperRoman", "%1-"), (r"\d+- ", "decimal", "%2-"), (r"[a-eg-i]\) ", "lowerLetter", "%3)"))
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)


def to_docx(text: str) -> bytes:
    """The bytes of a Word file that says what ``text`` says."""
    body = "".join(_blocks(text.strip().split("\n")))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": _relations(styles="styles.xml", numbering="numbering.xml"),
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # The same day in every file: the same text gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return held.getvalue()


def _blocks(lines: list[str]) -> Iterator[str]:
    """Heading, body, closing, each in its form."""
    head = next(n for n, line in enumerate(lines) if line.startswith("Số")) + 1
    tail = next((n for n, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    yield _heading(lines[:head])
    title = next((n + 1 for n in range(head, tail) if lines[n] == "-----"), head)
    yield from (_p(line, bold=True, centre=True) for line in lines[head:title])
    for tabled, group in groupby(lines[title:tail], lambda line: line.startswith("|")):
        if tabled:
            yield _table([[_p(cell.strip()) for cell in line.strip("| ").split(" | ")] for line in group], ruled=True)
        else:
            yield from (_paragraph(line) for line in group)
    sign = next((n for n in range(tail, len(lines)) if lines[n].startswith(("T/M", "T/L", "TM.", "KT."))), len(lines))
    if tail < len(lines):
        left = "".join(_p(line, size=24) for line in lines[tail:sign])
        yield _table([[left, "".join(_p(line, bold=True, centre=True) for line in lines[sign:])]])


def _heading(lines: list[str]) -> str:
    """Two columns without rules: who issues it, its number; the nation's or the Party's words, place and day."""
    pairs = [(*line.split("\t"), "")[:2] for line in lines]
    left = "".join(_p(one, bold=True, centre=True) for one, _ in pairs[:-1])
    right = "".join(_p(other, bold=True, centre=True) for _, other in pairs[:-1] if other)
    number, place = pairs[-1]
    return _table([[left, right], [_p(number, centre=True), _p(place, centre=True, italic=True)]])


def _paragraph(line: str) -> str:
    """A line of the body, its number given to Word when it has one."""
    for level, (label, _, _) in enumerate(_NUMBERS):
        if re.match(label, line):
            return _p(re.sub(label, "", line, count=1), bold=level == 0, number=level)
    return _p(line, bold=line.isupper(), centre=line.isupper())


def _p(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    centre: bool = False,
    size: int = 0,
    number: int | None = None,
) -> str:
    place = "" if number is None else f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>'
    place += f'<w:jc w:val="{"center" if centre else "both"}"/>'
    look = "<w:b/>" * bold + "<w:i/>" * italic + (f'<w:sz w:val="{size}"/>' if size else "")
    words = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{place}</w:pPr>{words}</w:p>"


def _table(rows: list[list[str]], *, ruled: bool = False) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = "".join(f'<w:{edge} w:val="{"single" if ruled else "nil"}"/>' for edge in edges)
    width = 9355 // max(len(row) for row in rows)
    grid = f'<w:gridCol w:w="{width}"/>' * max(len(row) for row in rows)
    cells = (
        "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in row) for row in rows
    )
    inside = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>" for row in cells)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{rules}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:firstLine="567"/></w:pPr>'
        f"<w:rPr>{'<w:b/>' * (n == 0)}</w:rPr></w:lvl>"
        for n, (_, form, shown) in enumerate(_NUMBERS)
    )
    many = '<w:multiLevelType w:val="multilevel"/>'
    one = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return (
        f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{many}{levels}</w:abstractNum>{one}</w:numbering>'
    )


def _styles() -> str:
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/>'
    default = f"<w:docDefaults><w:rPrDefault><w:rPr>{font}</w:rPr></w:rPrDefault></w:docDefaults>"
    spacing = '<w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr>'
    style = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{spacing}</w:style>'
    return f"{_HEAD}<w:styles {_W}>{default}{style}</w:styles>"


def _relations(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for kind, to in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELS}">{links}</Relationships>'


def _content_types() -> str:
    parts = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    named = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{named}</Types>'
