"""How long does it take? The median of several runs in this process."""

import gc
import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median time of ``work``, after one run that is not counted."""
    work()
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
