"""What does a consolidation say? The text as it stands on a day, what changed it, and what nobody could apply."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from vanban.model import Level, Note


class State(StrEnum):
    """Whether a provision holds on the day (tình trạng hiệu lực)."""

    IN_FORCE = "in-force"
    REPEALED = "repealed"
    SUSPENDED = "suspended"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Change:
    """An instruction that made a provision what it is: the act, the place in it, since when."""

    doc: str
    own_loc: str | None
    op: str
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A provision of the consolidated text; ``start`` and ``end`` count in it, ``own`` is behind its number."""

    loc: str
    level: Level
    number: str
    heading: str
    start: int
    end: int
    own: int
    state: State
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """An instruction that was carried out; ``state`` says “not-yet” where it holds only after the day asked for,
    “already” where the text given as the original has it in it."""

    doc: str
    own_loc: str | None
    op: str
    at: str
    since: dt.date | None
    state: str = "applied"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An instruction that words and text do not settle: why, and its words (a span in the act's text)."""

    doc: str
    own_loc: str | None
    op: str
    at: str
    reason: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A text as it stands on a day. Nothing was dropped: each instruction is in ``applied`` or ``unresolved``."""

    as_of: dt.date | None
    text: str
    provisions: tuple[Standing, ...]
    applied: tuple[Applied, ...]
    unresolved: tuple[Unresolved, ...]
    notes: tuple[Note, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every instruction was carried out."""
        return not self.unresolved
