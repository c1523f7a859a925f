"""What does one database give? Seeds it, measures, prints rows as JSON lines."""

import argparse
import dataclasses
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.app import bare, pages, searching, seed  # noqa: E402
from bench.row import Row  # noqa: E402


def main() -> None:
    """Seed and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    parser.add_argument("--units", type=int, default=600)
    parser.add_argument("--documents", type=int, default=20_000)
    arguments = parser.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    units = seed.units(arguments.units)
    users = seed.people(units)
    seed.documents(units, arguments.documents, users["top-clerk"])
    print("seeded", file=sys.stderr)
    _say(searching.build())
    for row in searching.calls(users, arguments.name):
        _say(row)
    for row in pages.measured(users, arguments.name):
        _say(row)
    _say(bare.throughput(users["top-officer"], arguments.name))


def _say(row: Row) -> None:
    print(json.dumps(dataclasses.asdict(row), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
