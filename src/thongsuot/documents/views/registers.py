"""What stands in the registers? Văn bản đến and văn bản đi of a unit and a year, on paper and as a sheet."""

from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from thongsuot.documents import queries, readings
from thongsuot.documents.forms import RegisterForm
from thongsuot.documents.models import Document
from thongsuot.documents.register_rows import lines
from thongsuot.documents.registers import COLUMNS, TITLES, Entry, values
from thongsuot.documents.registers import sheet as written
from thongsuot.documents.rules import Direction
from thongsuot.look.templatetags.look import local
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

SIZE = 100
NAMED = 8  # recipients on the page; the sheet names all
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@reading
def register(request: ActingRequest, direction: str) -> HttpResponse:
    """A register as a page; printed, it is the official list."""
    way, form = _asked(request, direction)
    unit, year = form.cleaned_data["unit"], form.cleaned_data["year"]
    page = Paginator(_rows(way, unit, year, request.acting), SIZE).get_page(request.GET.get("page"))
    told = [(row, values(way, entry, NAMED)) for row, entry in zip(page, entries(page, way), strict=True)]
    context = {
        "form": form,
        "direction": way,
        "columns": COLUMNS[way],
        "english": get_language() == "en",
        "title": TITLES[way],
        "unit": unit,
        "year": year,
        "page": page,
        "rows": lines(COLUMNS[way], told, english=get_language() == "en"),
        "restricted": any(row.mark for row in page),
    }
    return render(request, "documents/register.html", context)


@reading
def sheet(request: ActingRequest, direction: str) -> HttpResponse:
    """The whole register as an Excel file."""
    way, form = _asked(request, direction)
    unit, year = form.cleaned_data["unit"], form.cleaned_data["year"]
    rows = _rows(way, unit, year, request.acting)
    content = written(way, unit.name, year, entries(rows.iterator(500), way))
    answer = HttpResponse(content, content_type=SHEET)
    name = f"so-van-ban-{'den' if way == Direction.IN else 'di'}-{year}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asked(request: ActingRequest, direction: str) -> tuple[Direction, RegisterForm]:
    try:
        way = Direction(direction)
    except ValueError:
        raise Http404 from None
    units = Unit.objects.below(request.acting.path).order_by("path")
    now = {"unit": request.acting.unit_id, "year": timezone.localdate().year}
    form = RegisterForm({**now, **request.GET.dict()}, units=units)
    if not form.is_valid():
        raise Http404
    return way, form


def _rows(way: Direction, unit: Unit, year: int, acting: Acting) -> QuerySet[Document]:
    """The documents of a register; of those going out also what was read, which names signers and recipients."""
    rows = queries.register(unit, way, year, acting).prefetch_related("shares__unit")
    return rows.select_related("unit", "current").defer("current__text") if way == Direction.OUT else rows


def entries(rows: Iterable[Document], way: Direction) -> Iterator[Entry]:
    """Documents as a register knows them."""
    for row in rows:
        header = _header(row) if way == Direction.OUT else {}
        shares = sorted(row.shares.all(), key=lambda share: share.at)
        yield Entry(
            number=row.number,
            arrived_on=row.arrived_on,
            issuers=row.issuers,
            symbol=row.symbol,
            dated=row.date,
            kind=row.kind,
            title=row.title,
            signers=[signer["name"] for signer in header.get("signers") or () if signer.get("name")],
            recipients=header.get("recipients") or (),
            given_to=[share.unit.short_name or share.unit.name for share in shares],
            given_on=local(shares[0].at).date() if shares else None,
            note=row.note,
        )


def _header(row: Document) -> readings.Json:
    held = readings.unpack(row.current.reading, "") if row.current else {}
    header: readings.Json = held.get("header") or {}
    return header
