"""Is anything lost when the server is killed in the middle of writes? Kills it many times, then asks for everything.

    python -m tests.prove.kills --times 100

Nothing acknowledged may be lost, nothing half-written may stay, and ``thongsuot verify`` and ``check`` must hold.
"""

import argparse
import random
import sys
import tempfile
import threading
import time

from tests.prove import served

WRITERS = 8


def main() -> int:
    """Kill, start again, and at the end compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--database", default="", help="DATABASE_URL; SQLite where none is given")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        return _prove(home, arguments.database, arguments.times)


def _prove(home: str, url: str, times: int) -> int:
    held, pick = served.keys(home, url, WRITERS), random.Random(1)
    acknowledged: list[int] = []
    count = [0] * WRITERS
    for n in range(times):
        server = served.start(home, url)
        stop = threading.Event()
        threads = [
            threading.Thread(target=_write, args=(server.port, held[w], w, count, acknowledged, stop))
            for w in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        time.sleep(pick.uniform(0.05, 1.2))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        if (n + 1) % 10 == 0:
            print(f"{n + 1} kills, {len(acknowledged)} documents acknowledged", flush=True)
    return _compare(home, url, acknowledged)


def _write(port: int, key: str, number: int, count: list[int], acknowledged: list[int], stop: threading.Event) -> None:
    count[number] = served.Writer(port, key, number).go_on(stop, acknowledged, count[number])


def _compare(home: str, url: str, acknowledged: list[int]) -> int:
    sound = True
    for verb in ("verify", "check"):
        done = served.run(home, url, verb)
        print(f"thongsuot {verb}: {done.stdout.strip()} {done.stderr.strip()}")
        sound = sound and done.returncode == 0
    found = served.documents(home, url)
    half = [pk for pk, whole in found.items() if not whole]
    missing = [pk for pk in acknowledged if pk not in found]
    print(f"{len(acknowledged)} acknowledged, {len(found)} there; {len(missing)} missing, {len(half)} half-written")
    return int(not sound or bool(missing) or bool(half))


if __name__ == "__main__":
    sys.exit(main())
