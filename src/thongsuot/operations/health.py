"""Is the machine fit? What is installed, what is missing, and how to get it."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from thongsuot.search.sync import lag

FREE = 2 * 2**30  # bytes
OLDEST_POSTGRES = 150000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool
    advice: str = ""


def findings() -> Iterator[Finding]:
    """Everything looked at, in order."""
    yield Finding(f"Python {sys.version.split()[0]}", sys.version_info >= (3, 12))
    yield _database()
    prepared = _migrations()
    yield prepared
    yield _disk()
    yield _secret()
    yield _tool(("tesseract",), "Tesseract", _("Scans cannot be read: apt install tesseract-ocr tesseract-ocr-vie"))
    office = _("Files of old Word cannot be read: apt install libreoffice-writer-nogui")
    yield _tool(("soffice", "libreoffice"), "LibreOffice", office)
    styled = bool(finders.find("vendor/bootstrap/bootstrap.min.css") or finders.find("look/look.css"))
    yield Finding(_("Style sheets and fonts"), styled, "" if styled else "python -m thongsuot.look.assets")
    if not prepared.well:
        return  # there may be no chain yet
    behind = lag()
    yield Finding(
        _("The index is %(n)s changes behind") % {"n": behind},
        behind < 1000,
        _("Run: thongsuot reindex") if behind >= 1000 else "",
    )


def _database() -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            number = connection.pg_version  # type: ignore[attr-defined]
            name = f"PostgreSQL {number // 10000}"
            return Finding(name, number >= OLDEST_POSTGRES, "" if number >= OLDEST_POSTGRES else "PostgreSQL ≥ 15")
        cursor.execute("select sqlite_version()")
        version = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        sound = cursor.fetchone()[0] == "ok"
    advice = _("The file is damaged: restore the last backup with thongsuot restore.")
    return Finding(f"SQLite {version}", sound, "" if sound else advice)


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    what = _("The database is of this version") if not waiting else _("The database is of an older version")
    return Finding(what, not waiting, _("Start the server once: thongsuot serve") if waiting else "")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    advice = "" if free > FREE else _("Make room, or move THONGSUOT_HOME.")
    return Finding(_("%(gb)s GB free") % {"gb": f"{free / 2**30:.1f}"}, free > FREE, advice)


def _secret() -> Finding:
    file = settings.HOME / "secret"
    safe = not file.exists() or not file.stat().st_mode & 0o077
    return Finding(_("The key is readable by its owner alone"), safe, "" if safe else f"chmod 600 {file}")


def _tool(names: tuple[str, ...], title: str, advice: str) -> Finding:
    there = any(shutil.which(name) for name in names)
    return Finding(title, there, "" if there else advice)
