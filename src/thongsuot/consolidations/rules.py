"""Which decisions about consolidated texts need no database? What is settled, which days get a text of their own."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

CHANGING = ("amends", "repeals", "suspends", "corrects")
"""Relations of a document that changes another one's words."""
IN_PART = frozenset({"repeals", "suspends"})
"""… of these only those that name a place in it: else the document ends, and its words stay."""


class To(StrEnum):
    """What a person decided for an instruction that words and text do not settle."""

    REPLACE = "replace"  # the provision gets these words
    INSERT = "insert"  # these words come behind the provision
    REPEAL = "repeal"  # the provision is repealed
    NONE = "none"  # it does not change this text


class State(StrEnum):
    """What became of a making."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DROPPED = "dropped"


def needs_words(to: str) -> bool:
    """Whether a decision lacks something without words of its own."""
    return to in (To.REPLACE, To.INSERT)


def changes(relation: str, loc: str | None) -> bool:
    """Whether a relation changes the words of the other document.

    >>> changes("repeals", None), changes("repeals", "D3.K1"), changes("guides", None)
    (False, True, False)
    """
    return relation in CHANGING and (bool(loc) or relation not in IN_PART)


def own_days(commencing: Iterable[date | None], before: Iterable[date | None], as_of: date) -> list[date]:
    """The days from which a text of its own holds: those on which steps commence, as far as the day asked for, and
    those of texts adopted before, which are made anew. The day asked for where nothing else gives one.

    >>> own_days([date(2026, 8, 1), None, date(2027, 1, 1)], [], date(2026, 12, 1))
    [datetime.date(2026, 8, 1)]
    """
    days = {day for day in (*commencing, *before) if day is not None and day <= as_of}
    return sorted(days) or [as_of]
