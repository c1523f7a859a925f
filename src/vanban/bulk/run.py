"""In which order do outcomes come? In the order of the files, whoever reads them."""

from collections.abc import Iterator, Sequence
from itertools import batched
from pathlib import Path

from vanban.bulk.outcome import Outcome, load, outcome_of
from vanban.readers.limits import Limits

BATCH = 32  # the most files in a batch of a pool


def outcomes(
    paths: Sequence[Path], *, limits: Limits | None = None, jobs: int = 1, dask: str | None = None
) -> Iterator[Outcome]:
    """Read files and give their outcomes in the order of ``paths``.

    ``jobs`` processes on this machine, or the Dask cluster at the address ``dask``: the lines are
    the same, byte for byte.
    """
    limits = limits or Limits()
    if dask is not None:
        from vanban.bulk.cluster import over_cluster

        return over_cluster(paths, limits, dask)
    if jobs > 1 and len(paths) > 1:
        from vanban.bulk.pool import over_pool

        return over_pool(batched(paths, min(BATCH, 1 + len(paths) // (8 * jobs))), limits, jobs)
    return (outcome_of(str(path), load(path, limits), limits) for path in paths)
