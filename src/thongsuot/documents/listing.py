"""Which fifty documents does a page of the list show, and how many are there? Pages that cost the same at any depth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from thongsuot.documents.models import Document
from thongsuot.documents.queries import Filter, narrowed, visible
from thongsuot.units.access import Acting

SIZE = 50
MOST = 1000
"""Counts stop here: “1.000+” says enough, and counting on would cost more than the page."""
PRINTED = (
    "number", "arrived_on", "symbol", "kind", "title", "issuers", "date", "effective_from", "effective_to", "mark",
    "status", "unit__name",
)  # fmt: skip
SORTS = ("-arrived", "arrived", "-date", "date")


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list: the row at whose far side a page begins."""

    day: date
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.pk}"


def cursor(written: str) -> Cursor | None:
    """A place as an address has it; None where it is none.

    >>> str(cursor("2026-02-03.7")), cursor("x")
    ('2026-02-03.7', None)
    """
    day, _dot, pk = written.partition(".")
    try:
        return Cursor(date.fromisoformat(day), int(pk)) if len(pk) < 19 else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of the list and the places of the pages beside it."""

    rows: list[Document]
    previous: Cursor | None
    following: Cursor | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are for each value of the quick filters; ``total`` stops at :data:`MOST`."""

    total: int
    by: dict[str, dict[str, int]]

    @property
    def more(self) -> bool:
        """Whether there are more rows than were counted."""
        return self.total > MOST


def page(
    acting: Acting | None,
    chosen: Filter,
    sort: str = "-arrived",
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = SIZE,
) -> Slice:
    """The rows behind one place, or before another.

    By arrival the rows come along an index; by date keys come first, so that no wide row is ever sorted.
    """
    column = "arrived_on" if sort.endswith("arrived") else "day"
    down, back = sort.startswith("-"), before is not None
    rows = narrowed(Document.objects.visible_to(acting), chosen)
    if column == "day":
        rows = rows.annotate(day=Coalesce("date", Value(date.min)))
    place = before or after
    if place is not None:
        far = "lt" if down != back else "gt"
        rows = rows.filter(**{f"{column}__{far}e": place.day}).exclude(
            Q(**{column: place.day}) & Q(**{f"pk__{'gt' if far == 'lt' else 'lt'}e": place.pk})
        )
    towards = [F(column).desc(), F("pk").desc()] if down != back else [F(column).asc(), F("pk").asc()]
    rows = rows.order_by(*towards)
    some = (
        list(rows.select_related("unit").only(*PRINTED)[: size + 1]) if column == "arrived_on" else _keyed(rows, size)
    )
    more, some = len(some) > size, some[:size]
    if back:
        some.reverse()
    places = [Cursor(row.arrived_on if column == "arrived_on" else row.date or date.min, row.pk) for row in some]
    following = places[-1] if places and (more or back) else None
    previous = places[0] if places and (more if back else after is not None) else None
    return Slice(some, previous, following)


def _keyed(rows: QuerySet[Document], size: int) -> list[Document]:
    """The first rows of an order, and one more: their keys, then they themselves."""
    order = {pk: n for n, pk in enumerate(rows.values_list("pk", flat=True)[: size + 1])}
    found = Document.objects.filter(pk__in=order).select_related("unit").only(*PRINTED)
    return sorted(found, key=lambda document: order[document.pk])


def tally(acting: Acting, chosen: Filter) -> Tally:
    """How many documents fit, and how many of these are of each direction, status, mark and kind: one statement.

    Counted are the first :data:`MOST` + 1 that the database comes across.
    """
    some = narrowed(Document.objects.visible_to(acting), chosen).order_by().values("pk")[: MOST + 1]
    rows = Document.objects.filter(pk__in=some).order_by().values_list("direction", "status", "mark", "kind")
    by: dict[str, dict[str, int]] = {"direction": {}, "status": {}, "mark": {}, "kind": {}}
    total = 0
    for *values, n in rows.annotate(n=Count("pk")):
        total += n
        for name, value in zip(by, values, strict=True):
            by[name][value] = by[name].get(value, 0) + n
    return Tally(total, by)


def chosen_rows(acting: Acting | None, keys: Iterable[int]) -> QuerySet[Document]:
    """Of documents somebody named, those he may see."""
    return visible(acting).filter(pk__in=list(keys)[:200])
