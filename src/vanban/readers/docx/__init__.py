"""How is a Word file read? Its parts taken from the package and written as one text."""

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from vanban.model import Aside, Note, Source, Text
from vanban.readers.archive import Archive
from vanban.readers.assemble import assemble
from vanban.readers.docx.body import Body
from vanban.readers.docx.fields import Fields
from vanban.readers.docx.footnotes import Footnotes, Words
from vanban.readers.docx.names import BODY
from vanban.readers.docx.numbering import Numbering
from vanban.readers.docx.parts import Parts
from vanban.readers.docx.styles import Styles
from vanban.readers.errors import broken
from vanban.readers.layout import flat
from vanban.readers.limits import Limits

_LEFT_OUT = {
    "contents": Note("contents-left-out", 0, 0, "Đã bỏ qua mục lục tự động."),
    "chunk": Note("chunk-left-out", 0, 0, "Tệp nhúng một tài liệu khác (altChunk), phần đó không được đọc."),
}


def read_docx(raw: bytes, source: Source, limits: Limits) -> Text:
    """Read a ``.docx``: what Word would print, with footnotes and headers apart."""
    archive = Archive(raw, limits)
    archive.refuse_marked()
    parts = Parts(archive)
    document, private = parts.document()
    root = document.find(BODY)
    if root is None:
        raise broken("tệp Word")
    styles = Styles(parts.one_of("styles"))

    def words(part: etree._Element) -> str:
        return flat(Body(styles, Numbering(None, styles), None).blocks(part)).text.strip()

    def body(fields: Fields) -> Body:
        notes = Footnotes(parts.one_of("footnotes"), parts.one_of("endnotes"), words)
        return Body(styles, Numbering(parts.one_of("numbering"), styles), notes, fields=fields, private=private)

    fields = Fields()
    try:
        read = body(fields)
        blocks = read.blocks(root)
        if fields.unclosed:  # a field that never ends would swallow the rest: heed none
            read = body(Fields(heeded=False))
            blocks = read.blocks(root)
        furniture = [*_furniture(parts, words)]
    except RecursionError:
        raise broken("tệp Word") from None
    left_out = [_LEFT_OUT[what] for what in sorted({*read.left_out, *({"contents"} if fields.contents else ())})]
    return assemble(blocks, source, asides=furniture, notes=left_out)


def _furniture(parts: Parts, words: Words) -> Iterator[Aside]:
    """The headers and footers, each wording once."""
    kinds: tuple[Literal["header", "footer"], ...] = ("header", "footer")
    for kind in kinds:
        for text in dict.fromkeys(words(root) for _, root in parts.all_of(kind)):
            if text.strip("- \n0123456789"):
                yield Aside(kind, "", text)
