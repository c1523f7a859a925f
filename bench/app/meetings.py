"""How fast are the funnel of 3,300 units, and a conference with 2,200 venues and 95,000 people?"""

import argparse
import dataclasses
import os
import random
from datetime import timedelta
from itertools import batched

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.app import seed  # noqa: E402
from bench.app.pages import reader, timed  # noqa: E402
from thongsuot.dissemination.models import (  # noqa: E402
    Acknowledgement,
    AgendaItem,
    Attendance,
    Conference,
    Delivery,
    Receipt,
    Venue,
)
from thongsuot.dissemination.rules import Ending, Progress  # noqa: E402
from thongsuot.documents.models import Document, Share  # noqa: E402
from thongsuot.units.models import Unit, User  # noqa: E402

UNITS, VENUES, PEOPLE, SENT = 3_300, 2_200, 95_000, 6


def main() -> None:
    """Seed and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    name = parser.parse_args().name
    call_command("migrate", interactive=False, verbosity=0)
    units = seed.units(UNITS)
    users = seed.people(units)
    seed.documents(units, 200, users["top-clerk"])
    documents = list(Document.objects.filter(unit=units[0]).select_related("current")[:SENT])
    for document in documents:
        sent(document, units[1:], users["top-clerk"])
    held = conference(documents[0], units, VENUES, PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clients = {who: reader(users[who]) for who in ("top-officer", "commune-officer")}
    funnel, meeting = f"/dissemination/documents/{documents[0].pk}/", f"/dissemination/conferences/{held.pk}/"
    pages = (
        ("funnel of 3,300 units", "top-officer", funnel, "p95 < 60"),
        ("funnel, the silent, page 20", "top-officer", f"{funnel}?part=unnoted&page=20", "p95 < 60"),
        ("funnel of one's own unit", "commune-officer", funnel, "p95 < 60"),
        ("outbox, six documents to 3,300 units", "top-officer", "/dissemination/outbox/", "p95 < 100"),
        ("conference, 2,200 venues, 95,000 people", "top-officer", meeting, "p95 < 100"),
        ("conference, page 30", "top-officer", f"{meeting}?page=30", "p95 < 100"),
        ("conference, one's own venue", "commune-officer", meeting, "p95 < 100"),
        ("conferences", "top-officer", "/dissemination/conferences/", "p95 < 100"),
    )
    for what, who, path, bar in pages:
        row = timed(clients[who], f"{name}: {what}", lambda: path)  # noqa: B023
        dataclasses.replace(row, bar=bar).say()


def sent(document: Document, units: list[Unit], by: User) -> None:
    """A document sent to all units: most received it, some took note, a few gave it back."""
    pick, now, version = random.Random(document.pk), timezone.now(), document.current
    assert version is not None
    rows = Delivery.objects.bulk_create(
        [
            Delivery(
                document=document, version=version, sender=document.unit, recipient=unit, sent_by=by, sent_at=now,
                granted=True, ending=Ending.RETURNED if pick.random() < 0.02 else Ending.NONE,
            )
            for unit in units
        ],
        batch_size=1000,
    )  # fmt: skip
    Share.objects.bulk_create([Share(document=document, unit=unit) for unit in units], batch_size=1000)
    received = [row for row in rows if not row.ending and pick.random() < 0.8]
    Receipt.objects.bulk_create([Receipt(delivery=row, by=by, at=now) for row in received], batch_size=1000)
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(unit_id=row.recipient_id, document=document, version=version, by=by, at=now)
            for row in received
            if pick.random() < 0.5
        ],
        batch_size=1000,
    )


def conference(document: Document, units: list[Unit], venues: int, people: int) -> Conference:
    """The conference of the province, in all its venues, everybody listed by name."""
    pick, now = random.Random(5), timezone.now()
    held = Conference.objects.create(
        unit=units[0], title="Hội nghị học tập, quán triệt", on=timezone.localdate() - timedelta(days=1),
        status=Progress.HELD,
    )  # fmt: skip
    AgendaItem.objects.create(conference=held, position=1, document=document)
    many = people // venues
    rows = Venue.objects.bulk_create(
        [Venue(conference=held, unit=unit, expected=many + 3, actual=many, ill=1) for unit in units[1 : venues + 1]],
        batch_size=1000,
    )
    listed = (
        Attendance(
            venue=row, name=f"Nguyễn Văn {n}", key=f"nguyễn văn {n}|", present=pick.random() < 0.95, listed_at=now
        )
        for row in rows
        for n in range(many + (row.pk % venues < people % venues))
    )
    for some in batched(listed, 5000):
        Attendance.objects.bulk_create(some)
    return held


if __name__ == "__main__":
    main()
