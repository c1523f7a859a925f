"""How many duties stand where? Figures kept with every change, for a unit and for each above it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from thongsuot.events.actions import at_end
from thongsuot.followup.models import Assignment, Tally
from thongsuot.followup.rules import SPLIT, Bucket, Kind, month
from thongsuot.units.models import Unit

LEVELS, WHEN, BATCH = 12, 20, 1000
"""Bits of a key for the level of the unit that leads and, above them, for its day or month; rows of one statement."""

Cell = tuple[int, str, int, int, int]
"""Node, kind, facet, key and bucket of a figure."""


class Facet(IntEnum):
    """By what a figure is told, and what its key is. ``when``: see :func:`when`; months are numbers like 202603."""

    WHEN = 0  # when, level
    DUE = 1  # the month it is due (0 for none), level
    DOCUMENT = 2  # the document that orders (0 for none), when, level
    TOTAL = 3  # the document, all its valid duties, in bucket ``VALID``


VALID = 0
"""The bucket of ``Facet.TOTAL``: duties that are neither suspended nor withdrawn."""


def when(bucket: int, due: date | None, finished: date | None) -> int:
    """The time that tells duties of a bucket apart: the day it is due for an open one (0 for none), the month it was
    finished for one that is done; 0 for others."""
    if bucket == Bucket.OPEN:
        return due.toordinal() if due else 0
    done = bucket in (Bucket.DONE_IN_TIME, Bucket.DONE_LATE)
    return month(finished) if done and finished else 0


def key(when: int, level: int, document: int = 0) -> int:
    """The key of a figure by time and level, and by document."""
    return document << (WHEN + LEVELS) | when << LEVELS | level


def read(key: int) -> tuple[int, int]:
    """The time and the level of a key."""
    return key >> LEVELS & ((1 << WHEN) - 1), key & ((1 << LEVELS) - 1)


def timed(document: int | None) -> dict[str, Any]:
    """Which figures are told by time and level: of all documents, or of one.

    Of one, both kinds are named: the index of figures has the kind before the key, and else would be read to its end.
    """
    if document is None:
        return {"facet": Facet.WHEN}
    keys = {"key__gte": key(0, 0, document), "key__lt": key(0, 0, document + 1)}
    return {"facet": Facet.DOCUMENT, "kind__in": [str(kind) for kind in Kind], **keys}


@dataclass(frozen=True, slots=True)
class Counted:
    """What of an assignment is counted."""

    lead: int
    kind: str
    document: int | None
    bucket: int
    due: date | None
    finished: date | None

    @classmethod
    def of(cls, held: Assignment) -> "Counted | None":
        """As it stands; none where a document for named units orders it, or it is not there."""
        if held.pk is None or held.restricted:
            return None
        return cls(held.lead_id, held.kind, held.document_id, held.bucket, held.due_on, held.finished_on)

    def cells(self, path: str, level: int) -> Iterator[Cell]:
        """Each figure that it is one of, where the unit that leads it stands at ``path`` and is of ``level``."""
        at, document = when(self.bucket, self.due, self.finished), self.document or 0
        keys = [
            (Facet.WHEN, key(at, level), self.bucket),
            (Facet.DUE, key(month(self.due) if self.due else 0, level), self.bucket),
            (Facet.DOCUMENT, key(at, level, document), self.bucket),
        ]
        if self.bucket in SPLIT:
            keys.append((Facet.TOTAL, document, VALID))
        for node in nodes(path):
            for facet, told, bucket in keys:
                yield node, self.kind, facet, told, bucket


def nodes(path: str) -> list[int]:
    """The keys of a unit and of all above it: a path is made of them."""
    return [int(part) for part in path.split(".") if part]


@dataclass(frozen=True, slots=True)
class Step:
    """A duty was counted so, and is counted so from now on."""

    before: Counted | None
    after: Counted | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit, with all below it, stands elsewhere from now on."""

    unit: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Levelled:
    """A unit is of another level from now on."""

    unit: int
    before: int
    after: int


def moved(before: Counted | None, after: Counted | None) -> None:
    """Count a duty otherwise than before. Within ``writing``."""
    if before != after:
        at_end(apply, Step(before, after))


def apply(steps: Sequence[Step | Moved | Levelled]) -> None:
    """Bring the figures to what the steps leave; under the chain's lock, so that no two do it at a time.

    Units come first, then duties as units stand now: a duty that somebody else changes meanwhile is counted by him
    where its unit stands by then.
    """
    duties = [step for step in steps if isinstance(step, Step)]
    for step in steps:
        if isinstance(step, Moved):
            _add(_carried(step))
        elif isinstance(step, Levelled):
            _add(_levelled(step, duties))
    _add(_changed(duties))


