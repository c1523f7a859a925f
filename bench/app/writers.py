"""Are fifty writers at once all served? Over HTTP, each write acknowledged, kept and chained."""

import threading
import time

from bench.row import Row
from tests.prove import served

WRITERS = 50
WRITES = 200


def writers(name: str, url: str, home: str) -> Row:
    """Fifty writers of two hundred documents each: how many were refused, lost or not chained."""
    keys = served.keys(home, url, WRITERS)
    acknowledged: list[int] = []
    refused: list[str] = []
    with served.serving(home, url) as server:
        threads = [
            threading.Thread(target=_write, args=(server.port, key, n, acknowledged, refused))
            for n, key in enumerate(keys)
        ]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
    found = served.documents(home, url)
    lost = sum(not found.get(pk) for pk in acknowledged)
    verified = served.run(home, url, "verify").returncode == 0
    shown = f"{len(acknowledged)} acknowledged, {len(refused)} refused, {lost} lost; " + (
        "chain holds" if verified else "CHAIN BROKEN"
    )
    wanted = f"{WRITERS * WRITES} acknowledged, 0 refused, 0 lost"
    return Row(f"{name}: 50 writers × 200 documents", shown, f"{len(acknowledged) / took:.0f} writes/s", None, wanted)


def _write(port: int, key: str, number: int, acknowledged: list[int], refused: list[str]) -> None:
    writer = served.Writer(port, key, number)
    for n in range(WRITES):
        try:
            pk = writer.write(n)
        except RuntimeError as answer:
            refused.append(str(answer))
            continue
        if pk is None:
            refused.append("no answer")
        else:
            acknowledged.append(pk)
