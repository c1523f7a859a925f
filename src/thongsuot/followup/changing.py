"""How is a duty changed? Locked, by somebody who may, as he saw it; counted anew when it is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from thongsuot.events.actions import writing
from thongsuot.followup.models import Assignment
from thongsuot.followup.reaching import settle_item
from thongsuot.followup.rules import Move, State, bucket, moved
from thongsuot.followup.tallying import Counted
from thongsuot.followup.tallying import moved as tally
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting

Allowed = Callable[[Acting | None, Assignment], bool]


@contextmanager
def changing(
    assignment: Assignment, allowed: Allowed, *, by: Acting, revision: int | None = None
) -> Iterator[Assignment]:
    """One change of a duty, as one transaction; what the block leaves in it is kept and counted."""
    with writing(by):
        rows = Assignment.objects.select_for_update(of=("self",)).select_related("lead", "assigner", "document")
        held = rows.get(pk=assignment.pk)
        if not allowed(by, held):
            raise Forbidden
        if revision is not None and held.revision != revision:
            raise Stale
        before = Counted.of(held)
        yield held
        keep(held, before)


def keep(held: Assignment, before: Counted | None) -> None:
    """Keep a duty as it stands now, and its figures. Within ``writing``."""
    held.bucket = bucket(State(held.state), held.due_on, held.finished_on)
    if held.pk is not None:
        held.revision += 1
    held.save()
    tally(before, Counted.of(held))
    settle_item(held)


def step(held: Assignment, move: Move) -> None:
    """Move a duty on; a :class:`Problem` where it does not stand so."""
    to = moved(State(held.state), move)
    if to is None:
        raise Problem(_("The duty has moved on meanwhile: this can no longer be done. Look at where it stands now."))
    held.state = to


def name(held: Assignment) -> str:
    """The subject of its events."""
    return f"assignment:{held.pk}"
