"""What is public now, in one pass? Read once for each state of the chain of events, not for every reader.

Whatever makes a document public or not is an event of the chain, written in the same transaction: while the chain ends
as it did, the same documents are public. What a page then shows of them is asked of the database once more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from thongsuot.events.models import Chain
from thongsuot.portal.models import Publication
from thongsuot.portal.queries import live

CHOICES = 40
"""Values of a filter that are offered."""


@dataclass(frozen=True, slots=True)
class Filter:
    """How the public list is narrowed; empty fields do not."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None
    programmes: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A publication by what the list is narrowed by."""

    key: int
    kind: str
    issuer: str
    year: int | None


Choices = list[tuple[str | int, int]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that is public, the newest first, and the values of the filters with their numbers."""

    rows: tuple[Row, ...]
    kinds: Choices
    issuers: Choices
    years: Choices

    def keys(self, chosen: Filter) -> list[int]:
        """Those that fit a filter."""
        among = _programmes() if chosen.programmes else None
        return [
            row.key
            for row in self.rows
            if (not chosen.kind or row.kind == chosen.kind)
            and (not chosen.issuer or row.issuer == chosen.issuer)
            and (not chosen.year or row.year == chosen.year)
            and (among is None or row.key in among)
        ]


def shelf() -> Shelf:
    """As it is now."""
    return _at(Chain.objects.values_list("hash", flat=True).get(pk=1))


def shown(keys: list[int]) -> list[Publication]:
    """The publications of a page, in order, as far as they are still public."""
    found = live().in_bulk(keys)
    return [found[key] for key in keys if key in found]


@lru_cache(maxsize=2)
def _at(_end_of_the_chain: str) -> Shelf:
    told = live().values_list("pk", "kind", "issuer", "date")
    rows = tuple(Row(pk, kind, issuer, date.year if date else None) for pk, kind, issuer, date in told)
    years = sorted(Counter(row.year for row in rows if row.year).items(), reverse=True)
    return Shelf(rows, _most(row.kind for row in rows), _most(row.issuer for row in rows), [*years[:CHOICES]])


def _most(values: Iterable[str]) -> Choices:
    counts = Counter(value for value in values if value)
    return [*sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:CHOICES]]


def _programmes() -> set[int]:
    return set(live(programmes=True).order_by().values_list("pk", flat=True))
