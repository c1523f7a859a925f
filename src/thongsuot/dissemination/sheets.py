"""How do lists of this room leave as workbooks? Recipients of a document, venues of a conference, names of a venue."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from thongsuot.dissemination.funnel import Standing, printed
from thongsuot.dissemination.models import Delivery, Venue
from thongsuot.dissemination.rolls import LIST
from thongsuot.dissemination.rules import Cause, Facts, Part
from thongsuot.dissemination.wording import CAUSES, PARTS
from thongsuot.documents.wording import said
from thongsuot.look.templatetags.look import local
from thongsuot.units.exports import TYPE, safe, saved

BATCH = 500


def recipients(rows: Sequence[Standing]) -> bytes:
    """The units that a number of the funnel counts, with where each stands."""
    heads = (_("Code"), _("Unit"), _("Level"), _("Unit above"), _("State"), _("Acknowledged"), _("Studied"),
             _("Version"), _("Sender"), _("Sent"), _("Received"), _("To be studied by"), _("Reason"))  # fmt: skip
    return _book(_("Recipients"), heads, _recipients(rows))


def _recipients(rows: Sequence[Standing]) -> Iterable[Sequence[object]]:
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        facts = {row.delivery: row.facts for row in some}
        for one in printed(some):
            yield _recipient(one, facts[one.pk])


def _recipient(row: Delivery, facts: Facts) -> Sequence[object]:
    part = Part.RETURNED if facts.returned else Part.RECEIVED if facts.received else Part.WAITING
    unit = row.recipient
    return (
        unit.code, unit.name, unit.level.name, unit.parent.name if unit.parent else "", said(PARTS, part),
        _yes(facts.received and facts.noted), _yes(facts.received and facts.studied), row.version.n, row.sender.name,
        _moment(row.sent_at), _moment(row.receipt.at) if facts.received else None, row.due_on, row.reason,
    )  # fmt: skip


def venues(rows: Iterable[Venue], listed: dict[int, tuple[int, int]]) -> bytes:
    """Venues with their headcounts and causes of absence; no name of a person."""
    heads = (_("Code"), _("Venue"), _("Expected"), _("Took part"), *(str(words) for words in CAUSES.values()),
             _("Names on the list"), _("Of these present"))  # fmt: skip
    told = (
        (
            row.unit.code if row.unit else "", row.unit.name if row.unit else row.place, row.expected, row.actual,
            *(getattr(row, cause) for cause in Cause), *listed.get(row.pk, (0, 0)),
        )
        for row in rows
    )  # fmt: skip
    return _book(_("Venues"), heads, told)


def names(rows: Iterable[tuple[str, str, bool]]) -> bytes:
    """A venue's list in the form that can be taken in again."""
    heads = [f"{column.title} *" if column.required else column.title for column in LIST.columns]
    return _book(LIST.title, heads, ((name, office, "x" if there else "", "") for name, office, there in rows))


def answer(raw: bytes, name: str) -> HttpResponse:
    """A workbook to keep; in no shared cache."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(raw, content_type=TYPE, headers=headers)


def _yes(told: bool) -> str:
    return "x" if told else ""


def _moment(at: datetime) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}"


def _book(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = title[:31]
    page.append(list(heads))
    for cell in page[1]:
        cell.font = Font(bold=True)
    for row in rows:
        page.append([cell if isinstance(cell, int) else safe(cell) for cell in row])
    for place, head in enumerate(heads, 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = 34 if place == 2 else max(14, len(head) + 4)
        for cell in page[letter][1:]:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(cell.value, str):
                cell.number_format = "@"
    page.freeze_panes = "A2"
    return saved(book)