def _changed(steps: Sequence[Step]) -> Counter[Cell]:
    change: Counter[Cell] = Counter()
    leads = {told.lead for step in steps for told in (step.before, step.after) if told}
    places = _places(Unit.objects.filter(pk__in=leads))
    for step in steps:
        for told, by in ((step.before, -1), (step.after, 1)):
            for cell in told.cells(*places[told.lead]) if told else ():
                change[cell] += by
    return change


def _carried(step: Moved) -> Counter[Cell]:
    """What a moved unit counts leaves those it stood below, and comes to those it stands below now."""
    change: Counter[Cell] = Counter()
    old, new = set(nodes(step.before)), set(nodes(step.after))
    rows = Tally.objects.filter(node=step.unit).values_list("kind", "facet", "key", "bucket", "n")
    for kind, facet, told, bucket, n in rows:
        for node in old ^ new:
            change[node, kind, facet, told, bucket] += n if node in new else -n
    return change


def _levelled(step: Levelled, steps: Iterable[Step]) -> Counter[Cell]:
    """The duties that a unit led before this change, at its old level and at its new one."""
    there: Counter[Counted] = Counter()
    for told, n in _grouped(Assignment.objects.filter(lead=step.unit)):
        there[told] += n
    for each in steps:
        there.subtract(told for told in (each.after,) if told and told.lead == step.unit)
        there.update(told for told in (each.before,) if told and told.lead == step.unit)
    path = Unit.objects.values_list("path", flat=True).get(pk=step.unit) or ""
    change: Counter[Cell] = Counter()
    for told, n in there.items():
        for level, by in ((step.before, -n), (step.after, n)):
            for cell in told.cells(path, level):
                change[cell] += by
    return change


def _add(change: Counter[Cell]) -> None:
    """Add to figures, in as few statements as can be; those that come to nothing go."""
    rows = [(*cell, n) for cell, n in sorted(change.items()) if n]
    table = connection.ops.quote_name(Tally._meta.db_table)
    at, gone = "node_id, kind, facet, key, bucket", list[Cell]()
    with connection.cursor() as cursor:
        for some in batched(rows, BATCH):
            held = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f"INSERT INTO {table} ({at}, n) VALUES {held} "
                f"ON CONFLICT ({at}) DO UPDATE SET n = {table}.n + excluded.n RETURNING {at}, n",
                [_plain(value) for row in some for value in row],
            )
            gone += [row[:-1] for row in cursor.fetchall() if not row[-1]]
        for fewer in batched(gone, BATCH // 10):
            each = "node_id = %s AND kind = %s AND facet = %s AND key = %s AND bucket = %s"
            some_of = " OR ".join([f"({each})"] * len(fewer))  # each by the index; a list of rows would read the table
            cursor.execute(f"DELETE FROM {table} WHERE {some_of}", [value for cell in fewer for value in cell])


def _places(units: QuerySet[Unit]) -> dict[int, tuple[str, int]]:
    return {pk: (path or "", level) for pk, path, level in units.values_list("pk", "path", "level")}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, int) else str(value)


def _grouped(rows: QuerySet[Assignment]) -> Iterator[tuple[Counted, int]]:
    told = ("lead", "kind", "document", "bucket", "due_on", "finished_on")
    for *facts, n in rows.filter(restricted=False).order_by().values_list(*told).annotate(n=Count("pk")).iterator(2000):
        yield Counted(*facts), n


def counted() -> Counter[Cell]:
    """All figures, from the duties themselves."""
    change: Counter[Cell] = Counter()
    places = _places(Unit.objects.all())
    for told, n in _grouped(Assignment.objects.all()):
        for cell in told.cells(*places[told.lead]):
            change[cell] += n
    return change


def rebuild() -> None:
    """Count anew. Within ``writing``."""
    change = counted()
    Tally.objects.all().delete()
    Tally.objects.bulk_create(
        (
            Tally(node_id=node, kind=kind, facet=facet, key=told, bucket=bucket, n=n)
            for (node, kind, facet, told, bucket), n in change.items()
        ),
        batch_size=BATCH,
    )


def faults() -> Iterator[tuple[int, int]]:
    """The units, by key, whose kept figures are not those of the duties, and how many of them are not."""
    left = counted()
    for *cell, n in Tally.objects.values_list("node", "kind", "facet", "key", "bucket", "n").iterator(5000):
        left[tuple(cell)] -= n  # type: ignore[index]
    wrong = Counter(cell[0] for cell, n in left.items() if n)
    yield from sorted(wrong.items())
