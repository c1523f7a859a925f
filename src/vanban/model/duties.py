"""What does a document order or tell of? Obligations with their deadlines, conferences."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

DeadlineKind = Literal[
    "before", "on", "within_month", "within_quarter", "within_year", "end_of_month", "end_of_quarter",
    "target_year", "recurring", "relative", "continuous", "conditional", "vague",
]  # fmt: skip
Rule = str | tuple[str, ...] | dict[str, str | int] | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when (thời hạn). ``date`` is the day the text settles, ``due`` the last day still in time.

    ``rule``: an RFC 5545 RRULE or several, or ``{"n", "unit", "from"}``; ``working`` shows how the
    date was come by, for people.
    """

    text: str
    kind: DeadlineKind
    start: int
    end: int
    date: dt.date | None = None
    due: dt.date | None = None
    rule: Rule = None
    working: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty (nhiệm vụ): who shall do what, with whom, by when."""

    start: int
    end: int
    loc: str | None
    source: Literal["sentence", "table"]
    action: str
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    executor: tuple[str, ...] = ()
    inherited: bool = False
    product: str | None = None
    deadline: Deadline | None = None
    modality: Literal["order", "request", "duty"] = "order"
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A document presented at a conference and the office (never the person) that presents it."""

    doc: str
    presenter_office: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """A conference told in the text (hội nghị học tập, quán triệt)."""

    kind: Literal["study-conference"]
    name: str
    start: int
    end: int
    date: dt.date | None = None
    place: str | None = None
    organiser: str | None = None
    agenda: tuple[AgendaItem, ...] = ()
