"""How fast are the public pages? 5,000 published documents of 50 clauses each."""

import argparse
import os
import random
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")
os.environ.setdefault("THONGSUOT_PORTAL", "1")
os.environ.setdefault("THONGSUOT_PORTAL_RATE", "0")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.app import pages, seed  # noqa: E402
from thongsuot.documents.models import Document  # noqa: E402
from thongsuot.documents.rules import Reach  # noqa: E402
from thongsuot.portal import searching  # noqa: E402
from thongsuot.portal.models import Publication  # noqa: E402
from thongsuot.portal.rules import slug  # noqa: E402
from thongsuot.units.models import User  # noqa: E402


def main() -> None:
    """Seed and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--documents", type=int, default=5_000)
    arguments = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    units = seed.units(120)
    users = seed.people(units)
    seed.documents(units, arguments.documents, users["top-clerk"])
    published(users["top-head"])
    searching.rebuild()
    pick, slugs = random.Random(5), list(Publication.objects.values_list("slug", flat=True))
    shown: tuple[tuple[str, Callable[[], str]], ...] = (
        ("home", lambda: f"/public/?page={pick.randint(1, 200)}"),
        ("home, narrowed", lambda: f"/public/?kind=Kế+hoạch&year={pick.randint(2018, 2025)}"),
        ("document", lambda: f"/public/d/{pick.choice(slugs)}/"),
        ("clause", lambda: f"/public/d/{pick.choice(slugs)}/D{pick.randint(1, 9)}.K1"),
        ("search", lambda: f"/public/?q={pick.choice(pages.Words)}"),
        ("search, narrowed", lambda: f"/public/?q={pick.choice(pages.Words)}&kind=Kế+hoạch"),
        ("feed", lambda: "/public/feed.atom"),
    )
    for page, address in shown:
        row = pages.timed(Client(), f"{arguments.name}: public {page} ({len(slugs):,} documents)", address)
        row.say()


def published(head: User) -> None:
    """Every document, open to all and public."""
    Document.objects.update(reach=Reach.OPEN)
    rows = (
        Publication.of(
            held, version_id=held.current_id, unit_id=held.unit_id, by=head, at=timezone.now(),
            slug=slug(held.kind, held.symbol, held.title, held.date),
        )
        for held in Document.objects.defer("note").iterator(500)
    )  # fmt: skip
    Publication.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
