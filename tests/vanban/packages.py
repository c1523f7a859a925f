"""Word files and workbooks for tests, written in memory: only what a test is about."""

import io
import zipfile
from xml.sax.saxutils import escape

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return held.getvalue()


def relations(targets: dict[str, str]) -> str:
    """A part that says what another refers to: id -> kind."""
    links = "".join(f'<Relationship Id="{kind}" Type="{_KIND}{kind}" Target="{to}"/>' for kind, to in targets.items())
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file: the inside of its body, and of its styles, numbering, footnotes …"""
    roots = {"header": "hdr", "footer": "ftr"}
    held: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in _PARTS if name in parts}),
    }
    for name, inside in parts.items():
        if name in _PARTS:
            root = roots.get(name, name)
            held[f"word/{name}.xml"] = f"{HEAD}<w:{root} {W}>{inside}</w:{root}>"
        else:
            held[f"docProps/{name}.xml"] = inside
    return packed(held)


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs; what is no markup is a run of plain words."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def r(words: str, props: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def listed(words: str, num: int = 1, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    return p(words, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(n: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level of a list."""
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{n}">{inside}</w:lvl>'


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The numbering part: one list and what names it."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def table(*rows: str, props: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    """A row of cells; what is no markup is a cell of plain words."""
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inside}</w:tr>"


def tc(*paragraphs: str, props: str = "") -> str:
    """A cell of paragraphs."""
    inside = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inside or '<w:p/>'}</w:tc>"


RULED = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>'
