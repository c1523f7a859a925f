"""How do several processes of one machine share the files? In batches; a process that dies costs nothing."""

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from pathlib import Path

from vanban.bulk.outcome import Outcome, Status, load, outcome_of
from vanban.readers.limits import Limits

Batch = tuple[Path, ...]
AHEAD = 4
"""Batches in flight for each process: enough to keep it busy, few enough to hold in memory."""


def over_pool(batches: Iterator[Batch], limits: Limits, jobs: int) -> Iterator[Outcome]:
    """Read batches with ``jobs`` processes; outcomes in order."""
    pool = _pool(jobs)
    flying: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
    try:
        while True:
            while len(flying) < jobs * AHEAD and (batch := next(batches, None)):
                flying.append((batch, pool.submit(read_batch, batch, limits)))
            if not flying:
                return
            batch, future = flying.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                done = list(_one_by_one(batch, limits))
                pool = _pool(jobs)
                flying = deque((b, pool.submit(read_batch, b, limits)) for b, _ in flying)
            yield from done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def read_batch(batch: Batch, limits: Limits) -> list[Outcome]:
    """Read one batch (runs in a process of the pool)."""
    return [outcome_of(str(path), load(path, limits), limits) for path in batch]


def _one_by_one(batch: Batch, limits: Limits) -> Iterator[Outcome]:
    """Read a batch during which a process died: each file alone, so that only the guilty one is lost."""
    for path in batch:
        outcome = None
        for _ in range(2):
            with ProcessPoolExecutor(1, mp_context=_context()) as alone:
                try:
                    outcome = alone.submit(read_batch, (path,), limits).result()[0]
                    break
                except BrokenProcessPool:
                    continue
        yield outcome or Outcome(
            str(path),
            Status.FAILED,
            message="trình đọc bị dừng giữa chừng ở tệp này; hãy đọc riêng tệp này để xem lỗi.",
        )


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=_context())


def _context() -> BaseContext:
    # fork would copy locks held by other threads (progress bar, Dask); forkserver starts clean and fast
    names = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in names else "spawn")
    if "forkserver" in names:
        context.set_forkserver_preload(["vanban.bulk.outcome"])
    return context
