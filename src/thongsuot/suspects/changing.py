"""How does a change come to be? A text follows another, or a confirmed relation ends a whole document."""

from collections.abc import Sequence

from django.utils import timezone

from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import CONFIRMED, Kind, digest
from thongsuot.events.actions import record
from thongsuot.suspects.following import settle
from thongsuot.suspects.mapping import propose
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.raising import Prints, Turns, lapse_below, raise_for, resting
from thongsuot.suspects.rules import BY_CAUSE, WHOLE, Cause, Clause, Compared, Decision, Turn, clauses
from thongsuot.units.access import Acting


def text_follows(
    document: Document, before: Version, after: Version, causes: Sequence[Document], by: Acting | None
) -> Change | None:
    """A document's text is another one: what rests on clauses that are not as they were is doubtful. Within
    ``writing``; None where every clause says what it said."""
    old, new = read(before), read(after)
    found = Compared(old, new)
    finest = found.told()
    turns = {loc: turn for loc in resting(document) if (turn := found.turn(loc))}
    if not finest and not turns:
        return None
    change = Change.objects.create(
        document=document, before=before, after=after, since=after.since, by=by.user if by else None,
        at=timezone.now(), clauses=[[turn.loc, turn.how, turn.to] for turn in finest],
    )  # fmt: skip
    change.causes.set(causes)
    _raised(change, turns, prints(old, new))
    return change


def read(version: Version) -> list[Clause]:
    """The clauses of a version, with the state that a consolidated text gives each."""
    held = list(version.provisions.order_by("index").values_list("loc", "number", "start", "end", "parent", "state"))
    rows, states = [row[:5] for row in held], {row[0]: row[5] for row in held}
    return clauses(version.text, rows, states)


def prints(old: Sequence[Clause], new: Sequence[Clause]) -> Prints:
    """The fingerprints of each clause in both texts."""
    before, after = ({clause.loc: digest(clause.text) for clause in each} for each in (old, new))
    return {loc: (before.get(loc, ""), after.get(loc, "")) for loc in {**before, **after}}


def relation_decided(finding: Finding, by: Acting | None) -> Change | None:
    """Somebody confirmed that one document replaces, repeals or suspends another as a whole, or no longer says so."""
    if finding.kind != Kind.RELATION:
        return None
    target = finding.target
    stands = finding.state in CONFIRMED and finding.relation in WHOLE
    if target is None or not stands or finding.payload.get("loc") or finding.payload.get("from"):
        _take_back(finding)
        return None
    Document.objects.select_for_update().get(pk=target.pk)  # two who confirm at once do it one after the other
    cause = WHOLE[finding.relation]
    there = Change.objects.filter(taken_back_at__isnull=True, successor=finding.document_id, cause=cause)
    if there.filter(document=target).exists():
        return None
    _take_back(finding)  # what it said before
    return _ended(finding, target, cause, by)


def _ended(finding: Finding, target: Document, cause: Cause, by: Acting | None) -> Change:
    successor = finding.document
    change = Change.objects.create(
        document=target, cause=cause, before=target.current, finding=finding, successor=successor,
        after=successor.current if cause == Cause.REPLACED else None, by=by.user if by else None, at=timezone.now(),
        since=successor.effective_from or successor.date,
    )  # fmt: skip
    places = propose(change) if cause == Cause.REPLACED else {}
    how = BY_CAUSE[cause]
    turns = {loc: Turn(loc, how, places.get(loc, "")) for loc in resting(target)}
    _raised(change, turns, prints(read(target.current), []) if target.current else {})
    return change


def _raised(change: Change, turns: Turns, marks: Prints) -> None:
    told(change, raise_for(change, turns, marks), len(change.clauses) or len(turns))


def told(change: Change, made: Sequence[Suspect], places: int) -> None:
    """The event that a change made things doubtful."""
    after = {"change": change.pk, "cause": change.cause, "clauses": places}
    after |= {"suspects": len(made), "units": len({row.unit_id for row in made})}
    also = f"document:{change.successor_id}" if change.successor_id else ""
    record("suspects-raised", f"document:{change.document_id}", also=also, after=after)


def _take_back(finding: Finding) -> None:
    """The relation no longer stands: nobody has to decide on what it made doubtful."""
    for change in Change.objects.filter(finding=finding, taken_back_at__isnull=True):
        change.taken_back_at = timezone.now()
        change.save(update_fields=["taken_back_at"])
        n = settle(Suspect.objects.filter(change=change), Decision.LAPSED)
        lapse_below()
        told = {"change": change.pk, "suspects": n}
        record(
            "suspects-taken-back", f"document:{change.document_id}", also=f"document:{finding.document_id}", after=told
        )
