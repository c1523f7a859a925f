"""How many rows has a list of duties? Exactly by the kept figures where they tell it; else counted up to a bound."""

from collections import Counter
from datetime import date

from django.db.models import QuerySet

from thongsuot.followup import listing
from thongsuot.followup.listing import Chosen
from thongsuot.followup.models import Assignment, Tally
from thongsuot.followup.queries import named, wide
from thongsuot.followup.rules import Bucket, Standing, age
from thongsuot.followup.tallying import read, timed
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within


def total(wanted: Chosen, acting: Acting, today: date, rows: QuerySet[Assignment]) -> tuple[int, bool]:
    """How many there are, and whether that is all of them; ``rows`` are those of the list."""
    node = _node(wanted, acting)
    if node is None or not wide(acting):
        n = listing.counted(rows)
        return min(n, listing.MOST), n <= listing.MOST
    n = kept(wanted, node, today)
    if not wanted.counted:
        n += _named(wanted, acting, today).count()
    return n, True


def _named(wanted: Chosen, acting: Acting, today: date) -> QuerySet[Assignment]:
    """What figures do not count: of duties that documents for named units order, those that somebody may see."""
    return listing.narrowed(Assignment.objects.filter(pk__in=named(acting)), wanted, acting, today)


def _node(wanted: Chosen, acting: Acting) -> int | None:
    """The unit whose figures tell it; none where they do not tell what is asked for."""
    days = (wanted.due_from or wanted.due_to) and wanted.buckets != [Bucket.OPEN]
    others = (wanted.due, wanted.words, wanted.mine, wanted.waits, wanted.state, wanted.assigner, wanted.lead)
    if days or any(others):
        return None
    if wanted.unit is not None:
        path = Unit.objects.filter(pk=wanted.unit).values_list("path", flat=True).first()
        return wanted.unit if path and within(path, acting.path) else None
    return None if Unit.objects.exclude(path__startswith=acting.path).exists() else acting.unit_id


def kept(wanted: Chosen, node: int, today: date) -> int:
    """What the figures of a unit say: by kind, standing, age, day, month, level and document."""
    rows = _kept_rows(wanted, node).values_list("bucket", "key", "n")
    return sum(n for held, key, n in rows if _fits(wanted, held, key, today))


def _kept_rows(wanted: Chosen, node: int) -> QuerySet[Tally]:
    rows = Tally.objects.filter(node=node, bucket__in=wanted.buckets, **timed(wanted.document))
    return rows.filter(kind=wanted.kind) if wanted.kind else rows


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
    for held, key, n in _kept_rows(wanted, node).values_list("bucket", "key", "n"):
        if _fits(wanted, held, key, today):
            told[date.fromordinal(read(key)[0])] += n
    if not wanted.counted:
        days = _named(wanted, acting, today).filter(due_on__isnull=False)
        told.update(filter(None, days.order_by().values_list("due_on", flat=True)))
    return told, True


def _fits(wanted: Chosen, held: int, key: int, today: date) -> bool:
    when, level = read(key)
    if wanted.level is not None and wanted.level != level:
        return False
    if held != Bucket.OPEN:
        return wanted.month in (None, when)
    overdue = 0 < when < today.toordinal()
    if (Standing.OPEN_OVERDUE if overdue else Standing.OPEN_IN_TIME) not in wanted.standings:
        return False
    if wanted.age is not None:
        return overdue and age(date.fromordinal(when), today) == wanted.age
    since, until = wanted.due_from, wanted.due_to
    if (since or until) and not when:
        return False
    return not (since and when < since.toordinal()) and not (until and when > until.toordinal())
