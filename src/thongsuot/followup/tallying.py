"""How many duties stand where? Figures kept with every change, for a unit and for each above it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.db.models import F

from thongsuot.events.actions import at_end
from thongsuot.followup.models import Assignment, Tally
from thongsuot.followup.rules import Bucket
from thongsuot.units.models import Unit
from thongsuot.units.rules import above


class Facet(IntEnum):
    """By what a figure is told, and what its key is."""

    ALL = 0  # 0
    DOCUMENT = 1  # the document that orders, 0 for none
    LEVEL = 2  # the level of the unit that leads
    DUE = 3  # the day, as ``date.toordinal``, 0 for none; open duties alone
    MONTH = 4  # year and month, 202603, in which it was finished; done duties alone


@dataclass(frozen=True, slots=True)
class Counted:
    """What of an assignment is counted."""

    path: str
    level: int
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
        return cls(
            held.lead.path or "", held.lead.level_id, held.kind, held.document_id, held.bucket, held.due_on,
            held.finished_on,
        )  # fmt: skip

    def cells(self) -> Iterator[tuple[str, str, int, int, int]]:
        """Path, kind, facet, key and bucket of each figure that it is one of."""
        keys = [(Facet.ALL, 0), (Facet.DOCUMENT, self.document or 0), (Facet.LEVEL, self.level)]
        if self.bucket == Bucket.OPEN:
            keys.append((Facet.DUE, self.due.toordinal() if self.due else 0))
        elif self.finished:
            keys.append((Facet.MONTH, self.finished.year * 100 + self.finished.month))
        for path in above(self.path):
            for facet, key in keys:
                yield path, self.kind, facet, key, self.bucket


Step = tuple["Counted | None", "Counted | None"]


def moved(before: Counted | None, after: Counted | None) -> None:
    """A duty was counted so, and is counted so from now on. Within ``writing``."""
    if before != after:
        at_end(apply, (before, after))


def apply(steps: Iterable[Step]) -> None:
    """Bring the figures to what the steps leave; under the chain's lock, so that no two do it at a time."""
    change: Counter[tuple[str, str, int, int, int]] = Counter()
    for before, after in steps:
        for counted, by in ((before, -1), (after, 1)):
            for cell in counted.cells() if counted else ():
                change[cell] += by
    paths = {cell[0] for cell in change}
    nodes = dict(Unit.objects.filter(path__in=paths).values_list("path", "pk"))
    rows = [
        Tally(node_id=nodes[path], kind=kind, facet=facet, key=key, bucket=bucket, n=n)
        for (path, kind, facet, key, bucket), n in sorted(change.items())
        if n
    ]
    for row in rows:
        at = {"node": row.node_id, "kind": row.kind, "facet": row.facet, "key": row.key, "bucket": row.bucket}
        if not Tally.objects.filter(**at).update(n=F("n") + row.n):
            row.save(force_insert=True)


def rebuild() -> None:
    """Count anew, as after units moved: all figures from the duties themselves. Within ``writing``."""
    change: Counter[tuple[str, str, int, int, int]] = Counter()
    for held in Assignment.objects.filter(restricted=False).select_related("lead").iterator(chunk_size=2000):
        change.update(((counted := Counted.of(held)) and counted.cells()) or ())
    nodes = dict(Unit.objects.exclude(path=None).values_list("path", "pk"))
    Tally.objects.all().delete()
    Tally.objects.bulk_create(
        (
            Tally(node_id=nodes[path], kind=kind, facet=facet, key=key, bucket=bucket, n=n)
            for (path, kind, facet, key, bucket), n in change.items()
        ),
        batch_size=1000,
    )
