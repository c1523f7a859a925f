"""What changed while a duty counted as done? Asked when it is taken up again."""

from collections.abc import Iterator

from thongsuot.followup.models import Assignment
from thongsuot.suspects.changing import prints, read, told
from thongsuot.suspects.models import Change, Mapped, Suspect
from thongsuot.suspects.raising import Prints, Raising, Rests, agrees, by_way_of
from thongsuot.suspects.rules import BY_CAUSE, Cause, Compared, Decision, Turn

MOOT = (Decision.OVERTAKEN, Decision.LAPSED)
Missed = tuple[Change, Rests, Prints]


def catch_up(duty: Assignment) -> Suspect | None:
    """The suspect of the newest change that a reopened duty missed, on its own clause or by way of the item that it
    carries out; None where its words hold, or its unit was asked about that change. Within ``writing``."""
    missed = max((*_on_clause(duty), *_by_item(duty)), key=lambda found: found[0].pk, default=None)
    if missed is None or Suspect.objects.filter(change=missed[0], assignment=duty).exists():
        return None
    change, rests, marks = missed
    made = Raising(change, marks).keep([rests])
    told(change, made, 1)
    return made[0]


def _on_clause(duty: Assignment) -> Iterator[Missed]:
    """The newest change since it was given that its clause is not as it was by."""
    since = Change.objects.filter(document=duty.document_id, at__gt=duty.assigned_at, taken_back_at__isnull=True)
    for change in since.select_related("before", "after"):
        turn, marks = _turn(change, duty.loc)
        if turn and agrees(turn, duty.fingerprint, marks):
            return
        if turn:
            yield (
                change,
                Rests(duty.assigner_id, change.document_id, duty.action, [duty.loc], turn, assignment=duty.pk),
                marks,
            )
            return


def _turn(change: Change, loc: str) -> tuple[Turn | None, Prints]:
    """What a change made of a clause, and the fingerprints of all clauses before and after."""
    before = read(change.before) if change.before else []
    if change.cause != Cause.TEXT:
        to = Mapped.objects.filter(change=change, old=loc).values_list("new", flat=True).first() or ""
        return Turn(loc, BY_CAUSE[Cause(change.cause)], to), prints(before, [])
    after = read(change.after) if change.after else []
    return Compared(before, after).turn(loc), prints(before, after)


def _by_item(duty: Assignment) -> Iterator[Missed]:
    """The newest change since it was given that made its item doubtful."""
    doubted = Suspect.objects.filter(item=duty.item_id, change__at__gt=duty.assigned_at).exclude(decision__in=MOOT)
    via = doubted.select_related("change").order_by("-change").first() if duty.item_id else None
    if via:
        document = duty.document_id or via.document_id
        yield via.change, by_way_of(via, duty.assigner_id, document, duty.action, assignment=duty.pk), {}
