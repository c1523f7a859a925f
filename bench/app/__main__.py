"""Which figures of the application does docs/bench-app.md hold? Measures both databases, each in its own processes.

``python -m bench.app docs/bench-app.md`` measures all; parts named behind it (``lists figures``) are measured alone,
and their rows take the place of the old ones.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

from bench.app.writers import writers
from bench.row import Row
from tests.postgres import NoPostgresError, cluster

PARTS = (
    "bench.app.measure",
    "bench.app.coverage",
    "bench.app.meetings",
    "bench.app.portal",
    "bench.app.lists",
    "bench.app.figures",
    "bench.app.digests",
    "bench.app.importing",
)


def main() -> None:
    """Measure, print, and write the table."""
    file, parts = (Path(sys.argv[1]) if len(sys.argv) > 1 else None), sys.argv[2:]
    old = file.read_text("utf-8") if file and file.exists() and parts else ""
    lines = {line.split("|")[1]: line for line in old.splitlines() if line.startswith("| ") and not _head(line)}
    for row in _all(parts):
        line = _line(row)
        lines[line.split("|")[1]] = line
        print(line, flush=True)
    if file:
        file.write_text(_table(lines.values()), "utf-8")


def _head(line: str) -> bool:
    return line.startswith("| what |")


def _all(parts: Sequence[str]) -> Iterator[Row]:
    yield from _database("SQLite", lambda: nullcontext(""), parts)
    try:
        yield from _database("PostgreSQL", lambda: cluster(fsync=True), parts)
    except NoPostgresError as missing:
        print(f"PostgreSQL is not measured: {missing}", file=sys.stderr)


def _database(name: str, database: Callable[[], AbstractContextManager[str]], parts: Sequence[str]) -> Iterator[Row]:
    for part in PARTS:
        if not parts or part.rpartition(".")[2] in parts:
            with tempfile.TemporaryDirectory() as home, database() as url:
                yield from _part(part, name, url, home)
    if not parts or "writers" in parts:
        with tempfile.TemporaryDirectory() as home, database() as url:
            yield writers(name, url, home)


def _part(module: str, name: str, url: str, home: str) -> Iterator[Row]:
    environment = os.environ | {"THONGSUOT_HOME": home, "DATABASE_URL": url}
    command = [sys.executable, "-m", module, "--name", name]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            yield Row(**json.loads(line))
    if process.returncode:
        raise SystemExit(process.returncode)


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return f"| {row.what} | {row.ours} | {row.peer} | {ratio} | {row.bar} |"


def _table(lines: Iterable[str]) -> str:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, CPython {platform.python_version()}"
    size = "600 units, 20,000 documents, 1,000,000 clauses; duties: as the rows say"
    head = f"# The application, measured {date.today():%Y-%m-%d}\n\n{machine}; {size}.\n\n"
    return head + "| what | ours | beside | ratio | bar |\n|---|---|---|--:|---|\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
