"""What does a rule of the table answer somebody? Told once more, without the application's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

IN = 0
"""Somebody is let in: the table says what he then gets."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is let in, and what the others get; asked from the top down."""

    says: str
    nobody: int = 302  # not signed in: to the page where one signs in
    no_post: int = 403  # signed in, but in no post
    roles: frozenset[str] = frozenset()  # who comes in at all; everybody where none is named; others 403
    others: int = 403  # … or this
    sees: bool = False  # the document must be his to see, else 404
    feed: bool = False  # … and a restricted one is in no feed
    acts: frozenset[str] = frozenset()  # who may change it: in these roles at its unit or above it; others 403
    manages: int = 0  # what an administrator beside the unit gets; and who is none, 403
    top: bool = False  # only at the highest unit
    owner: frozenset[str] = frozenset()  # whose it is; others 404
    only: frozenset[str] = frozenset()  # … and who of them may do this; others 403
    unless_nobody: int = IN  # what everybody gets who is signed in

    def answer(self, who: str, reach: str) -> int:
        """The answer, or :data:`IN`."""
        if not who:
            return self.nobody
        if self.unless_nobody:
            return self.unless_nobody
        if who == "no-post":
            return self.no_post or (404 if self.owner else IN)
        place, _dash, role = who.partition("-")
        if self.roles and role not in self.roles:
            return self.others
        if self.sees and not sees(place, role, reach):
            return 404
        if self.feed and reach == "named":
            return 404
        near = place in ("own", "above")
        if self.acts and not (role in self.acts and near):
            return 403
        if self.manages and not near:
            return self.manages
        if self.top and place != "above":
            return 403
        if self.owner and who not in self.owner:
            return 404
        return 403 if self.only and who not in self.only else IN


def sees(place: str, role: str, reach: str) -> bool:
    """Who may see the commune's documents."""
    if role == "administrator":
        return False
    return place in ("own", "shared") or reach == "open" or (reach == "unit" and place == "above")


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule and what it gives to whom it lets in."""

    rule: Rule
    status: int
    first: bool = False  # the status stands before the rule: everybody gets it
    body: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""

    def expected(self, who: str, reach: str) -> int:
        """The status somebody gets."""
        return self.status if self.first else self.rule.answer(who, reach) or self.status
