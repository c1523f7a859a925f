"""How fast does a folder of real documents come in? One command, from files to registered, read and chained."""

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.app.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.app import seed  # noqa: E402
from bench.row import Row  # noqa: E402
from thongsuot.documents.models import Document  # noqa: E402
from thongsuot.operations.imports import import_documents  # noqa: E402

FOLDER = Path("../shared/corpus/normative")


def main() -> None:
    """Import and count."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", default="SQLite")
    name = parser.parse_args().name
    if not FOLDER.exists():
        return
    call_command("migrate", interactive=False, verbosity=0)
    seed.people(seed.units(120))
    start = time.perf_counter()
    sentence = import_documents(FOLDER, "top-clerk")
    took = time.perf_counter() - start
    count = Document.objects.count()
    row = Row(f"{name}: import of corpus/normative", f"{count / took:.1f} documents/s", sentence)
    row.say()


if __name__ == "__main__":
    main()
