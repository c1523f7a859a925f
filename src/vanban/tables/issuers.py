"""Which bodies issue documents, under which codes, and when did they exist?"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from vanban.tables import load


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body (cơ quan). Dates are inclusive; None is open."""

    code: str
    name: str
    system: str  # state, party, mass, any
    levels: tuple[str, ...]
    parent: str | None = None
    successor: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def existed(self, day: dt.date) -> bool:
        """Whether the body existed on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@cache
def issuers() -> tuple[Issuer, ...]:
    """All bodies of the table."""
    return tuple(
        Issuer(
            row["code"],
            row["name"],
            row["system"],
            tuple(row["level"]),
            row.get("parent"),
            row.get("successor"),
            tuple(row.get("aliases", ())),
            row.get("valid_from"),
            row.get("valid_to"),
        )
        for row in load("issuers")["issuer"]
    )


@cache
def by_code() -> dict[str, tuple[Issuer, ...]]:
    """Bodies by the code that symbols print.

    >>> by_code()["BTC"][0].name
    'Bộ Tài chính'
    """
    found: dict[str, tuple[Issuer, ...]] = {}
    for issuer in issuers():
        found[issuer.code] = (*found.get(issuer.code, ()), issuer)
    return found


@cache
def provinces() -> tuple[str, ...]:
    """Names of provinces and centrally run cities, of today and from before 1/7/2025, without their type word.

    >>> "Hà Tĩnh" in provinces() and "Bến Tre" in provinces()
    True
    """
    table = load("issuers")["provinces"]
    merged = [name for parts in table["merged"].values() for name in parts]
    return tuple(dict.fromkeys([*table["unchanged"], *merged]))
