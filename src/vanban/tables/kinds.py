"""What kinds of documents are there (tên loại), and how are they abbreviated in symbols?"""

from dataclasses import dataclass
from functools import cache

from vanban.tables import load


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. An abbreviation is None where the system lacks the kind, "" where it has none."""

    name: str
    state: str | None
    party: str | None
    normative: bool
    aliases: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its other forms, as printed in running text."""
        return (self.name, *self.aliases)


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the table."""
    return tuple(
        Kind(
            row["name"],
            row.get("state"),
            row.get("party"),
            row.get("normative", False),
            tuple(row.get("aliases", ())),
            tuple(row["examples"]),
        )
        for row in load("kinds")["kind"]
    )


@cache
def by_name() -> dict[str, Kind]:
    """Kinds by each of their names in lower case.

    >>> by_name()["chương trình hành động"].name
    'Chương trình'
    """
    return {name.lower(): kind for kind in kinds() for name in kind.names}


@cache
def by_abbreviation(system: str) -> dict[str, tuple[Kind, ...]]:
    """Kinds of "state" or "party" by abbreviation; QĐ of the Party is a decision or a regulation.

    >>> [kind.name for kind in by_abbreviation("party")["QĐ"]]
    ['Quyết định', 'Quy định']
    """
    found: dict[str, tuple[Kind, ...]] = {}
    for kind in kinds():
        abbreviation = kind.state if system == "state" else kind.party
        if abbreviation:
            found[abbreviation] = (*found.get(abbreviation, ()), kind)
    return found
