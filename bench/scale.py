"""How well do many files share two processes? A pool on this machine, and a Dask cluster from the command line."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.inputs import codes
from bench.row import Row
from vanban.bulk import outcomes

FILES = 3840
LEAN = {
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__WORKER__MEMORY__MONITOR_INTERVAL": "1s",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false",
}
"""Dask watches itself a hundred times a second, which costs each process 2 %: docs/cluster.md tells operators too."""


def scaling() -> list[Row]:
    """One process against two of a pool, and against two Dask workers: share of the ideal half."""
    with TemporaryDirectory() as folder:
        files = _files(Path(folder))
        one, expected = _timed(files)
        rows = []
        two, lines = _timed(files, jobs=2)
        rows.append(_row("two processes of a pool", one, two, lines == expected, "≥ 0.95"))
        with cluster() as started:
            _timed(files[:64], dask=started.address)  # the workers import the library
            two, lines = _timed(files, dask=started.address)
        rows.append(_row("two Dask workers", one, two, lines == expected, "≥ 0.92"))
    return rows


def _row(what: str, one: float, two: float, same: bool, bar: str) -> Row:
    shown = f"{two:.1f} s for {FILES} files, {'same bytes' if same else 'OTHER BYTES'}"
    return Row(what, shown, f"one process {one:.1f} s", one / 2 / two, bar)


def _timed(files: Sequence[Path], jobs: int = 1, dask: str | None = None) -> tuple[float, list[bytes]]:
    start = time.perf_counter()
    lines = [outcome.line for outcome in outcomes(files, jobs=jobs, dask=dask)]
    return time.perf_counter() - start, lines


def _files(folder: Path) -> list[Path]:
    """Documents of some 30 KB, cut from the codes."""
    texts = list(codes().values())
    files = []
    for number in range(FILES):
        text = texts[number % len(texts)]
        at = (number * 7919) % max(1, len(text) - 24_000)
        file = folder / f"{number:04}.txt"
        file.write_text(text[at : at + 24_000], "utf-8")
        files.append(file)
    return files


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address and its worker processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(workers: int = 2) -> Iterator[Cluster]:
    """A scheduler and workers started from the command line, as an operator would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    started = [_start([*dask, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"])]
    try:
        started += [_start([*worker, "--no-dashboard"]) for _ in range(workers)]
        _wait(address, workers)
        yield Cluster(address, started[1:])
    finally:
        for process in reversed(started):
            process.kill()
        for process in started:
            process.wait()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=os.environ | LEAN)


def _wait(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=30) as client:
        client.wait_for_workers(workers, timeout=60)
