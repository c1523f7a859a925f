"""The throwaway cluster: it starts, answers, keeps nothing, and says so when there is none."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres

ROOT = Path(__file__).parents[1]
LOOK = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "


@pytest.fixture(autouse=True)
def _installed() -> None:
    try:
        postgres.binaries()
    except postgres.NoPostgresError as absent:
        pytest.skip(f"SKIPPED on PostgreSQL: {absent}")


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of temporary folders that another user may enter (a Unix socket's path must be short)."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def run(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "tests.postgres", *command]
    return subprocess.run(whole, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False)


def test_a_cluster_answers_and_leaves_nothing(scratch: Path) -> None:
    with postgres.cluster() as url, psycopg.connect(url) as connection:
        settings = {
            name: connection.execute(f"SHOW {name}").fetchone()
            for name in ("fsync", "server_encoding", "listen_addresses")
        }
        folded = connection.execute("SELECT lower('ĐẶNG Ủ') = 'đặng ủ'").fetchone()
        assert settings == {"fsync": ("off",), "server_encoding": ("UTF8",), "listen_addresses": ("127.0.0.1",)}
        assert folded == (True,)
        assert list(scratch.iterdir())
    assert not list(scratch.iterdir())
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_benchmarks_may_ask_for_fsync(scratch: Path) -> None:
    told = run("--fsync", "--", sys.executable, "-c", LOOK + "print(c.execute('SHOW fsync').fetchone()[0])")
    assert (told.returncode, told.stdout) == (0, "on\n"), told.stderr


def test_the_status_of_the_command_comes_back(scratch: Path) -> None:
    assert run("--", sys.executable, "-c", LOOK + "raise SystemExit(7)").returncode == 7
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_ends_with_whoever_started_it(scratch: Path, by: signal.Signals) -> None:
    if by is signal.SIGKILL and not Path("/usr/bin/setpriv").exists():
        pytest.skip("no setpriv here: a killed run leaves its server")
    command = [sys.executable, "-m", "tests.postgres", "--", sys.executable, "-uc", "import os, time; print(os.environ['DATABASE_URL']); time.sleep(60)"]  # fmt: skip  # noqa: E501
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        url = started.stdout.readline().strip()
        psycopg.connect(url).close()
        started.send_signal(by)
        started.wait(30)
        until = time.monotonic() + 30
        while list(scratch.glob("*/data/postmaster.pid")) and time.monotonic() < until:
            time.sleep(0.05)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2)


def test_a_program_that_is_called_postgres_need_not_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = tmp_path / "postgres"
    false.write_text("#!/bin/sh\necho something else\n", "utf-8")
    false.chmod(0o755)
    assert postgres.version(false) == 0
    assert postgres.version(tmp_path / "absent") == 0
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.binaries() != tmp_path


def test_without_postgresql_it_says_so_and_gives_zero(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(postgres, "_PLACES", ("/nowhere/*/bin",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.main(["--", "false"]) == 0
    banner = capsys.readouterr().err
    assert "SKIPPED: nothing was run on PostgreSQL" in banner
    assert banner.count("\n") == 5
