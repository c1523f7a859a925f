"""What was already read? A file of readings that can be taken up again where it stopped.

Beside ``readings.jsonl`` lies ``readings.jsonl.progress``: one line a file, in order, with the
length of the readings behind it. Readings are flushed first, so what the progress says is there.
A run that was cut off is taken up behind the last file whose bytes are unchanged.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from vanban.bulk.outcome import Outcome, Status

FLUSH_EVERY = 64
"""Files between two flushes to disk: what a power cut can cost."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the progress says of one file; ``length`` is that of the readings behind it."""

    outcome: Outcome
    stamp: str
    length: int


class Journal:
    """The readings file and its progress; ``done`` holds the outcomes that need not be read again."""

    def __init__(self, path: Path, files: Sequence[Path]) -> None:
        self.path = path
        self.progress = path.with_name(path.name + ".progress")
        self.done: list[Outcome] = []
        # taken before anything is read: a file changed meanwhile is read again next time
        self._stamps = [_stamp(file) for file in files]
        self._length = 0  # of the readings that are kept
        self._mark = 0  # the length of the progress that is kept
        self._take_up(files)

    def _take_up(self, files: Sequence[Path]) -> None:
        if not (self.path.exists() and self.progress.exists()):
            return
        size = self.path.stat().st_size
        head, *lines = self.progress.read_bytes().splitlines(keepends=True) or [b""]
        if head != _head():  # another version reads differently
            return
        self._mark = len(head)
        for line, file, stamp in zip(lines, files, self._stamps, strict=False):
            entry = _entry(line)
            if entry is None or entry.length > size or (entry.outcome.name, entry.stamp) != (str(file), stamp):
                return
            self.done.append(entry.outcome)
            self._length = entry.length
            self._mark += len(line)

    def write(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Write outcomes as they come, behind those already done, and pass them on."""
        self.path.touch()
        self.progress.touch()
        with self.path.open("r+b") as readings, self.progress.open("r+b") as progress:
            _cut(readings, self._length)
            _cut(progress, self._mark)
            if not self._mark:
                progress.write(_head())
            todo = self._stamps[len(self.done) :]
            for count, (outcome, stamp) in enumerate(zip(outcomes, todo, strict=True), 1):
                if outcome.line:
                    self._length += readings.write(outcome.line + b"\n")
                progress.write(_line(Entry(outcome, stamp, self._length)))
                if count % FLUSH_EVERY == 0:
                    _flush(readings)
                    _flush(progress)
                yield outcome
            _flush(readings)


def _head() -> bytes:
    return json.dumps({"reader": version("thongsuot")}).encode() + b"\n"


def _line(entry: Entry) -> bytes:
    outcome = entry.outcome
    row = [outcome.name, entry.stamp, outcome.status, entry.length, outcome.message]
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _entry(line: bytes) -> Entry | None:
    """A progress line's entry (without the reading itself); None for a torn line."""
    try:
        name, stamp, status, length, message = json.loads(line)
        return Entry(Outcome(name, Status(status), message=message), str(stamp), int(length))
    except (ValueError, TypeError):
        return None


def _stamp(file: Path) -> str:
    """Size and time of a file: says whether it changed, without keeping anything of a refused file."""
    try:
        found = file.stat()
        return f"{found.st_size}-{found.st_mtime_ns}"
    except OSError:
        return ""


def _cut(file: BinaryIO, length: int) -> None:
    file.truncate(length)
    file.seek(length)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
