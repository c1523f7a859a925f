"""How long do the lists of duties take? List, board, month, work of a unit and Excel, at three sizes."""

import argparse
import io
import os
import time
from collections.abc import Callable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import load_workbook  # noqa: E402

from bench.app import duties  # noqa: E402
from bench.app.pages import reader, timed  # noqa: E402
from bench.row import Row  # noqa: E402
from thongsuot.documents.models import Document  # noqa: E402
from thongsuot.followup import importing  # noqa: E402
from thongsuot.followup.exporting import exported  # noqa: E402
from thongsuot.followup.listing import filtered  # noqa: E402
from thongsuot.followup.models import Assignment  # noqa: E402
from thongsuot.units.access import posts  # noqa: E402
from thongsuot.units.models import Level, Unit, User  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
WHO = ("top-officer", "office-officer", "commune-officer")
SHEET = 10_000


def main() -> None:
    """Seed up to each size and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    arguments = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    for size in arguments.sizes:
        there = Assignment.objects.count() if User.objects.exists() else 0
        if there < size:
            duties.seed(size - there)
        for row in measured(f"{arguments.name}, {size:,}"):
            row.say()


def measured(name: str) -> Iterator[Row]:
    """A row for each page and reader, then the sheet."""
    for who in WHO:
        client = reader(User.objects.get(username=who))
        for page, address in pages():
            yield timed(client, f"{name}: {page} ({who})", address)
    yield from sheet(name)


def pages() -> list[tuple[str, Callable[[], str]]]:
    """What is asked for: lists with three filters, and the other forms."""
    levels = dict(Level.objects.values_list("code", "pk"))
    commune = Unit.objects.order_by("pk")[100].pk
    document = Document.objects.order_by("pk")[5].pk
    month = f"{timezone.localdate():%Y%m}"
    addresses = {
        "list": "/followup/",
        "list, overdue": "/followup/?standing=open-overdue",
        "list, level, kind, open in time": f"/followup/?level={levels['phong']}&kind=regular&standing=open-in-time",
        "list, document, kind, overdue": f"/followup/?document={document}&kind=once&standing=open-overdue",
        "list, unit, kind, done late": f"/followup/?unit={commune}&kind=once&standing=done-late",
        "list, level, kind, month": f"/followup/?level={levels['xa']}&kind=regular&month={month}",
        "list, words, kind, open": "/followup/?words=đất+đai&kind=once&standing=open",
        "board": "/followup/board/",
        "calendar": "/followup/calendar/",
        "work of my unit": "/followup/mine/",
        "page of a month": "/followup/month/",
    }
    return [(page, lambda address=address: address) for page, address in addresses.items()]  # type: ignore[misc]


def sheet(name: str) -> Iterator[Row]:
    """Ten thousand duties out, and what the same sheet would change when every tenth deadline is another one."""
    head = posts(User.objects.get(username="top-head"))[0]
    rows, start = filtered({"standing": "open"}, head, timezone.localdate()).order_by(), time.perf_counter()
    with exported(Assignment.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:SHEET])),
                  Unit.objects.all(), timezone.localdate()) as held:  # fmt: skip
        raw = held.read()
    yield Row(f"{name}: Excel out", f"{time.perf_counter() - start:.1f} s", f"{len(raw) / 1e6:.1f} MB", None, "")
    book = load_workbook(io.BytesIO(raw))
    page = book.worksheets[0]
    for n in range(2, page.max_row + 1, 10):
        page.cell(n, 13).value = timezone.localdate().replace(year=2030)
    saved = io.BytesIO()
    book.save(saved)
    start = time.perf_counter()
    made = importing.plan(saved.getvalue(), by=head)
    took = time.perf_counter() - start
    beside = f"{len(made.lines):,} rows, {len(made.changed):,} changed, {len(made.faults)} at fault"
    yield Row(f"{name}: Excel in, dry run", f"{took:.1f} s", beside, None, "< 10 s")


if __name__ == "__main__":
    main()
