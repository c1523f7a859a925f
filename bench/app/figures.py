"""How long do pages of figures take at a million duties, and what does keeping figures cost in writes?

``python -m bench.app.figures --name SQLite [--duties 1000000]`` prints rows as JSON lines.
"""

import argparse
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.app import duties  # noqa: E402
from bench.app.pages import reader, timed  # noqa: E402
from bench.row import Row  # noqa: E402
from thongsuot.dashboard import comparing, freezing  # noqa: E402
from thongsuot.dashboard.differing import Why  # noqa: E402
from thongsuot.dashboard.models import Difference, Snapshot, SnapshotPart  # noqa: E402
from thongsuot.dashboard.past import end_of  # noqa: E402
from thongsuot.followup import changing, taking, tallying  # noqa: E402
from thongsuot.followup.models import Assignment, Tally  # noqa: E402
from thongsuot.units.access import Acting, posts  # noqa: E402
from thongsuot.units.models import Unit, User  # noqa: E402

WRITES = 300


def main() -> None:
    """Seed and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--duties", type=int, default=1_000_000)
    arguments = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    users = duties.seed(arguments.duties)
    for row in measured(users, f"{arguments.name}, {arguments.duties:,} duties"):
        row.say()


def measured(users: dict[str, User], name: str) -> Iterator[Row]:
    """The pages, frozen figures, and the writers."""
    top = Unit.objects.get(parent=None)
    office = Unit.objects.filter(parent=top, children__isnull=False).order_by("pk")[0]
    client = reader(users["top-head"])
    document = Assignment.objects.filter(restricted=False).exclude(document=None).values_list("document", flat=True)[0]
    level = Unit.objects.order_by("-pk")[0].level_id
    yield timed(client, f"{name}: figures of the province", lambda: "/dashboard/")
    yield timed(client, f"{name}: figures of an office", lambda: f"/dashboard/?unit={office.pk}")
    yield timed(client, f"{name}: figures of a document", lambda: f"/dashboard/?document={document}")
    yield timed(client, f"{name}: figures of a level", lambda: f"/dashboard/?level={level}")
    commune = reader(users["commune-officer"])
    yield timed(commune, f"{name}: figures of a commune", lambda: "/dashboard/")
    yield timed(commune, f"{name}: desk of a commune", lambda: "/")
    yield from _frozen(client, posts(users["top-head"])[0], top, name)
    yield from _writers(posts(users["top-head"])[0], name)


def _frozen(client: Client, head: Acting, top: Unit, name: str) -> Iterator[Row]:
    """Two snapshots, a month apart, and their difference."""
    today = timezone.localdate()
    made, start = [], time.perf_counter()
    for until in (today - timedelta(30), today):
        row = Snapshot.objects.create(
            node=top, since=until - timedelta(30), until=until, asked_by=head.user, asked_at=timezone.now(),
            moment=end_of(until),
        )  # fmt: skip
        freezing.fill(row)
        row.refresh_from_db()
        made.append(row)
    took = (time.perf_counter() - start) / 2
    size = sum(len(held) for held in SnapshotPart.objects.filter(snapshot=made[1]).values_list("held", flat=True))
    yield Row(f"{name}: freeze the province", f"{took:.1f} s", f"{size / 1e6:.1f} MB kept", None, "background")
    start = time.perf_counter()
    found, _new = Difference.objects.get_or_create(earlier=made[0], later=made[1])
    comparing.fill(found)
    found.refresh_from_db()
    n = sum(found.counts.values())
    yield Row(f"{name}: compare", f"{time.perf_counter() - start:.1f} s", f"{n:,} differ", None, "background")
    path = f"/dashboard/snapshots/{made[0].pk}"
    yield timed(client, f"{name}: snapshot", lambda: f"{path}/")
    listed = f"{path}/duties/?kind=once&standing=open-overdue&page=20"
    yield timed(client, f"{name}: list of a snapshot, page 20", lambda: listed)
    yield timed(client, f"{name}: difference", lambda: f"{path}/difference/{made[1].pk}/?why={Why.PASSED}&page=3")


def _writers(head: Acting, name: str) -> Iterator[Row]:
    """Suspend and resume, with and without keeping figures: writes a second of one writer."""
    rows = list(Assignment.objects.filter(bucket=3, restricted=False, assigner=head.unit_id).order_by("pk")[:WRITES])
    rates = []
    for kept in (True, False):
        with mock.patch.object(changing, "tally", tallying.moved if kept else lambda *_counted: None):
            start = time.perf_counter()
            for held in rows:
                taking.suspend(held, "Chờ", by=head)
                taking.resume(held, "Tiếp", by=head)
            rates.append(2 * len(rows) / (time.perf_counter() - start))
    beside = f"{rates[1]:.0f} writes/s without keeping figures"
    kept_rows = f"; {Tally.objects.count():,} figures"
    yield Row(f"{name}: change a duty", f"{rates[0]:.0f} writes/s{kept_rows}", beside, rates[0] / rates[1], "≥ 0.7")


if __name__ == "__main__":
    main()
