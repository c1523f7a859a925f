"""How do duties become a workbook? Row by row into a file, with what may be chosen and a sheet that explains."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import batched
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from thongsuot.documents.wording import place_name, said
from thongsuot.followup.models import Assignment, Part
from thongsuot.followup.rules import Bucket, Take, standing
from thongsuot.followup.sheets import DUTIES, HIDDEN, guide
from thongsuot.followup.wording import KINDS, STANDINGS
from thongsuot.units.exports import safe
from thongsuot.units.models import Unit

MOST, CHUNK, LAST = 50_000, 2000, 60_000
WIDTHS = {"action": 60, "product": 24, "lead_name": 28, "assigner": 28, "results": 50, "document": 22}
PRINTED = (
    "revision", "action", "product", "document__symbol", "document__kind", "loc", "assigner__name", "lead__code",
    "lead__name", "kind", "assigned_at", "due_on", "bucket", "progress",
)  # fmt: skip


def exported(rows: QuerySet[Assignment], units: Iterable[Unit], today: date) -> IO[bytes]:
    """A workbook of duties, at most :data:`MOST`, in a file; ``units`` are those that may be chosen to lead."""
    book = Workbook(write_only=True)
    page = book.create_sheet(DUTIES.title)
    _shape(page)
    for cells in _cells(rows, today):
        page.append(cells)
    words = book.create_sheet("Hướng dẫn")
    words.column_dimensions["A"].width, words.column_dimensions["B"].width = 28, 100
    for line in guide():
        words.append(list(line))
    codes = book.create_sheet("Danh mục")
    codes.column_dimensions["A"].width, codes.column_dimensions["B"].width = 20, 60
    codes.append(["Mã", "Tên"])
    known = list(units)
    for unit in known:
        codes.append([safe(unit.code), safe(unit.name)])
    _choices(page, len(known) + 1)
    held = tempfile.TemporaryFile()  # noqa: SIM115 — the response closes it
    book.save(held)
    held.seek(0)
    return held


def _shape(page: Any) -> None:
    heads = []
    for place, column in enumerate(DUTIES.columns, 1):
        dimension = page.column_dimensions[get_column_letter(place)]
        dimension.width = WIDTHS.get(column.field, 14)
        dimension.hidden = column.field in HIDDEN
        cell = WriteOnlyCell(page, f"{column.title} *" if column.required else column.title)
        cell.font = Font(bold=True)
        heads.append(cell)
    page.freeze_panes = "D2"
    page.append(heads)


def _choices(page: Any, last: int) -> None:
    """What may stand in a column: the codes of units, a day, a percentage, an x."""
    rules = {
        "lead": DataValidation(type="list", formula1=f"'Danh mục'!$A$2:$A${max(last, 2)}", allow_blank=True),
        "due": DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True),
        "progress": DataValidation(type="whole", operator="between", formula1="0", formula2="100", allow_blank=True),
        "finished": DataValidation(type="list", formula1='"x"', allow_blank=True),
    }
    for place, column in enumerate(DUTIES.columns, 1):
        if column.field in rules:
            letter = get_column_letter(place)
            rules[column.field].add(f"{letter}2:{letter}{LAST}")
            page.data_validations.append(rules[column.field])


def _cells(rows: QuerySet[Assignment], today: date) -> Iterator[Sequence[Any]]:
    kinds = {kind: said(KINDS, kind) for kind in KINDS}
    stands = {one: str(words) for one, words in STANDINGS.items()}
    keys = list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[:MOST])
    for some in batched(keys, CHUNK):
        found = Assignment.objects.filter(pk__in=some).values_list("pk", *PRINTED)
        known, partners = {row[0]: row for row in found}, _partners(some)
        for key in some:
            pk, revision, action, product, symbol, doc, loc, giver, code, name, kind, at, due, held, progress = known[
                key
            ]
            yield (
                pk, revision, safe(action), safe(product), safe(symbol or doc or ""), place_name(loc), safe(giver),
                safe(code), safe(name), safe("; ".join(partners.get(pk, ()))), kinds[kind],
                timezone.localtime(at).date(), due, stands[standing(Bucket(held), due, today)], None, progress, None,
            )  # fmt: skip


def _partners(keys: Sequence[int]) -> dict[int, list[str]]:
    out: dict[int, list[str]] = {}
    rows = Part.objects.filter(assignment__in=keys, take=Take.PARTNER).values_list("assignment", "unit__code")
    for key, code in rows.order_by("pk"):
        out.setdefault(key, []).append(code)
    return out
