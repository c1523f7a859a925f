"""Does a backup bring everything back, and does a bad one change nothing? On the database this run speaks to."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

URL = os.environ.get("DATABASE_URL", "")
POSTGRES = URL.startswith("postgres")
FILL = """
import django; django.setup()
from tests.thongsuot import texts
from thongsuot.operations.serving import prepare
prepare()
from thongsuot.documents.actions import Intake, receive
from thongsuot.units.access import posts
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.people import add_user, appoint
from thongsuot.units.rules import Role
unit = add_unit("LS", "Tỉnh Lâm Sơn", add_level("tinh", "Tỉnh", 1))
user = add_user("clerk", password="mot-mat-khau-dai-2026")
appoint(user, unit, Role.CLERK)
for text in (texts.OLD_REGULATION, texts.REGULATION, texts.GUIDELINE):
    receive(text.encode(), "van-ban.txt", Intake(unit), by=posts(user)[0])
"""
STATE = """
import django; django.setup()
from thongsuot.documents.models import Document, FileChunk, Finding
from thongsuot.events.models import Chain
from thongsuot.units.models import User
end = Chain.objects.get(pk=1)
print(end.seq, end.hash, Document.objects.count(), FileChunk.objects.count(), Finding.objects.count(),
      sorted(Document.objects.values_list("pk", "symbol", "number")), User.objects.get().password)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """An installation of its own."""

    home: Path
    url: str

    def python(self, script: str) -> str:
        return self.run("-c", script, check=True).stdout

    def verb(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "thongsuot", *map(str, words))

    def run(self, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        env = os.environ | {
            "THONGSUOT_HOME": str(self.home), "DATABASE_URL": self.url, "THONGSUOT_TESTING": "1",
            "DJANGO_SETTINGS_MODULE": "thongsuot.settings",
        }  # fmt: skip
        done = subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done


@pytest.fixture(scope="module")
def databases() -> Iterator[list[str]]:
    """Names of databases made for these tests; dropped at the end."""
    made: list[str] = []
    yield made
    if made:
        with psycopg.connect(URL, autocommit=True) as connection:
            for name in made:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def place(home: Path, databases: list[str]) -> Place:
    """An empty installation on the database of this run."""
    home.mkdir()
    if not POSTGRES:
        return Place(home, "")
    name = f"backup_{secrets.token_hex(6)}"
    databases.append(name)
    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return Place(home, urlunsplit(urlsplit(URL)._replace(path=f"/{name}")))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, databases: list[str]) -> Place:
    """An installation with a clerk and three documents."""
    made = place(tmp_path_factory.mktemp("source") / "home", databases)
    made.python(FILL)
    return made


@pytest.fixture(scope="module")
def kept(source: Place) -> Path:
    """A backup of it."""
    file = source.home / "sao-luu.zip"
    done = source.verb("backup", file)
    assert done.returncode == 0, done.stderr
    assert file.name in done.stdout
    return file


def test_a_backup_brings_everything_back(source: Place, kept: Path, tmp_path: Path, databases: list[str]) -> None:
    target = place(tmp_path / "home", databases)
    done = target.verb("restore", kept)
    assert done.returncode == 0, done.stderr
    assert target.python(STATE) == source.python(STATE)
    assert [target.verb(verb).returncode for verb in ("verify", "check")] == [0, 0]
    again = target.verb("restore", kept)
    assert again.returncode == 2
    assert "--replace" in again.stderr
    target.python("import django; django.setup()\nfrom thongsuot.documents.models import Finding as F\nF.objects.all().delete()")  # fmt: skip  # noqa: E501
    assert target.python(STATE) != source.python(STATE)
    assert target.verb("restore", kept, "--replace").returncode == 0
    assert target.python(STATE) == source.python(STATE)
    assert not list(target.home.glob("tmp*"))


def bad(what: str, kept: Path, folder: Path) -> Path:
    """A file that is no whole backup of this installation."""
    file, raw = folder / f"{what}.zip", kept.read_bytes()
    with zipfile.ZipFile(kept) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        (part,) = (name for name in archive.namelist() if name != "manifest.json")
        database = archive.read(part)
    if what == "absent":
        return file
    if what == "text":
        file.write_text("không phải bản sao lưu", "utf-8")
    elif what == "truncated":
        file.write_bytes(raw[: len(raw) // 2])
    elif what == "flipped":
        middle = len(raw) // 2
        file.write_bytes(raw[:middle] + bytes(255 - byte for byte in raw[middle : middle + 40]) + raw[middle + 40 :])
    else:
        if what == "other-database":
            manifest["database"] = "sqlite" if POSTGRES else "postgresql"
            part = "database.sqlite3" if POSTGRES else "database.dump"
        elif what == "garbage-inside":
            database = b"x" * 9000
        elif what == "half-inside":
            database = database[: len(database) // 3]
        elif what == "stranger-inside":
            database = _stranger(folder)
        written = {"foreign": "{}", "listed": "[]", "later": json.dumps(manifest | {"format": 2})}
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("manifest.json", written.get(what, json.dumps(manifest)))
            archive.writestr(part, database)
    return file


def _stranger(folder: Path) -> bytes:
    """A sound SQLite database of some other program."""
    with closing(sqlite3.connect(folder / "other.sqlite3")) as other:
        other.execute("CREATE TABLE notes (words TEXT)")
        other.commit()
    return (folder / "other.sqlite3").read_bytes()


KINDS = ("absent", "text", "truncated", "flipped", "foreign", "listed", "later", "other-database", "garbage-inside",
         "half-inside", "stranger-inside")  # fmt: skip


def test_a_bad_backup_gets_a_sentence_and_changes_nothing(source: Place, kept: Path, tmp_path: Path) -> None:
    before = source.python(STATE)
    files = [str(bad(what, kept, tmp_path)) for what in KINDS]
    script = f"from thongsuot.cli import main\nfor file in {files!r}: print(main(['restore', file, '--replace']))"
    done = source.run("-c", script)
    assert done.stdout.split() == ["2"] * len(KINDS), done.stdout + done.stderr
    assert len(done.stderr.splitlines()) >= len(KINDS)
    assert source.python(STATE) == before
    assert source.verb("verify").returncode == 0


def test_a_backup_never_overwrites_and_leaves_nothing_half_written(source: Place, kept: Path, tmp_path: Path) -> None:
    raw = kept.read_bytes()
    done = source.verb("backup", kept)
    assert (done.returncode, kept.read_bytes()) == (2, raw)
    assert kept.name in done.stderr
    done = source.verb("backup", tmp_path / "nowhere" / "a.zip")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert {path.suffix for path in source.home.iterdir()} & {".part"} == set()


@pytest.mark.parametrize("verb", ["verify", "check", "backup", "doctor", "reread", "reindex"])
def test_before_the_first_start_each_verb_says_what_to_do(verb: str, tmp_path: Path, databases: list[str]) -> None:
    fresh = place(tmp_path / "home", databases)
    done = fresh.verb(verb, *([tmp_path / "a.zip"] if verb == "backup" else []))
    assert done.returncode == (1 if verb == "doctor" else 2)
    assert "thongsuot serve" in done.stdout + done.stderr
    with suppress(FileNotFoundError):
        assert not (tmp_path / "a.zip").exists()
