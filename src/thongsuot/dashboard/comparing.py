"""What differs between two snapshots, and why? Told task by task, computed once, kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thongsuot.dashboard.differing import VERBS, Change, Why, differences
from thongsuot.dashboard.freezing import rows_of
from thongsuot.dashboard.jobs import fill_difference
from thongsuot.dashboard.models import Difference, DifferencePart, Snapshot
from thongsuot.dashboard.packing import compressed, pack, raw, unpack
from thongsuot.dashboard.rules import Row
from thongsuot.events.models import Event
from thongsuot.followup.models import Assignment
from thongsuot.units.access import Acting

PART = 1_000
"""Duties of one part: pages divide it."""


def ask(earlier: Snapshot, later: Snapshot) -> Difference:
    """The difference of two sealed snapshots of one unit; where nobody asked before, it is being computed."""
    found = Difference.objects.filter(earlier=earlier, later=later).first()
    if found is None:
        with transaction.atomic():
            found, new = Difference.objects.get_or_create(earlier=earlier, later=later)
        if new:
            fill_difference.enqueue(found.pk)
            found.refresh_from_db()
    return found


def fill(difference: Difference) -> None:
    """Compute a difference. Twice does it once."""
    held = Difference.objects.select_related("earlier", "later").get(pk=difference.pk)
    given = Assignment.objects.filter(assigned_at__gt=held.earlier.moment, assigned_at__lte=held.later.moment)
    since = set(given.values_list("pk", flat=True).iterator(5000))
    parts, counts, moves = _Parts(held), Counter[str](), Counter[tuple[int, int]]()
    for change in differences(rows_of(held.earlier), rows_of(held.later), since):
        parts.add(change)
        counts[change.why] += 1
        moves[_stood(change.before), _stood(change.after)] += 1
    held.counts = dict(sorted(counts.items()))
    held.moves = [[old, new, n] for (old, new), n in sorted(moves.items())]
    held.ready = True
    with transaction.atomic():
        if not Difference.objects.select_for_update().get(pk=held.pk).ready:
            DifferencePart.objects.bulk_create(parts.all(), batch_size=50)
            held.save()


def _stood(row: Row | None) -> int:
    return int(row.standing) if row else 0


class _Parts:
    """Packs changes by reason, as many together as a part holds."""

    def __init__(self, difference: Difference) -> None:
        self.difference = difference
        self.waiting: dict[Why, list[Change]] = {}
        self.packed: list[DifferencePart] = []

    def add(self, change: Change) -> None:
        waiting = self.waiting.setdefault(change.why, [])
        waiting.append(change)
        if len(waiting) == PART:
            self._pack(change.why)

    def all(self) -> list[DifferencePart]:
        for why in list(self.waiting):
            self._pack(why)
        return self.packed

    def _pack(self, why: Why) -> None:
        some = self.waiting.pop(why)
        told = compressed(pack([change.before for change in some]) + pack([change.after for change in some]))
        n = sum(part.why == why for part in self.packed)
        self.packed.append(DifferencePart(difference=self.difference, why=why, n=n, held=told))


def page(difference: Difference, why: Why, start: int, size: int) -> list[Change]:
    """Some of the changes of a reason; ``size`` divides a part."""
    part = difference.parts.filter(why=why, n=start // PART).first()
    if part is None:
        return []
    told = raw(part.held)
    half = len(told) // 2
    pairs = zip(unpack(told[:half]), unpack(told[half:]), strict=True)
    return [Change(before, after, why) for before, after in pairs][start % PART : start % PART + size]


@dataclass(frozen=True, slots=True)
class Explained:
    """A change with the duty, where the reader may see it, and the event that made it."""

    change: Change
    duty: Assignment | None
    event: Event | None


def explained(difference: Difference, changes: Sequence[Change], acting: Acting) -> list[Explained]:
    """Changes of one page: two queries for all of them."""
    keys = [_key(change) for change in changes]
    duties = {
        held.pk: held
        for held in Assignment.objects.visible_to(acting).filter(pk__in=keys).select_related("lead", "document")
    }
    verbs = {verb for change in changes for verb in VERBS[change.why]}
    between = {"at__gt": difference.earlier.moment, "at__lte": difference.later.moment}
    events = Event.objects.filter(thread__in=[f"assignment:{key}" for key in keys], verb__in=verbs, **between)
    last = {event.thread: event for event in events.select_related("unit").order_by("seq")} if verbs else {}
    return [
        Explained(change, duties.get(key), last.get(f"assignment:{key}") if key in duties else None)
        for change, key in zip(changes, keys, strict=True)
    ]


def _key(change: Change) -> int:
    return (change.after or change.before).pk  # type: ignore[union-attr]
