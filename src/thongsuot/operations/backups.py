"""How is everything kept twice? One file: the database as it stood at one moment, and what is needed to read it."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.models import Chain
from thongsuot.problems import Problem
from vanban.readers.errors import DAMAGED

MANIFEST, FORMAT = "manifest.json", 1
PARTS = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def backup(file: Path) -> str:
    """Write everything to ``file``, also while others write; gives the sentence to print."""
    if file.exists():
        raise Problem(_("%(file)s is there already. Choose another name.") % {"file": file})
    if not file.absolute().parent.is_dir():
        raise Problem(_("There is no folder %(folder)s. Make it first.") % {"folder": file.absolute().parent})
    if not _prepared():
        raise Problem(_("The database was never prepared; there is nothing to back up. Start: thongsuot serve"))
    part = PARTS[connection.vendor]
    unfinished = file.with_name(file.name + ".part")
    with tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
        copy = Path(folder) / part
        (_copy_sqlite if connection.vendor == "sqlite" else _dump)(copy)
        manifest = {"format": FORMAT, "database": connection.vendor, "made": timezone.now().isoformat()}
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest))
            archive.write(copy, part)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.rename(file)
    seq = Chain.objects.get(pk=1).seq
    size = f"{file.stat().st_size / 1e6:.1f}"
    return _("Backed up to %(file)s (%(size)s MB, %(seq)s events).") % {"file": file, "size": size, "seq": seq}


def restore(file: Path, *, replace: bool = False) -> str:
    """Bring back what ``file`` holds. What is there now is kept beside it until the new one stands."""
    manifest, part = _opened(file)
    if manifest["database"] != connection.vendor:
        raise Problem(
            _("This backup is of %(theirs)s, the installation runs on %(ours)s. Set DATABASE_URL to fit.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )
    if _filled() and not replace:
        raise Problem(_("There are data here already. Add --replace to put the backup in their place."))
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        with zipfile.ZipFile(file) as archive:
            copy = Path(archive.extract(part, folder))
        (_sound_sqlite if connection.vendor == "sqlite" else _sound_dump)(copy)
        connections.close_all()
        (_put_sqlite if connection.vendor == "sqlite" else _load)(copy)
    shutil.rmtree(settings.INDEX, ignore_errors=True)  # a cache of what is gone
    return _("Restored the backup made at %(made)s.") % {"made": manifest["made"]}


def _opened(file: Path) -> tuple[dict[str, Any], str]:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            part = PARTS[manifest["database"]]
            if manifest["format"] != FORMAT:
                raise KeyError("format")
            if archive.testzip() is not None or part not in archive.namelist():
                raise KeyError(part)
            return manifest, part
    except (*DAMAGED, KeyError, TypeError):
        raise Problem(_("%(file)s is no whole backup of Thông Suốt. Choose another one.") % {"file": file}) from None


def _prepared() -> bool:
    return "events_chain" in connection.introspection.table_names()


def _filled() -> bool:
    return _prepared() and Chain.objects.filter(seq__gt=0).exists()


def _copy_sqlite(copy: Path) -> None:
    with (
        closing(sqlite3.connect(_name())) as source,
        closing(sqlite3.connect(copy)) as to,
    ):
        source.backup(to)
        if to.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Problem(_("The database file is damaged; no backup was written. Run: thongsuot doctor"))


def _sound_sqlite(copy: Path) -> None:
    """Look at the copy before anything is put in place of what is there."""
    try:
        with closing(sqlite3.connect(copy)) as source:
            whole = source.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            source.execute("SELECT seq FROM events_chain")
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise Problem(_("The database in the backup is damaged. Choose another backup."))


def _sound_dump(copy: Path) -> None:
    """The same: a list of what is in it names the chain of events."""
    if "events_chain" not in _client("pg_restore", "--list", str(copy)):
        raise Problem(_("The database in the backup is damaged. Choose another backup."))


def _put_sqlite(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(_name())) as to:
        source.backup(to)  # page by page under the lock of the target: whole or not at all


def _dump(copy: Path) -> None:
    _client("pg_dump", "--format=custom", "--compress=0", "--no-owner", f"--file={copy}", _name())


def _load(copy: Path) -> None:
    _client(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
        f"--dbname={_name()}", str(copy),
    )  # fmt: skip


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _client(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's own programs against this installation's database."""
    database = settings.DATABASES["default"]
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise Problem(_("%(program)s is missing: apt install postgresql-client") % {"program": program})
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {key: str(database[name]) for key, name in names.items() if database[name]}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"{program}: {done.stderr.strip()[-400:]}")
    return done.stdout
