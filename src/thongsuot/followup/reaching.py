"""What hangs on a duty, and what does it hang on? Those passed down from it, its thread, the item it carries out."""

from collections.abc import Mapping

from django.db.models import Count

from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import State
from thongsuot.programmes.carrying import finish


def children(held: Assignment) -> Mapping[State, int]:
    """How many were passed down from a duty, by state."""
    rows = Assignment.objects.filter(parent=held).order_by().values_list("state").annotate(n=Count("pk"))
    return {State(state): n for state, n in rows}


def thread(held: Assignment) -> list[Assignment]:
    """The duties it was passed down from, the first one first."""
    keys = [int(key) for key in held.trail.split(".") if key]
    rows = Assignment.objects.select_related("lead", "assigner", "document").in_bulk(keys) if keys else {}
    return [rows[key] for key in keys if key in rows]


def settle_item(held: Assignment) -> None:
    """A programme's item is done when every duty given for it directly is done; those withdrawn do not count."""
    if held.item is None or held.parent_id is not None:
        return
    states = set(
        Assignment.objects.filter(item=held.item_id, parent=None)
        .exclude(state=State.WITHDRAWN)
        .values_list("state", flat=True)
    )
    finish(held.item, states == {State.DONE})
