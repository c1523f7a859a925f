"""How fast is the map of coverage where everybody answers everything? 200 clauses × 600 units, a basis in each cell."""

import argparse
import os
import random
from itertools import batched

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.app import seed  # noqa: E402
from bench.app.pages import reader, timed  # noqa: E402
from thongsuot.documents import readings  # noqa: E402
from thongsuot.documents.models import Document, Finding, Provision, Share, Version  # noqa: E402
from thongsuot.documents.rules import Kind, State, Status, digest, symbol_key  # noqa: E402
from thongsuot.programmes import standing  # noqa: E402
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem  # noqa: E402
from thongsuot.programmes.rules import Part, Stage  # noqa: E402
from thongsuot.programmes.rules import State as Standing  # noqa: E402
from thongsuot.units.models import Unit, User  # noqa: E402

CLAUSES = 200
WORDS = "Các sở, ban, ngành, Ủy ban nhân dân các xã, phường lập sổ theo dõi, báo cáo kết quả thực hiện hằng quý."


def main() -> None:
    """Seed and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--units", type=int, default=600)
    arguments = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    units = seed.units(arguments.units)
    users = seed.people(units)
    named(units)
    document = directive(units, users["top-clerk"])
    for some in batched(units, 50):
        answered(document, some, users["top-clerk"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = reader(users["top-officer"])
    at = f"/programmes/coverage/{document.pk}/"
    for page, path in (
        ("map", "?page=7"), ("map with drafts", "?drafts=1"), ("units of a figure", "units/?clause=D9&how=full"),
        ("silent units", "silent/"), ("what to look at", "faults/"), ("one unit", f"of/{units[300].pk}/"),
    ):  # fmt: skip
        what = f"{arguments.name}: coverage, {page} (200 clauses × {len(units)} units)"
        row = timed(client, what, lambda path=path: at + path)  # type: ignore[misc]
        row.say()


def named(units: list[Unit]) -> None:
    """Names by which texts call them: offices of the province, communes, and what is inside of these."""
    for n, unit in enumerate(units[1:], 1):
        commune = n if n <= 200 else 1 + n % 200
        unit.name = f"Sở Việc {n}" if n <= 40 else f"Ủy ban nhân dân xã Mẫu {n}" if n <= 200 else ""
        unit.name = unit.name or (f"Phòng Kinh tế xã Mẫu {commune}" if commune > 40 else f"Chi cục {n} Việc")
    Unit.objects.bulk_update(units, ["name"], batch_size=100)


def whom(n: int) -> tuple[str, ...]:
    """Whom a clause addresses: seven in ten of them not everybody, each by other names."""
    return (
        (f"Sở Việc {n % 40 + 1}",), (f"Ủy ban nhân dân xã Mẫu {n % 160 + 41}",),
        ("Các sở, ban, ngành", "Các xã, phường"),
        ("Các cấp, các ngành",), (f"Sở Việc {n % 40 + 1}", f"Phòng Kinh tế xã Mẫu {n % 160 + 41}"), ("Các cấp ủy",),
        ("Ủy ban nhân dân các xã, phường",), (f"Chi cục {n} Việc", f"Sở Việc {n}"), ("Các đơn vị",), (f"Sở Không {n}",),
    )[n % 10]  # fmt: skip


def directive(units: list[Unit], by: User) -> Document:
    """A document of 200 clauses that each order something, in everybody's hands."""
    lines = [f"Điều {n}. {WORDS}" for n in range(1, CLAUSES + 1)]
    text = "\n".join(lines)
    document = Document.objects.create(
        unit=units[0], year=2026, number=1, arrived_on=timezone.localdate(), system="state", kind="Chỉ thị",
        symbol="1/CT-UBND", symbol_key=symbol_key("1/CT-UBND"), title="về theo dõi", status=Status.READ, created_by=by,
    )  # fmt: skip
    version = Version.objects.create(
        document=document, n=1, file_name="chi-thi.txt", text=text, text_sha256=digest(text),
        reading=readings.pack({"header": {}, "notes": []}), reader=readings.reader_version(),
    )  # fmt: skip
    document.current = version
    document.save()
    at, places = 0, []
    for n, words in enumerate(lines, 1):
        places.append((f"D{n}", at, at + len(words)))
        at += len(words) + 1
    Provision.objects.bulk_create(
        Provision(version=version, index=n, loc=loc, level="article", number=str(n + 1), start=start, end=end)
        for n, (loc, start, end) in enumerate(places)
    )
    Finding.objects.bulk_create(
        Finding(document=document, kind=Kind.OBLIGATION, start=start, end=end, loc=loc, quote=WORDS,
                state=State.ACCEPTED, machine={"action": WORDS}, payload={"action": WORDS, "lead": list(whom(n))},
                decided_at=timezone.now())
        for n, (loc, start, end) in enumerate(places)
    )  # fmt: skip
    Share.objects.bulk_create(Share(document=document, unit=unit) for unit in units[1:])
    return document


def answered(document: Document, units: tuple[Unit, ...], by: User) -> None:
    """Each of some units has issued a programme with an item for every clause."""
    programmes = Programme.objects.bulk_create(
        Programme(unit=unit, answers=document, version=document.current, kind="Kế hoạch", title="thực hiện",
                  state=Standing.ISSUED, created_by=by)
        for unit in units
    )  # fmt: skip
    items = ProgrammeItem.objects.bulk_create(
        ProgrammeItem(programme=programme, order=n, action=WORDS, lead=programme.unit)
        for programme in programmes
        for n in range(1, CLAUSES + 1)
    )
    pick = random.Random(units[0].pk)
    Basis.objects.bulk_create(
        Basis(item=item, document=document, version=item.programme.version, loc=f"D{item.order}", quote=WORDS,
              fingerprint=digest(WORDS), unit=item.programme.unit,
              part=pick.choice((Part.FULL, Part.FULL, Part.PARTIAL)), stage=pick.choice((Stage.ISSUED, Stage.DONE)))
        for item in items
    )  # fmt: skip
    with transaction.atomic():
        for unit in units:
            standing.keep(unit, document)


if __name__ == "__main__":
    main()
