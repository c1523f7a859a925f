"""What is measured on? A made-up province: 600 units, 20,000 documents, 1,000,000 clauses."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import batched

from django.db import connection
from django.utils import timezone

from bench.inputs import codes
from thongsuot.documents import readings
from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.rules import Kind, State, Status, digest, names_key, symbol_key
from thongsuot.events.actions import record, writing
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.models import Unit, User
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role

CLAUSES = 50  # of a document
KINDS = ("Quyết định", "Nghị quyết", "Kế hoạch", "Công văn", "Chỉ thị", "Báo cáo", "Thông tư", "Nghị định")
CODES = ("QĐ-UBND", "NQ-HĐND", "KH-UBND", "CV-UBND", "CT-UBND", "BC-UBND", "TT-BNV", "NĐ-CP")


def units(count: int) -> list[Unit]:
    """One province, its offices and communes."""
    levels = [add_level(code, code, rank) for rank, code in enumerate(("tinh", "so", "xa", "phong"), 1)]
    top = add_unit("T", "Tỉnh Mẫu", levels[0])
    out = [top]
    while len(out) < count:
        n = len(out)
        level, parent = (1, top) if n <= 40 else (2, top) if n <= 200 else (3, out[1 + n % 200])
        out.append(add_unit(f"T.{n}", f"Đơn vị {n}", levels[level], parent))
    return out


def people(chosen: list[Unit]) -> dict[str, User]:
    """Those whose pages are measured: at the top, at an office, at a commune."""
    found = {}
    for name, unit in (("top", chosen[0]), ("office", chosen[5]), ("commune", chosen[100])):
        for role in (Role.CLERK, Role.OFFICER, Role.HEAD):
            user = add_user(f"{name}-{role}", password="x" * 12)
            appoint(user, unit, role)
            found[f"{name}-{role}"] = user
    return found


def documents(owners: list[Unit], count: int, by: User) -> None:
    """Documents cut from real codes, a few of them relating to each other."""
    pick, clauses = random.Random(11), _clauses()
    for numbers in batched(range(count), 500):
        rows, parts = [], []
        for n in numbers:
            rows.append(_document(n, pick, owners, by))
            parts.append(pick.choices(clauses, k=CLAUSES))
        Document.objects.bulk_create(rows)
        versions = Version.objects.bulk_create(
            [_version(row, "\n".join(part)) for row, part in zip(rows, parts, strict=True)]
        )
        for row, version in zip(rows, versions, strict=True):
            row.current = version
        Document.objects.bulk_update(rows, ["current"])
        provisions = (p for v, part in zip(versions, parts, strict=True) for p in _provisions(v, part))
        for some in batched(provisions, 5000):
            Provision.objects.bulk_create(some)
        Finding.objects.bulk_create([f for row in rows for f in _findings(row, pick, count)])
    with writing():
        record("registered", "document:1")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def dependants(count: int) -> Document:
    """The first document, on which ``count`` others rest: every fifth amends it in a clause, as its unit confirmed."""
    first, *others = Document.objects.filter(number__isnull=False).order_by("pk")[: count + 1]
    rows = []
    for n, row in enumerate(others):
        relation = "amends" if n % 5 == 0 else "based-on"
        payload = {"kind": relation, "doc": first.symbol, "loc": "D1"}
        rows.append(Finding(
            document=row, kind=Kind.RELATION, start=0, end=20, loc="D1", quote="x", machine=payload, payload=payload,
            relation=relation, target=first, state=State.ACCEPTED, decided_at=timezone.now(),
        ))  # fmt: skip
    Finding.objects.bulk_create(rows, batch_size=1000)
    return first


def _clauses() -> list[str]:
    lines = [line.strip() for text in codes().values() for line in text.splitlines()]
    return [line for line in lines if 80 <= len(line) <= 220]


def _document(n: int, pick: random.Random, owners: list[Unit], by: User) -> Document:
    day = date(2018, 1, 1) + timedelta(days=pick.randrange(3000))
    which = pick.randrange(len(KINDS))
    issuer = f"Ủy ban nhân dân đơn vị {pick.randrange(40)}"
    symbol = f"{n}/{day.year}/{CODES[which]}"
    return Document(
        unit=owners[0] if n % 4 == 0 else pick.choice(owners), year=day.year, number=n, arrived_on=day,
        system="state", kind=KINDS[which], symbol=symbol, symbol_key=symbol_key(symbol), issuers=[issuer],
        issuers_key=names_key([issuer]), date=day, title=f"Về việc thực hiện nhiệm vụ số {n} năm {day.year}",
        effective_from=day, status=Status.READ, created_by=by, reach="open" if n % 50 == 0 else "unit",
    )  # fmt: skip


def _version(row: Document, text: str) -> Version:
    empty: dict[str, list[object]] = {
        "provisions": [],
        "citations": [],
        "relations": [],
        "obligations": [],
        "events": [],
        "tables": [],
    }
    return Version(
        document=row, n=1, file_name="mau.txt", text=text, text_sha256=digest(f"{row.pk}{text}"),
        reading=readings.pack({"header": {}, "notes": [], **empty}), reader=readings.reader_version(),
    )  # fmt: skip


def _provisions(version: Version, part: list[str]) -> Iterator[Provision]:
    start = 0
    for n, line in enumerate(part):
        article, clause = divmod(n, 5)
        loc = f"D{article + 1}" if not clause else f"D{article + 1}.K{clause}"
        level = "clause" if clause else "article"
        yield Provision(
            version=version, index=n, loc=loc, level=level, number=str(clause or article + 1), start=start,
            end=start + len(line),
        )  # fmt: skip
        start += len(line) + 1


def _findings(row: Document, pick: random.Random, count: int) -> Iterator[Finding]:
    first = row.pk - row.number if row.number else row.pk
    for n in range(4):
        target = first + pick.randrange(count) if n == 0 and pick.random() < 0.3 else None
        kind = Kind.RELATION if target else Kind.OBLIGATION if n < 2 else Kind.CITATION
        known = target is not None and target < row.pk
        payload = {"kind": "replaces", "doc": "x"} if kind == Kind.RELATION else {"action": "lập sổ", "refs": []}
        yield Finding(
            document=row, kind=kind, start=n * 100, end=n * 100 + 20, loc="D1", quote="x", machine=payload,
            payload=payload, relation="replaces" if kind == Kind.RELATION else "",
            target_id=target if known else None, state=State.PROPOSED if n else State.ACCEPTED,
            decided_at=timezone.now() if not n else None,
        )  # fmt: skip
