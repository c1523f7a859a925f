"""How are figures frozen? Asked for by a head, counted as of that moment in the background, sealed by their hash."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import batched
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dashboard import past
from thongsuot.dashboard.access import may_freeze
from thongsuot.dashboard.frozen import as_json
from thongsuot.dashboard.jobs import fill_snapshot
from thongsuot.dashboard.models import Snapshot, SnapshotPart
from thongsuot.dashboard.packing import compressed, pack, raw, unpack
from thongsuot.dashboard.rules import Figures, Row, fold
from thongsuot.events.actions import record, writing
from thongsuot.events.models import Event
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Kind
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Level, Unit

PART = 10_000
"""Duties of one part."""
MOST_DOCUMENTS = 500
"""Documents whose figures are kept in a snapshot, those with most duties; the duties of all are."""


def freeze(
    node: Unit, since: date, until: date, *, note: str = "", corrects: Snapshot | None = None, by: Acting
) -> Snapshot:
    """Ask for the figures of a unit to be frozen as they are at the end of a period, or now where it is not over."""
    if not may_freeze(by, node):
        raise Forbidden
    if since > until:
        raise Problem(_("The period ends before it begins. Check the two days."))
    if until > timezone.localdate():
        raise Problem(_("The period has not ended. Choose a day that is not later than today."))
    if corrects is not None and corrects.node_id != node.pk:
        raise Problem(_("A correction is for the same unit. Choose a snapshot of this unit."))
    with writing(by):
        snapshot = Snapshot.objects.create(
            node=node, since=since, until=until, note=note.strip(), corrects=corrects, asked_by=by.user,
            asked_at=timezone.now(), moment=past.end_of(until),
        )  # fmt: skip
        told = {"since": since.isoformat(), "until": until.isoformat(), "corrects": corrects and corrects.pk}
        record("snapshot-asked", f"snapshot:{snapshot.pk}", also=f"unit:{node.pk}", after=told)
    fill_snapshot.enqueue(snapshot.pk)
    return snapshot


def fill(snapshot: Snapshot) -> None:
    """Count what was asked for, then seal it in one change. Twice does it once: what is sealed stays."""
    if snapshot.sha256:
        return
    parts, figures, child = _counted(snapshot)
    with writing(None):
        held = Snapshot.objects.select_for_update(of=("self",)).select_related("node").get(pk=snapshot.pk)
        if held.sha256:
            return
        SnapshotPart.objects.bulk_create(parts, batch_size=50)
        held.total = sum(sum(part.counts.values()) for part in parts)
        held.once, held.regular = (as_json(figures[kind].most(MOST_DOCUMENTS)) for kind in (Kind.ONCE, Kind.REGULAR))
        held.names = _names(child)
        held.sha256 = fingerprint(held)
        held.save()
        record(
            "snapshot-sealed", f"snapshot:{held.pk}", also=f"unit:{held.node_id}",
            after={"sha256": held.sha256, "duties": held.total},
        )  # fmt: skip


def _counted(snapshot: Snapshot) -> tuple[list[SnapshotPart], dict[Kind, Figures], dict[int, int]]:
    """The duties, packed, and their figures; read without holding anybody up."""
    structure = past.structure_of(snapshot.moment)
    child = structure.children(snapshot.node_id)
    among = Assignment.objects.filter(restricted=False)
    rows = past.rows(among, structure, structure.below(snapshot.node_id), snapshot.moment, snapshot.until)
    parts, figures = list[SnapshotPart](), {kind: Figures() for kind in Kind}
    for n, some in enumerate(batched(rows, PART)):
        for kind in Kind:
            figures[kind] += fold(some, kind, snapshot.until, child)
        counts = Counter(f"{row.kind} {int(row.standing)}" for row in some)
        parts.append(SnapshotPart(snapshot=snapshot, n=n, counts=counts, held=compressed(pack(some))))
    return parts, figures, child


def _names(child: dict[int, int]) -> dict[str, dict[str, str]]:
    units = Unit.objects.filter(pk__in=set(child.values())).order_by("pk").values_list("pk", "name")
    levels = Level.objects.order_by("pk").values_list("pk", "name")
    return {"units": {str(pk): name for pk, name in units}, "levels": {str(pk): name for pk, name in levels}}


def fingerprint(snapshot: Snapshot) -> str:
    """The hash of what a snapshot says: whose, of which period, its figures, and every duty in it."""
    said: dict[str, Any] = {
        "node": snapshot.node_id, "since": snapshot.since.isoformat(), "until": snapshot.until.isoformat(),
        "moment": snapshot.moment.isoformat(), "once": snapshot.once, "regular": snapshot.regular,
        "names": snapshot.names, "total": snapshot.total,
    }  # fmt: skip
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())
    for held in snapshot.parts.order_by("n").values_list("held", flat=True).iterator(20):
        digest.update(raw(held))
    return digest.hexdigest()


def rows_of(snapshot: Snapshot) -> Iterator[Row]:
    """Every duty of a snapshot, by key."""
    for held in snapshot.parts.order_by("n").values_list("held", flat=True).iterator(20):
        yield from (row for row in unpack(raw(held)) if row)


def faults() -> Iterator[Snapshot]:
    """Snapshots that are not what was sealed."""
    for snapshot in Snapshot.objects.exclude(sha256="").order_by("pk").iterator(50):
        if not whole(snapshot):
            yield snapshot


def whole(snapshot: Snapshot) -> bool:
    """Whether a snapshot says what it said when it was sealed, and what the chain of events says of it."""
    events: Iterable[Event] = Event.objects.filter(thread=f"snapshot:{snapshot.pk}", verb="snapshot-sealed")
    return {event.after.get("sha256") for event in events} == {snapshot.sha256} == {fingerprint(snapshot)}
