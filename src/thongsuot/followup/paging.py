"""Which rows are on a page of duties? Pages that cost the same at any depth: each walks along an index of its order.

By deadline the rows of each bucket come along its own index and are merged; those without one come last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge, nlargest, nsmallest
from itertools import islice

from django.db.models import F, Q, QuerySet

from thongsuot.followup.models import Assignment

SIZE = 50
SORTS = ("due", "-due", "-given", "given", "-finished", "finished")
COLUMNS = {"due": "due_on", "finished": "finished_on"}
BY_DAY = (F("due_on").asc(nulls_last=True), F("pk").asc())
"""By deadline: said so that both databases have those without one last, and walk an index."""
PRINTED = (
    "action", "product", "kind", "document__kind", "document__symbol", "document__title", "loc", "restricted",
    "parent_id", "trail", "state", "bucket", "due_on", "original_due", "progress", "finished_on", "revision",
    "lead__name", "lead__short_name", "assigner__name", "assigner__short_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: the row beside which a page begins; no day where it has none, or keys alone are the order."""

    day: date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.day.isoformat() if self.day else ''}.{self.pk}"


def place(written: str) -> Place | None:
    """A place as an address has it; None where it is none.

    >>> str(place("2026-02-03.7")), str(place(".7")), place("x")
    ('2026-02-03.7', '.7', None)
    """
    day, _dot, pk = written.partition(".")
    try:
        return Place(date.fromisoformat(day) if day else None, int(pk)) if 0 < len(pk) < 19 else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of a list and the places of the pages beside it."""

    rows: list[Assignment]
    previous: Place | None
    following: Place | None


def page(
    rows: QuerySet[Assignment], sort: str, buckets: Sequence[int | None], after: Place | None = None,
    before: Place | None = None, size: int = SIZE, floor: date | None = None,
) -> Slice:  # fmt: skip
    """The rows behind one place, or before another; ``buckets`` are those whose rows are merged, none to sort them.

    A bucket that is None stands for all rows: an index has them in their order as they are.

    ``floor`` is a day before which none of them is due, where that is known.
    """
    back = before is not None
    found = list(islice(_places(rows, sort, buckets, before or after, back, size + 1, floor), size + 1))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    following = found[-1] if found and (more or back) else None
    previous = found[0] if found and (more if back else after is not None) else None
    return Slice(loaded([one.pk for one in found]), previous, following)


def loaded(keys: Sequence[int]) -> list[Assignment]:
    """Duties by their keys, in that order, with what a list prints."""
    rows = Assignment.objects.filter(pk__in=keys).select_related("lead", "assigner", "document").only(*PRINTED)
    known = {row.pk: row for row in rows}
    return [known[key] for key in keys if key in known]


def _places(
    rows: QuerySet[Assignment], sort: str, buckets: Sequence[int | None], start: Place | None, back: bool, most: int,
    floor: date | None = None,
) -> Iterator[Place]:  # fmt: skip
    """The places of an order from a start on, the other way round where ``back``."""
    name, down = sort.lstrip("-"), sort.startswith("-")
    column, towards = COLUMNS.get(name), down != back
    if column is None:
        yield from (Place(None, pk) for pk in _keyed(rows, start, towards, most))
        return
    if not buckets:
        yield from _few(rows, column, start, down, back, most)
        return
    bare = rows.filter(**{column: None})
    rows = rows.filter(due_on__gte=floor) if floor and column == "due_on" else rows
    parts = [False, True] if back else [True, False]  # those that have a day, those that have none
    for has_day in parts if start is None else parts[parts.index(start.day is not None) :]:
        if has_day:
            yield from _dated(rows, column, buckets, start, towards, most)
        else:
            yield from (Place(None, pk) for pk in _keyed(bare, start, towards, most))
        start = None


def _few(
    rows: QuerySet[Assignment], column: str, start: Place | None, down: bool, back: bool, most: int
) -> Iterator[Place]:
    """Sorted here: the databases would walk an index of all for a few."""

    def order(place: Place) -> tuple[bool, int, int]:
        day = place.day.toordinal() if place.day else 0
        return place.day is None, -day if down else day, -place.pk if down else place.pk

    places = (Place(day, pk) for day, pk in rows.order_by().values_list(column, "pk"))
    if start is not None:
        begin = order(start)
        places = (one for one in places if (order(one) < begin if back else order(one) > begin))
    yield from (nlargest if back else nsmallest)(most, places, key=order)


def _keyed(rows: QuerySet[Assignment], start: Place | None, down: bool, most: int) -> Iterable[int]:
    if start is not None:
        rows = rows.filter(**{"pk__lt" if down else "pk__gt": start.pk})
    return rows.order_by("-pk" if down else "pk").values_list("pk", flat=True)[:most]


def _dated(
    rows: QuerySet[Assignment], column: str, buckets: Sequence[int | None], start: Place | None, down: bool, most: int
) -> Iterator[Place]:
    rows = rows.filter(**{f"{column}__isnull": False})
    if start is not None:
        far, side = ("lt", "gt") if down else ("gt", "lt")
        rows = rows.filter(**{f"{column}__{far}e": start.day}).exclude(
            Q(**{column: start.day}) & Q(**{f"pk__{side}e": start.pk})
        )
    order = [F(column).desc(), F("pk").desc()] if down else [F(column).asc(), F("pk").asc()]
    parts = buckets if column == "due_on" else [None]
    streams = [rows if bucket is None else rows.filter(bucket=bucket) for bucket in parts]
    some = [stream.order_by(*order).values_list(column, "pk")[:most] for stream in streams]
    return (Place(day, pk) for day, pk in merge(*some, reverse=down))
