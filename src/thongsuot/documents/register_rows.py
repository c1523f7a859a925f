"""How is a line of a register written on a page? In one go, as the list's rows are."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thongsuot.documents.models import Document
from thongsuot.documents.registers import Column, Value
from thongsuot.documents.wording import MARKS, said
from thongsuot.look.templatetags.look import badge, dmy

Line = tuple[Document, Sequence[Value]]


def lines(columns: Sequence[Column], rows: Iterable[Line], *, english: bool) -> list[SafeString]:
    """Every line of the page; what offices fill in by hand stays empty."""
    names = [column.name_en if english else column.name for column in columns]
    return [
        format_html(
            "<tr>{}</tr>",
            format_html_join(
                "",
                '<td class="{}" data-label="{}">{}</td>',
                (
                    (_kind(column, cell), name, _words(column, cell, document))
                    for column, name, cell in zip(columns, names, cells, strict=True)
                ),
            ),
        )
        for document, cells in rows
    ]


def _kind(column: Column, cell: Value) -> str:
    if cell is None or cell == "":
        return "by-hand"
    return "nowrap" if isinstance(cell, date) else "symbol" if column.name_en == "Symbol" else ""


def _words(column: Column, cell: Value, document: Document) -> str:
    if isinstance(cell, date):
        return dmy(cell)
    if column.name_en == "Kind and summary":
        mark = SafeString(" ") + badge("bad", said(MARKS, document.mark), "lock") if document.mark else ""
        return format_html('<a href="/documents/{}/">{}</a>{}', document.pk, cell, mark)
    return "" if cell is None else str(cell)
