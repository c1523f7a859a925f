"""What does one database give? Seeds it, measures, prints rows as JSON lines."""

import argparse
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.app import bare, pages, searching, seed  # noqa: E402


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
    first = seed.dependants(min(5_000, arguments.documents - 1))
    print("seeded", file=sys.stderr)
    searching.build().say()
    for row in searching.calls(users, arguments.name):
        row.say()
    for row in pages.measured(users, arguments.name):
        row.say()
    pages.of_first(users, first, arguments.name).say()
    bare.throughput(users["top-officer"], arguments.name).say()


if __name__ == "__main__":
    main()
