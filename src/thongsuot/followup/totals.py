"""How many rows has a list of duties? Exactly by the kept figures where they tell it; else counted up to a bound."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum

from thongsuot.followup import listing
from thongsuot.followup.listing import Chosen
from thongsuot.followup.models import Assignment, Tally
from thongsuot.followup.queries import named, together, whole, wide
from thongsuot.followup.rules import AGES, Bucket, Standing
from thongsuot.followup.tallying import LEVELS, WHEN, key, read, timed
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within

EVER = (1 << WHEN) - 2
"""After all days that a key has room for."""


def total(wanted: Chosen, acting: Acting, today: date, rows: QuerySet[Assignment]) -> tuple[int, bool]:
    """How many there are, and whether that is all of them; ``rows`` are those of the list."""
    node = _node(wanted, acting)
    if node is None or not wide(acting):
        n = listing.counted(rows)
        return min(n, listing.MOST), n <= listing.MOST
    n = kept(wanted, node, today)
    if not wanted.counted:
        n += together(_named(wanted, acting, today), "pk").count()
    return n, True


def _named(wanted: Chosen, acting: Acting, today: date) -> list[QuerySet[Assignment]]:
    """What figures do not count: of duties that documents for named units order, those that somebody may see."""
    fits = listing.fitting(wanted, today)
    return [rows.filter(fits) for rows in named(acting)]


def _node(wanted: Chosen, acting: Acting) -> int | None:
    """The unit whose figures tell it; none where they do not tell what is asked for."""
    days = (wanted.due_from or wanted.due_to) and wanted.buckets != [Bucket.OPEN]
    others = (wanted.due, wanted.words, wanted.mine, wanted.waits, wanted.state, wanted.assigner, wanted.lead)
    if days or any(others):
        return None
    if wanted.unit is not None:
        path = Unit.objects.filter(pk=wanted.unit).values_list("path", flat=True).first()
        return wanted.unit if path and within(path, acting.path) else None
    return acting.unit_id if whole(acting) else None


def kept(wanted: Chosen, node: int, today: date) -> int:
    """What the figures of a unit say: by kind, standing, age, day, month, level and document."""
    return _kept(wanted, node, today).aggregate(n=Sum("n"))["n"] or 0


def by_day(wanted: Chosen, acting: Acting, today: date, rows: QuerySet[Assignment]) -> tuple[Counter[date], bool]:
    """How many are due on each day, and whether all were counted; ``wanted`` bounds the days."""
    rows = rows.filter(due_on__isnull=False).order_by()
    node = _node(wanted, acting)
    if not wide(acting):
        return Counter(filter(None, rows.values_list("due_on", flat=True))), True
    if node is None:
        some = list(rows.order_by("due_on").values_list("due_on", flat=True)[: listing.MOST + 1])
        return Counter(filter(None, some)), len(some) <= listing.MOST
    told: Counter[date] = Counter()
    for at, n in _kept(wanted, node, today).values_list("key", "n"):
        told[date.fromordinal(read(at)[0])] += n
    if not wanted.counted:
        told.update(filter(None, (day for (day,) in together(_named(wanted, acting, today), "due_on"))))
    return told, True


def _kept(wanted: Chosen, node: int, today: date) -> QuerySet[Tally]:
    """The figures of a unit that tell it, in no order."""
    document, others = wanted.document, [held for held in wanted.buckets if held != Bucket.OPEN]

    def between(first: int, last: int) -> dict[str, int]:
        return {"key__gte": key(first, 0, document or 0), "key__lt": key(last + 1, 0, document or 0)}

    fits = Q(bucket__in=others) if wanted.month is None else Q(bucket__in=others, **between(wanted.month, wanted.month))
    if Bucket.OPEN in wanted.buckets:
        for first, last in _spans(wanted, today):
            fits |= Q(bucket=Bucket.OPEN, **between(first, last))
    rows = Tally.objects.filter(fits, node=node, **timed(document)).order_by()
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.level is not None:
        rows = rows.annotate(level=F("key").bitand((1 << LEVELS) - 1)).filter(level=wanted.level)
    return rows


def _spans(wanted: Chosen, today: date) -> Iterator[tuple[int, int]]:
    """From when until when (``tallying.when``) the open ones that are asked for are due; 0 stands for no day."""
    since = wanted.due_from.toordinal() if wanted.due_from else 1
    until = wanted.due_to.toordinal() if wanted.due_to else EVER
    if wanted.age is not None:
        ends = (0, *AGES)
        until = min(until, (today - timedelta(ends[wanted.age] + 1)).toordinal())
        if wanted.age < len(AGES):
            since = max(since, (today - timedelta(ends[wanted.age + 1])).toordinal())
    now, open_in_time = today.toordinal(), Standing.OPEN_IN_TIME in wanted.standings
    if open_in_time and wanted.age is None and not (wanted.due_from or wanted.due_to):
        yield 0, 0
    if open_in_time:
        yield max(since, now), until
    if Standing.OPEN_OVERDUE in wanted.standings:
        yield since, min(until, now - 1)
