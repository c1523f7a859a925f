"""What does a consolidation say? The text as it stands on a day, what changed it, and what nobody could apply."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from vanban.model import Level, Note


class State(StrEnum):
    """Whether a provision holds on the day (tình trạng hiệu lực)."""

    IN_FORCE = "in-force"
    REPEALED = "repealed"
    SUSPENDED = "suspended"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Change:
    """An instruction that made a provision what it is: the act, the place in it, since when.

    ``until`` is the last day of a suspension, or the day until which the provision was extended.
    """

    doc: str
    own_loc: str | None
    op: str
    since: dt.date | None
    until: dt.date | None = None


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
class Touch:
    """A place that an instruction changed: its words before and after. New ones have none before; a provision that was
    only suspended or put in force has the same twice."""

    loc: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Applied:
    """An instruction that was carried out; ``state`` says “not-yet” where it holds only after the day asked for,
    “already” where the text given as the original has it in it, “ended” where a suspension is over, “never” where it
    was repealed before it held, “settled” where a person decided, who gave ``reason``. ``touched`` shows what it did,
    in the order in which it was done; a wording that stood there already is no touch."""

    doc: str
    own_loc: str | None
    op: str
    at: str
    since: dt.date | None
    state: str = "applied"
    touched: tuple[Touch, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person decided for an instruction that words and text do not settle.

    ``doc``, ``own_loc``, ``op`` and ``start`` say which instruction, as :class:`Unresolved` does; ``row`` is what that
    says as ``at``: needed only where one instruction names several places and ``at`` is none of them. ``to`` is what is
    done: the provision ``at`` gets ``words`` (with its number and title, as they are to stand), ``words`` come behind
    ``at``, ``at`` is repealed, or nothing happens to this text. Several decisions for one instruction are carried out
    together or not at all.
    """

    doc: str
    own_loc: str | None
    op: str
    start: int
    at: str
    to: Literal["replace", "insert", "repeal", "none"]
    words: str = ""
    reason: str = ""
    row: str = ""


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
    """A text as it stands on a day. Nothing was dropped: each instruction is in ``applied`` or ``unresolved``.

    ``until`` is the last day on which the text holds, where its words or an extension name one. ``idle`` are decisions
    of people that found nothing to decide: what they settle is settled by the words themselves, or is not among the
    instructions of the acts given.
    """

    as_of: dt.date | None
    text: str
    provisions: tuple[Standing, ...]
    applied: tuple[Applied, ...]
    unresolved: tuple[Unresolved, ...]
    notes: tuple[Note, ...] = ()
    idle: tuple[Settled, ...] = ()
    until: dt.date | None = None

    @property
    def complete(self) -> bool:
        """Whether every instruction was carried out."""
        return not self.unresolved
