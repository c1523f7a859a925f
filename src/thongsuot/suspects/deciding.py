"""What does a unit decide of what has become doubtful? That it holds, must be revised, or goes: once, with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.models import Version
from thongsuot.events.actions import record, writing
from thongsuot.followup import recurring, taking
from thongsuot.followup import renewing as duties
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.followup.rules import Move, State, moved
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import actions as programmes
from thongsuot.programmes import exempting
from thongsuot.programmes import renewing as items
from thongsuot.programmes.clauses import texts
from thongsuot.programmes.models import Exemption, ProgrammeItem
from thongsuot.programmes.rules import EDITABLE
from thongsuot.suspects.access import asked_himself, may_decide
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.rules import THINGS, Cause, Decision, How
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right

VERBS = {
    Decision.KEEP: "suspect-kept",
    Decision.REVISE: "suspect-to-revise",
    Decision.WITHDRAW: "suspect-withdrawn",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody decides, and why; ``follow``: what holds rests on the place to which its words moved."""

    decision: Decision
    reason: str
    follow: bool = False


def decide(suspect: Suspect, said: Said, *, revision: int, by: Acting) -> Suspect:
    """The unit's decision on one thing. What was decided is not decided again."""
    if not said.reason.strip():
        raise Problem(_("Say why: the unit above and those below will read it."))
    with writing(by):
        held = _held(suspect, revision, by)
        now = timezone.now()
        held.decision, held.reason, held.decided_by, held.decided_at = said.decision, said.reason.strip(), by.user, now
        held.seen = _revision(held)
        held.revision += 1
        done = _EFFECTS[said.decision](held, said, by)
        held.done_at = now if done else None
        held.save()
        told = {"suspect": held.pk, "change": held.change_id, "loc": held.loc, "how": held.how}
        if held.programme_id:
            told["item"] = held.item_id
        record(VERBS[said.decision], *subject(held), after=told, reason=held.reason)
    return held


def finish(suspect: Suspect, note: str, *, revision: int, by: Acting) -> Suspect:
    """What was decided has been done elsewhere: a new programme was issued, a letter was sent; it is said which."""
    if not note.strip():
        raise Problem(_("Say where it was done: the number of the document, for instance."))
    with writing(by):
        held = _held(suspect, revision, by, decided=True)
        held.done_at, held.done_note = timezone.now(), note.strip()
        held.revision += 1
        held.save()
        record("suspect-done", *subject(held), after={"suspect": held.pk}, reason=held.done_note)
    return held


def subject(held: Suspect) -> tuple[str, str]:
    """The subject and the thread of its events: what rests on the clause tells of it."""
    if held.programme_id:
        thread = f"programme:{held.programme_id}"
    else:
        thread = next(f"{name}:{pk}" for name in THINGS if (pk := getattr(held, f"{name}_id")))
    return f"suspect:{held.pk}", thread


def _held(suspect: Suspect, revision: int, by: Acting, *, decided: bool = False) -> Suspect:
    if suspect.exemption_id:  # before its suspect, as who refuses it does
        Exemption.objects.select_for_update().get(pk=suspect.exemption_id)
    rows = Suspect.objects.select_for_update(of=("self",))
    rows = rows.select_related("unit", "change__after", "document__unit", "document__current")
    held = rows.get(pk=suspect.pk)
    if not may_decide(by, held):
        raise Forbidden
    if held.revision != revision:
        raise Stale
    if decided and (held.decision not in (Decision.REVISE, Decision.WITHDRAW) or held.done_at):
        raise Problem(_("There is nothing left to be done here."))
    if not decided and held.decision:
        raise Problem(_("That was decided already."))
    return held


def _revision(held: Suspect) -> int:
    """The revision of what rests, so that it can be told whether it was changed since."""
    thing = held.item or held.assignment or held.recurrence or held.exemption
    return thing.revision if thing is not None else 0


def _keep(held: Suspect, said: Said, by: Acting) -> bool:
    """It holds: it rests on the words as they stand now, and where they moved only if that is said."""
    if asked_himself(by, held):
        raise Problem(_("You asked for this exemption yourself: somebody else must say that it still holds."))
    version = held.change.after
    if version is not None and held.change.cause == Cause.TEXT and held.document_id == held.change.document_id:
        _renew(held, version, said.follow)
    return True


def _renew(held: Suspect, version: Version, follow: bool) -> None:
    moved_on = held.how == How.RENUMBERED and bool(held.to)
    if moved_on and not follow:
        return
    to = {loc: held.to if loc == held.loc and moved_on else loc for loc in held.locs}
    version = _newest(held, version, to.values())
    if held.item is not None:
        items.renew(held.item, version, to)
    elif held.assignment is not None:
        duties.renew(Assignment.objects.select_for_update().get(pk=held.assignment.pk), version, to[held.loc])
    elif held.recurrence is not None and moved_on:
        duties.follow(Recurrence.objects.select_for_update().get(pk=held.recurrence.pk), held.to)
    elif held.exemption is not None:
        items.hold(held.exemption, version, to[held.loc])


def _newest(held: Suspect, version: Version, locs: Iterable[str]) -> Version:
    """The text that holds last: that of the change, or a later one in which these clauses still say the same."""
    current = held.document.current
    if current is None or current.n <= version.n:
        return version
    then, now = ({loc: one.fingerprint for loc, one in texts(each, locs).items()} for each in (version, current))
    if then != now:
        raise Problem(_("The words there have changed once more since. Look at the newest change first."))
    return current


def _revise(held: Suspect, said: Said, by: Acting) -> bool:
    """It must be changed, by whoever works on it; an exemption ends at once, and is done when it is asked for anew."""
    if held.exemption is not None:
        _end(held, held.exemption, said, by)
    return False


def _end(held: Suspect, exemption: Exemption, said: Said, by: Acting) -> None:
    held.save()  # before what waits of it is no longer asked
    exempting.end(exemption, said.reason, by=by)


def _withdraw(held: Suspect, said: Said, by: Acting) -> bool:
    """It goes, as its own room lets it go; what stands in an issued programme is only marked."""
    if held.assignment_id:
        row = Assignment.objects.get(pk=held.assignment_id)
        if moved(State(row.state), Move.WITHDRAW) is None:
            return True
        taking.withdraw(row, said.reason, override=True, revision=row.revision, by=by)
        return True
    if held.recurrence_id:
        regular = Recurrence.objects.select_related("assigner").get(pk=held.recurrence_id)
        if regular.next_turn is not None:
            recurring.end(regular, said.reason, revision=regular.revision, by=by)
        return True
    if held.exemption is not None:
        _end(held, held.exemption, said, by)
        return True
    item = ProgrammeItem.objects.select_related("programme").filter(suspects=held).first()
    if item is not None and item.programme.state in EDITABLE and by.bears(Right.DRAFT):
        held.save()
        programmes.remove_item(item, revision=item.revision, by=by)
        held.item = None
        return True
    return item is None


_EFFECTS = {Decision.KEEP: _keep, Decision.REVISE: _revise, Decision.WITHDRAW: _withdraw}
