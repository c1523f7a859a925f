"""What became of a file? Its line of JSON, or the sentence that says why there is none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vanban import readers
from vanban.out.contract import to_json
from vanban.parsing import parse
from vanban.readers import RefusedFile, UnreadableFile, read_bytes
from vanban.readers.limits import Limits


class Status(StrEnum):
    """The end a file came to."""

    READ = "read"
    NOTED = "noted"  # read, with notes
    REFUSED = "refused"  # bears a secrecy mark: nothing of it is kept
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``line`` is its JSON; ``message`` the sentence for people when there is none."""

    name: str
    status: Status
    line: bytes = b""  # UTF-8: what a process sends is what is written
    message: str = ""


class Tally(Counter[Status]):
    """How many files came to which end."""

    @property
    def exit_status(self) -> int:
        """0 all read, 2 some could not be read, 3 some were refused."""
        return 3 if self[Status.REFUSED] else 2 if self[Status.FAILED] else 0

    def __str__(self) -> str:
        read = self[Status.READ] + self[Status.NOTED]
        return (
            f"đã đọc {read} tệp ({self[Status.NOTED]} có ghi chú), "
            f"từ chối {self[Status.REFUSED]}, không đọc được {self[Status.FAILED]}"
        )


def load(path: Path, limits: Limits) -> bytes | str:
    """A file's bytes, or the sentence that says why it cannot be opened."""
    try:
        return readers.load(path, limits)
    except UnreadableFile as problem:
        return str(problem)


def outcome_of(name: str, raw: bytes | str, limits: Limits) -> Outcome:
    """Read one file's bytes whole. Never raises: what goes wrong is in the outcome."""
    if isinstance(raw, str):
        return Outcome(name, Status.FAILED, message=raw)
    try:
        document = parse(read_bytes(raw, Path(name).name, limits=limits))
    except RefusedFile as refusal:
        return Outcome(name, Status.REFUSED, message=str(refusal))
    except UnreadableFile as problem:
        return Outcome(name, Status.FAILED, message=str(problem))
    except Exception as bug:  # one file must not cost the others; its text may not be printed
        fault = type(bug).__name__
        return Outcome(
            name, Status.FAILED, message=f"chương trình gặp lỗi {fault} ở tệp này; xin báo cho nhóm phát triển."
        )
    status = Status.NOTED if document.notes else Status.READ
    return Outcome(name, status, to_json(document).encode())


def batch(items: Iterable[tuple[str, bytes | str]], limits: Limits) -> list[Outcome]:
    """Read several files: the unit of work of a pool or a cluster."""
    return [outcome_of(name, raw, limits) for name, raw in items]
