"""How are many files read? One after another, by a pool of processes, or by a Dask cluster: same output."""

from vanban.bulk.outcome import Outcome, Status, Tally
from vanban.bulk.run import outcomes

__all__ = ["Outcome", "Status", "Tally", "outcomes"]
