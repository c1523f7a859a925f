"""How do duties stand now? Figures of a unit and of those below it, from those that are kept with every change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When

from thongsuot.dashboard.rules import Figures, Row, Split, fold, other
from thongsuot.followup.models import Tally
from thongsuot.followup.queries import named, together
from thongsuot.followup.rules import AGES, SPLIT, Bucket, Kind, Standing, month, standing
from thongsuot.followup.tallying import LEVELS, WHEN, Facet, key, timed
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

DOCUMENTS = 20
"""Of one page, those with most duties first."""
HIDDEN = 500
"""Duties of documents for named units that are counted one by one."""
IN_TIME = len(AGES) + 1
LEVEL, DAYS = 2**LEVELS, 2**WHEN
MONTHS = 300_000
"""Months are smaller numbers than this, and days greater ones: what ended stands in the first part of the index."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which duties the figures are."""

    kind: str = Kind.ONCE
    document: int | None = None
    level: int | None = None
    page: int = 1  # of documents


def figures(node: Unit, acting: Acting, wanted: Wanted, today: date) -> Figures:
    """What a page of figures tells of a unit today: of all duties that ``acting`` may see there, and of these alone."""
    kept = _kept(node, wanted, today)
    rows = hidden_rows(node, acting, wanted, today)
    hidden = fold(rows or (), wanted.kind, today, children(node) if rows else {})
    told = replace(kept + hidden, complete=rows is not None)
    if wanted.document is not None or wanted.level is not None:
        told = replace(told, due=None)
    documents = _documents(node, wanted, today, hidden) if wanted.document is None else {}
    return replace(told, documents=documents)


def brief(node: Unit, acting: Acting, today: date) -> Figures:
    """How a unit's single duties stand, no more: for the desk."""
    wanted = Wanted()
    rows = hidden_rows(node, acting, wanted, today)
    return replace(
        _kept_here(node, wanted, today) + fold(rows or (), wanted.kind, today, {}), complete=rows is not None
    )


def children(node: Unit) -> dict[int, int]:
    """For each unit below, the one right under ``node`` that it stands under; for the node, itself."""
    start = len(node.path or "")
    found = {node.pk: node.pk}
    for pk, path in Unit.objects.below(node.path or "").exclude(pk=node.pk).values_list("pk", "path"):
        found[pk] = int((path or "")[start:].partition(".")[0])
    return found


def _kept(node: Unit, wanted: Wanted, today: date) -> Figures:
    here = _kept_here(node, wanted, today)
    units = _units(node, wanted, today)
    own = here.split - sum(units.values(), Split())
    return replace(here, units=({node.pk: own} if own else {}) | units, due=_due(node, wanted))


def _kept_here(node: Unit, wanted: Wanted, today: date) -> Figures:
    """Split, ages, levels and months: one pass over the figures of the node."""
    rows = _by_day(Tally.objects.filter(node=node), wanted)
    grouped = rows.annotate(level=F("key").bitand(LEVEL - 1), slot=_slot(wanted, today)).order_by()
    splits: dict[str, Counter[Standing]] = defaultdict(Counter)
    levels: dict[int, Counter[Standing]] = defaultdict(Counter)
    ages, done = [0] * (len(AGES) + 1), Counter[tuple[int, Standing]]()
    for kind, level, held, slot, n in grouped.values_list("kind", "level", "bucket", "slot").annotate(n=Sum("n")):
        if wanted.level not in (None, level):
            continue
        stands = _stands(held, slot)
        splits[kind][stands] += n
        if kind != wanted.kind:
            continue
        levels[level][stands] += n
        if stands == Standing.OPEN_OVERDUE:
            ages[slot] += n
        elif stands in (Standing.DONE_IN_TIME, Standing.DONE_LATE) and slot:
            done[slot, stands] += n
    by_level = {level: Split(counts) for level, counts in levels.items()}
    return Figures(
        Split(splits[wanted.kind]), Split(splits[other(wanted.kind)]), tuple(ages), by_level, done=done
    )  # fmt: skip


def _stands(held: int, slot: int) -> Standing:
    if held != Bucket.OPEN:
        return Standing(held)
    return Standing.OPEN_IN_TIME if slot == IN_TIME else Standing.OPEN_OVERDUE


def _by_day(rows: QuerySet[Tally], wanted: Wanted) -> QuerySet[Tally]:
    """The figures by day and level: of all documents, or of one."""
    return rows.filter(**timed(wanted.document))


def _between(first: int, after: int) -> dict[str, int]:
    return {"key__gte": first, "key__lt": after}


def _base(wanted: Wanted) -> int:
    return 0 if wanted.document is None else key(0, 0, wanted.document)


def _slot(wanted: Wanted, today: date) -> Case:
    """The month in which it was finished; for an open one how late it is, in bands, or that it is in time."""
    base, now = _base(wanted), today.toordinal()
    ends = (*AGES, now - 1)
    late, before = [], now
    for band, end in enumerate(ends):
        first = now - end
        late.append(When(bucket=Bucket.OPEN, **_between(base + key(first, 0), base + key(before, 0)), then=Value(band)))
        before = first
    when = F("key").bitrightshift(LEVELS).bitand(DAYS - 1)
    return Case(*late, When(bucket=Bucket.OPEN, then=Value(IN_TIME)), default=when, output_field=IntegerField())


