"""What does one measurement say?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was done, ours, the peer's, the ratio and the bar it is held to."""

    what: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    bar: str = ""
