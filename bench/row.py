"""What does one measurement say?"""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was done, ours, the peer's, the ratio and the bar it is held to."""

    what: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    bar: str = ""

    def say(self) -> None:
        """Print it as a line of JSON, for the process that gathers them."""
        print(json.dumps(asdict(self), ensure_ascii=False), flush=True)
