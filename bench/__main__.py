"""Which figures does the README quote? Runs every measurement and writes docs/bench.md."""

import platform
import sys
from datetime import date
from os import cpu_count
from pathlib import Path

from bench.amended import amended
from bench.row import Row
from bench.scale import scaling
from bench.speed import complete_reading, growth, memory, pages, structure_and_akn, word

GAZETTE = Path("../shared/corpus/gazette")


def main() -> None:
    """Measure, print, and write the table."""
    rows: list[Row] = []
    for part in (structure_and_akn, complete_reading, amended, word, growth, memory, scaling, lambda: pages(GAZETTE)):
        for row in part():
            rows.append(row)
            print(_line(row), flush=True)
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(_table(rows), "utf-8")


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return f"| {row.what} | {row.ours} | {row.peer} | {ratio} | {row.bar} |"


def _table(rows: list[Row]) -> str:
    machine = f"{cpu_count()} cores, {platform.machine()}, CPython {platform.python_version()}"
    head = f"# Measured {date.today():%Y-%m-%d}\n\n{machine}; one process unless said; MB are UTF-8 bytes.\n\n"
    return head + "| what | ours | beside | ratio | bar |\n|---|---|---|--:|---|\n" + "\n".join(map(_line, rows)) + "\n"


if __name__ == "__main__":
    main()
