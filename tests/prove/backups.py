"""Does a backup taken while others write bring everything back? Writes, backs up, restores elsewhere, verifies.

python -m tests.prove.backups
"""

import sys
import tempfile
import threading
from pathlib import Path

from tests.postgres import NoPostgresError, cluster, skipped
from tests.prove import served

WRITERS = 6
BACKUPS = 5


def main() -> int:
    """On SQLite, then on PostgreSQL where it is installed."""
    failed = _prove("", "")
    try:
        with cluster() as source, cluster() as target:
            failed |= _prove(source, target)
    except NoPostgresError as missing:
        print(skipped(str(missing)))
    return failed


def _prove(source: str, target: str) -> int:
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
        held = served.keys(home, source, WRITERS)
        acknowledged: list[int] = []
        stop = threading.Event()
        with served.serving(home, source) as server:
            threads = [
                threading.Thread(target=served.Writer(server.port, key, n).go_on, args=(stop, acknowledged))
                for n, key in enumerate(held)
            ]
            for thread in threads:
                thread.start()
            taken = [_backup(home, source, n, acknowledged) for n in range(BACKUPS)]
            stop.set()
            for thread in threads:
                thread.join()
        return max(_restored(file, before, other, target) for file, before in taken)


def _backup(home: str, url: str, n: int, acknowledged: list[int]) -> tuple[Path, list[int]]:
    """A backup, and what had been acknowledged before it began: that must be in it."""
    before = list(acknowledged)
    file = Path(home) / f"backup-{n}.zip"
    done = served.run(home, url, "backup", str(file))
    print(done.stdout.strip(), done.stderr.strip(), flush=True)
    return file, before


def _restored(file: Path, before: list[int], home: str, url: str) -> int:
    done = served.run(home, url, "restore", str(file), "--replace")
    found = served.documents(home, url)
    missing = [pk for pk in before if not found.get(pk)]
    half = sum(not whole for whole in found.values())
    print(f"{file.name}: {done.stdout.strip()} {done.stderr.strip()} {len(found)} documents, "
          f"{len(missing)} missing, {half} half-written", flush=True)  # fmt: skip
    return int(done.returncode != 0 or bool(missing) or bool(half))


if __name__ == "__main__":
    sys.exit(main())
