"""Which PostgreSQL do the tests speak to? A cluster of its own, started here, gone at the end.

``python -m tests.postgres -- python -m pytest tests/thongsuot`` runs the command with DATABASE_URL naming the cluster
and gives back its status. Without PostgreSQL on the machine it says so loudly and gives 0.
"""

import argparse
import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg

OLDEST = 15
OWNER = "thongsuot"
SECONDS_TO_START = 60
TRIES = 5
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")


class NoPostgresError(Exception):
    """No usable PostgreSQL is installed; the sentence says what was looked for."""


def binaries() -> Path:
    """The folder of initdb and postgres: what the PATH names, else the newest installed one.

    A program called postgres need not be PostgreSQL, so each is asked its version.
    """
    named = shutil.which("postgres")
    folders = [Path(named).resolve().parent] if named else []
    for place in _PLACES:
        found = Path("/").glob(place[1:])
        folders += sorted(found, key=lambda folder: int("".join(re.findall(r"\d+", str(folder))) or 0), reverse=True)
    for folder in folders:
        if (folder / "initdb").is_file() and version(folder / "postgres") >= OLDEST:
            return folder
    raise NoPostgresError(f"no PostgreSQL {OLDEST} or newer in the PATH, nor in {', '.join(_PLACES)}")


def version(program: Path) -> int:
    """The major version a postgres program states, 0 when it is none."""
    try:
        stated = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    told = re.match(r"postgres \(PostgreSQL\) (\d+)", stated)
    return int(told[1]) if told else 0


def unprivileged() -> dict[str, Any]:
    """Who runs the server, as arguments of subprocess: initdb refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgresError("running as root, and there is neither a user postgres nor nobody to run the server as")


@contextlib.contextmanager
def cluster(*, fsync: bool = False, connections: int = 200) -> Iterator[str]:
    """A fresh, empty cluster on 127.0.0.1 and a Unix socket; gives the DATABASE_URL of an empty database."""
    programs, who = binaries(), unprivileged()
    home = Path(tempfile.mkdtemp(prefix="thongsuot-pg-"))
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        password = secrets.token_urlsafe(16)
        _create(programs, home, password, who)
        server, port = _start(programs, home, password, who, fsync=fsync, connections=connections)
        try:
            yield _url(password, port, OWNER)
        finally:
            _stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _url(password: str, port: int, database: str) -> str:
    return f"postgresql://{OWNER}:{password}@127.0.0.1:{port}/{database}"


def _create(programs: Path, home: Path, password: str, who: dict[str, Any]) -> None:
    """Run initdb. The locale knows the case of Vietnamese letters and orders by code point, as SQLite does."""
    secret = home / "password"
    secret.write_text(password, "utf-8")
    if who:
        os.chown(secret, who["user"], who["group"])
    command = [str(programs / "initdb"), "-D", str(home / "data"), "-U", OWNER]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False, **who)
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
    secret.unlink()


def _start(
    programs: Path, home: Path, password: str, who: dict[str, Any], *, fsync: bool, connections: int
) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server; another process may take the free port first, so that is tried again."""
    settings = {
        "unix_socket_directories": home, "listen_addresses": "127.0.0.1", "max_connections": connections,
        "fsync": "on" if fsync else "off", "synchronous_commit": "on" if fsync else "off",
        "full_page_writes": "on" if fsync else "off", "timezone": "UTC",
    }  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    # Its own session, so that Ctrl-C reaches the tests first; and it goes when this process is killed.
    guard = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    log = home / "log"
    for _ in range(TRIES):
        port = _free_port()
        command = [*guard, str(programs / "postgres"), "-D", str(home / "data"), "-p", str(port), *options]
        with log.open("wb") as to:
            server = subprocess.Popen(command, cwd=home, stdout=to, stderr=to, start_new_session=True, **who)
        if _answers(server, password, port):
            return server, port
        _stop(server)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')}")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _answers(server: subprocess.Popen[bytes], password: str, port: int) -> bool:
    """Wait for the server and make the database; False when it ended or never answered."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            with psycopg.connect(_url(password, port, "postgres"), autocommit=True, connect_timeout=5) as connection:
                connection.execute(f"CREATE DATABASE {OWNER}")
            return True
        time.sleep(0.05)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    """A fast shutdown; by force when it takes too long."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def skipped(why: str) -> str:
    """The banner nobody overlooks."""
    line = "!" * 100
    said = ("SKIPPED: nothing was run on PostgreSQL.", f"Why: {why}.", "Debian, Ubuntu: apt-get install postgresql")
    return "\n".join((line, *(f"!!  {sentence}" for sentence in said), line))


def _terminated(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command against a cluster of its own."""
    asked = argparse.ArgumentParser(prog="python -m tests.postgres", description=main.__doc__)
    asked.add_argument("--fsync", action="store_true", help="write for good, as in production (for benchmarks)")
    asked.add_argument("command", nargs="+", metavar="COMMAND", help="after --")
    chosen = asked.parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with cluster(fsync=chosen.fsync) as url:
            return subprocess.run(chosen.command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgresError as absent:
        print(skipped(str(absent)), file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main())
