"""How is an amended text made? A proposal is made and made anew, what is open is settled, a decision is taken back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.consolidations.access import require_settle
from thongsuot.consolidations.amending import amending, behind, original
from thongsuot.consolidations.bench import Bench
from thongsuot.consolidations.models import Making, Settlement
from thongsuot.consolidations.rules import State, To, needs_words
from thongsuot.consolidations.telling import choices, commencing, told
from thongsuot.consolidations.wording import plain
from thongsuot.documents.actions import Intake, admit
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting

WORDS = 200_000
"""Letters of a wording that somebody writes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decides for an instruction."""

    to: To
    at: str = ""
    words: str = ""
    reason: str = ""


def bench_of(document: Document, day: date, by: Acting) -> Bench:
    """The text, its acts and what was decided, as somebody may see them."""
    found = amending(document, by)
    if not found.acts:
        raise Problem(
            _("No document you may see changes this one. Confirm the relation in the amending document first.")
        )
    text = original(document, day)
    if text is None:
        raise Problem(_("There is no text to read. Add a file that can be read."))
    more = behind(found.acts, by)
    others = tuple(act for act in more.acts if act.pk != document.pk)
    of = [document.pk, *(act.pk for act in (*found.acts, *others))]
    settlements = list(Settlement.objects.filter(document__in=of))
    return Bench(document, text, found.acts, settlements, found.hidden + more.hidden, others)


def last_day(document: Document, by: Acting) -> date:
    """The day on which all that is known holds: the latest commencement, or today."""
    days = (commencing(act) for act in amending(document, by).acts)
    return max(filter(None, (*days, timezone.localdate())))


def make(document: Document, as_of: date | None = None, *, by: Acting) -> Making:
    """Propose the text of a day, or propose it anew; what was decided stands."""
    require_settle(by, document)
    as_of = as_of or last_day(document, by)
    bench = bench_of(document, as_of, by)
    result = told(bench, bench.on(as_of))
    with writing(by):
        held = Document.objects.select_for_update().get(pk=document.pk)
        making = Making.objects.filter(document=held, state=State.PROPOSED).first()
        making = making or Making(document=held, made_by=by.user, revision=0)
        _keep(making, bench, result, as_of, by)
        after = {"on": as_of.isoformat(), "open": making.open, "steps": len(result["steps"])}
        record("consolidation-made", f"making:{making.pk}", f"document:{document.pk}", after=after)
    return making


def settle(making: Making, n: int, choice: Choice, *, revision: int, by: Acting) -> Making:
    """Decide for an instruction that stayed open: the decision is kept, and the proposal made anew with it."""
    document = making.document
    require_settle(by, document)
    if making.revision != revision or making.state != State.PROPOSED:
        raise Stale
    entry = making.told["open"][n] if 0 <= n < len(making.told["open"]) else None
    if entry is None or entry["document"] is None:
        raise Stale
    _sound(entry, choice)
    if choice.words:
        admit(choice.words.encode(), "loi-van.txt", Intake(document.unit), by)
    row = Settlement(
        document=document, act_id=entry["document"], own_loc=(entry["own_loc"] or "")[:120], op=entry["op"],
        start=entry["start"], row=entry["at"][:200], instruction=entry["words"], to=choice.to, at=choice.at,
        words=choice.words.strip(), reason=choice.reason.strip(), settled_by=by.user, settled_at=timezone.now(),
    )  # fmt: skip
    bench = bench_of(document, making.as_of, by)
    bench = replace(bench, settlements=[*bench.settlements, row])
    result = bench.on(making.as_of)
    _works(entry, told(bench, result))
    with writing(by):
        held = _held(making, revision)
        row.save()
        _keep(held, bench, told(bench, result), making.as_of, by)
        # its reason stays with it: who may not see the act may read the events of the document
        after = {"act": row.act_id, "own_loc": row.own_loc, "op": row.op, "to": row.to, "at": row.at}
        record("instruction-settled", f"settlement:{row.pk}", f"document:{document.pk}", after=after)
    return held


def take_back(settlement: Settlement, *, revision: int, by: Acting) -> None:
    """A decision is taken back; a proposal that rests on it is made anew."""
    document = settlement.document
    require_settle(by, document)
    making = Making.objects.filter(document=document, state=State.PROPOSED).select_related("document__unit").first()
    bench = bench_of(document, making.as_of, by) if making and amending(document, by).acts else None
    if bench:
        bench = replace(bench, settlements=[row for row in bench.settlements if row.pk != settlement.pk])
    result = bench.on(making.as_of) if bench and making else None
    with writing(by):
        Document.objects.select_for_update().get(pk=document.pk)
        row = Settlement.objects.select_for_update().filter(pk=settlement.pk).first()
        if row is None or row.revision != revision:
            raise Stale
        before = {"act": row.act_id, "own_loc": row.own_loc, "op": row.op, "to": row.to, "at": row.at}
        record("settlement-taken-back", f"settlement:{row.pk}", f"document:{document.pk}", before=before)
        row.delete()
        if making and bench and result:
            _keep(_held(making, making.revision), bench, told(bench, result), making.as_of, by)


def drop(making: Making, *, revision: int, by: Acting, reason: str = "") -> None:
    """The proposal is given up; what was decided stands."""
    require_settle(by, making.document)
    with writing(by):
        held = _held(making, revision)
        held.state, held.decided_by, held.decided_at = State.DROPPED, by.user, timezone.now()
        held.reason = reason.strip()
        held.revision += 1
        held.save()
        record("consolidation-dropped", f"making:{held.pk}", f"document:{held.document_id}", reason=held.reason)


def _held(making: Making, revision: int) -> Making:
    Document.objects.select_for_update().get(pk=making.document_id)  # who decides at once does it one after the other
    held = Making.objects.select_for_update(of=("self",)).select_related("document__unit").get(pk=making.pk)
    if held.revision != revision or held.state != State.PROPOSED:
        raise Stale
    return held


def _keep(making: Making, bench: Bench, result: dict[str, Any], as_of: date, by: Acting) -> None:
    """Keep what was made; decisions that were found again elsewhere are kept where they are now."""
    making.tell(result)
    making.original, making.as_of, making.open = bench.original, as_of, len(result["open"])
    making.made_by, making.made_at = by.user, timezone.now()
    making.revision += 1
    making.save()
    rows = [row for row in bench.settlements if row.pk]
    Settlement.objects.bulk_update(rows, ["own_loc", "start", "row"], batch_size=500)


def _sound(entry: dict[str, Any], choice: Choice) -> None:
    """Say what a decision lacks."""
    if choice.to not in choices(entry):
        raise Problem(_("Of this it can only be said that it does not change this text. Give the reason."))
    if choice.to == To.NONE:
        if not choice.reason.strip():
            raise Problem(_("Say why it does not change this text."))
        return
    if not choice.at:
        raise Problem(_("Choose the clause."))
    if needs_words(choice.to) and not choice.words.strip():
        raise Problem(_("Write the words as they are to stand, with their number."))
    if len(choice.words) > WORDS:
        raise Problem(_("These words are too long. Register a version with the whole text instead."))


def _works(entry: dict[str, Any], result: dict[str, Any]) -> None:
    """A decision that cannot be carried out is not kept: the library says why."""
    same = ("document", "own_loc", "op", "start", "at")
    left = next((row for row in result["open"] if all(row[key] == entry[key] for key in same)), None)
    if left is not None:
        raise Problem(_("This cannot be carried out: %(why)s") % {"why": plain(left["reason"])})
