"""How does a Dask cluster share the files? It is sent their bytes in batches: no shared disk is needed."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import batched
from pathlib import Path
from typing import Any

from vanban.bulk.outcome import Outcome, batch, load
from vanban.readers.limits import Limits

RETRIES = 10
"""How often a batch may lose its worker before it is given up: a killed worker costs nothing but its time."""


class ClusterMissing(Exception):  # noqa: N818
    """The cluster cannot be reached, or Dask is not installed; the message says what to do."""


def over_cluster(paths: Sequence[Path], limits: Limits, address: str) -> Iterator[Outcome]:
    """Read files on the Dask cluster at ``address``; outcomes in order."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterMissing('chưa cài Dask; hãy chạy: pip install "thongsuot[dask]".') from None
    try:
        client = Client(address, timeout=20, direct_to_workers=True)
    except (OSError, ValueError) as error:
        raise ClusterMissing(
            f"không kết nối được cụm Dask tại {address} ({type(error).__name__}); "
            "hãy kiểm tra địa chỉ và lệnh “dask scheduler”."
        ) from None
    with client:
        workers = max(2, len(client.scheduler_info(n_workers=-1)["workers"]))
        # a task costs some 20 ms on its way: large batches, yet several for each worker
        batches = batched(paths, min(128, max(32, len(paths) // (8 * workers))))
        window = 4 * workers
        pending: deque[Any] = deque()
        while True:
            while len(pending) < window and (files := next(batches, None)):
                items = [(str(path), load(path, limits)) for path in files]
                pending.append(client.submit(batch, items, limits, pure=False, retries=RETRIES))
            if not pending:
                return
            yield from pending.popleft().result()