def _units(node: Unit, wanted: Wanted, today: date) -> dict[int, Split]:
    """The split of every unit right below, each with all under it; those that ended count while they have duties."""
    rows = Tally.objects.filter(node__parent=node, kind=wanted.kind).order_by()
    if wanted.level is not None:
        rows = rows.annotate(level=F("key").bitand(LEVEL - 1)).filter(level=wanted.level)
    if wanted.document is None:
        first = today.replace(day=1)
        by_month = _late(rows.filter(facet=Facet.DUE, bucket=Bucket.OPEN), key(1, 0), key(month(first), 0))
        closed = rows.filter(facet=Facet.WHEN, key__lt=key(MONTHS, 0)).exclude(bucket=Bucket.OPEN)
        told = closed.annotate(late=Value(0)).values_list("node", "bucket", "late").annotate(n=Sum("n"))
        days = _between(key(first.toordinal(), 0), key(today.toordinal(), 0))
        this = rows.filter(facet=Facet.WHEN, bucket=Bucket.OPEN, **days).values_list("node").annotate(n=Sum("n"))
        return _split_by([*by_month, *told], this)
    base = _base(wanted)
    return _split_by(_late(_by_day(rows, wanted), base + LEVEL, base + key(today.toordinal(), 0)), ())


def _late(rows: QuerySet[Tally], first: int, after: int) -> Iterable[tuple[int, int, int, int]]:
    """By unit, bucket and whether the key lies between two: how many."""
    late = Case(
        When(bucket=Bucket.OPEN, key__gte=first, key__lt=after, then=Value(1)), default=Value(0),
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(late=late).values_list("node", "bucket", "late").annotate(n=Sum("n"))


def _split_by(told: Iterable[tuple[int, int, int, int]], later: Iterable[Any]) -> dict[int, Split]:
    """Splits by key; ``later``: what of those in time is overdue after all."""
    found: dict[int, Counter[Standing]] = defaultdict(Counter)
    for at, held, late, n in told:
        stands = Standing(held) if held != Bucket.OPEN else Standing.OPEN_OVERDUE if late else Standing.OPEN_IN_TIME
        found[at][stands] += n
    for at, n in later:
        found[at][Standing.OPEN_OVERDUE] += n
        found[at][Standing.OPEN_IN_TIME] -= n
    return {at: Split(counts) for at, counts in found.items()}


def _due(node: Unit, wanted: Wanted) -> Mapping[int, int]:
    if wanted.document is not None or wanted.level is not None:
        return {}
    rows = Tally.objects.filter(node=node, kind=wanted.kind, facet=Facet.DUE, bucket__in=SPLIT, key__gte=key(1, 0))
    months = rows.annotate(month=F("key").bitrightshift(LEVELS)).order_by()
    return dict(months.values_list("month").annotate(n=Sum("n")))


def _documents(node: Unit, wanted: Wanted, today: date, hidden: Figures) -> dict[int, Split]:
    """The documents with most valid duties there, a page of them; those for named units alone behind the first page."""
    first = (wanted.page - 1) * DOCUMENTS
    most = Tally.objects.filter(node=node, kind=wanted.kind, facet=Facet.TOTAL, n__gt=0).order_by("-n", "key")
    keys = list(most.values_list("key", flat=True)[first : first + DOCUMENTS])
    keys += [each for each in hidden.documents if each not in keys] if len(keys) < DOCUMENTS else []
    found = dict.fromkeys(keys, Split()) | _split_by(_by_document(node, wanted, keys, today), ())
    return {each: split + hidden.documents.get(each, Split()) for each, split in found.items()}


def _by_document(node: Unit, wanted: Wanted, keys: Sequence[int], today: date) -> list[tuple[int, int, int, int]]:
    """Document, bucket, whether overdue and how many: a walk of its own along the index for each document."""
    if not keys:
        return []
    some = ", ".join(["(CAST(%s AS bigint))"] * len(keys))
    bits = WHEN + LEVELS
    sql = (
        f"WITH d(document) AS (VALUES {some}) SELECT d.document, t.bucket, CASE WHEN t.bucket = %s "
        f"AND ((t.key >> {LEVELS}) & {DAYS - 1}) BETWEEN 1 AND %s THEN 1 ELSE 0 END AS late, SUM(t.n), "
        f"t.key & {LEVEL - 1} AS level "
        f"FROM d JOIN {connection.ops.quote_name(Tally._meta.db_table)} t ON t.node_id = %s AND t.facet = %s "
        f"AND t.kind = %s AND t.key >= (d.document << {bits}) AND t.key < ((d.document + 1) << {bits}) "
        f"GROUP BY 1, 2, 3, 5"
    )
    told: list[int | str] = [
        *keys,
        int(Bucket.OPEN),
        today.toordinal() - 1,
        node.pk,
        int(Facet.DOCUMENT),
        str(wanted.kind),
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        rows = cursor.fetchall()
    return [
        (int(document), held, late, int(n)) for document, held, late, n, level in rows if wanted.level in (None, level)
    ]


def hidden_rows(node: Unit, acting: Acting, wanted: Wanted, today: date) -> list[Row] | None:
    """The duties that documents for named units order and that somebody may see: in no kept figure, and few.

    None where they are many: then figures and their lists leave them out, and say so.
    """
    if not acting.reads:
        return []
    fits = Q(lead__path__startswith=node.path or "")
    if wanted.document is not None:
        fits &= Q(document=wanted.document or None)
    if wanted.level is not None:
        fits &= Q(lead__level=wanted.level)
    facts = ("pk", "lead", "lead__level", "document", "kind", "bucket", "due_on", "finished_on")
    told = list(together([rows.filter(fits) for rows in named(acting)], *facts)[: HIDDEN + 1])
    if len(told) > HIDDEN:
        return None
    return [
        Row(pk, lead, level, document or 0, kind, standing(Bucket(held), due, today), due, finished)
        for pk, lead, level, document, kind, held, due, finished in told
    ]
