"""How is a duty given? To a unit itself or one below; passed down, it keeps its thread to the clause at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.granting import grant
from thongsuot.documents import access as documents
from thongsuot.documents.models import Document, Finding, Share
from thongsuot.events.actions import record, writing
from thongsuot.followup import access
from thongsuot.followup.changing import changing, keep, name
from thongsuot.followup.models import Assignment, Part, Recurrence
from thongsuot.followup.rules import OPEN, Kind, State, Take
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.clauses import Clause, clause, texts
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.units.access import Acting, require
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right, within

MOST = 10_000
"""Duties of one giving."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is given, apart from to whom."""

    action: str
    product: str = ""
    due: date | None = None
    working: str = ""  # how the day was come to
    partners: Sequence[Unit] = ()
    monitors: Sequence[Unit] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What orders it: a clause of a document, perhaps by way of a programme's item or a finding."""

    document: Document | None = None
    words: Clause | None = None
    item: ProgrammeItem | None = None
    finding: Finding | None = None

    @classmethod
    def of_clause(cls, document: Document, loc: str, finding: Finding | None = None) -> "Source":
        """A clause of a document's current text; the whole document where ``loc`` is empty."""
        return cls(document, clause(document, loc) if loc else None, finding=finding)

    @classmethod
    def of_item(cls, item: ProgrammeItem) -> "Source":
        """An item of a programme, and the clause it rests on first."""
        basis = item.bases.select_related("document").first()
        if basis is None:
            return cls(item.programme.issued, item=item)
        return cls(basis.document, Clause(basis.version_id, basis.loc, basis.quote), item=item)


def assign(unit: Unit, leads: Sequence[Unit], duty: Duty, source: Source, *, by: Acting) -> list[Assignment]:
    """Give a duty in a unit's name, to each of some units by itself; they see the document that orders it."""
    require(by, Right.ASSIGN, unit)
    if source.document is not None and not documents.may_read(by, source.document):
        raise Forbidden
    with writing(by):
        return [_give(unit, lead, duty, source, None, by) for lead in _receivers(unit, leads, duty)]


def pass_down(assignment: Assignment, leads: Sequence[Unit], duty: Duty, *, by: Acting) -> list[Assignment]:
    """Give on what was given: each is a duty of its own, on the thread of the one it comes from."""
    with changing(assignment, access.may_return, by=by) as held:
        if held.state not in OPEN or held.state == State.RETURNED:
            raise Problem(_("Only an open duty can be passed down. Look at where it stands now."))
        if held.state == State.ASSIGNED:
            held.state, held.accepted_at = State.ACCEPTED, timezone.now()
            record("duty-accepted", name(held))
        if duty.due and held.due_on and duty.due > held.due_on:
            raise Problem(_("This is later than your own deadline for it. Give an earlier day."))
        return [_give(held.lead, lead, duty, Source(), held, by) for lead in _receivers(held.lead, leads, duty)]


def _receivers(unit: Unit, leads: Sequence[Unit], duty: Duty) -> Sequence[Unit]:
    says(duty)
    if not leads:
        raise Problem(_("Choose at least one unit that leads."))
    if len(leads) > MOST:
        raise Problem(_("This is too much in one go. Choose fewer units."))
    today = timezone.localdate()
    for lead in leads:
        stands_below(lead, unit)
        if lead.valid_to is not None and lead.valid_to < today:
            raise Problem(_("%(unit)s no longer exists. Choose the unit that followed it.") % {"unit": lead.name})
    return leads


def says(duty: Duty) -> None:
    """What is given is said."""
    if not duty.action.strip():
        raise Problem(_("Say what is to be done."))


def stands_below(lead: Unit, unit: Unit) -> None:
    """A unit gives to itself and to those below it."""
    if not within(lead.path or "", unit.path or ""):
        raise Problem(_("%(unit)s does not stand below the unit that gives the duty.") % {"unit": lead.name})


def _give(unit: Unit, lead: Unit, duty: Duty, source: Source, parent: Assignment | None, by: Acting) -> Assignment:
    words, document = source.words, source.document
    held = Assignment(
        assigner=unit, lead=lead, action=duty.action.strip(), product=duty.product.strip(), parent=parent,
        item=source.item, finding=source.finding, document=document, version_id=words.version if words else None,
        loc=words.loc if words else "", quote=words.quote if words else "",
        fingerprint=words.fingerprint if words else "", restricted=bool(document and document.restricted),
        due_on=duty.due, original_due=duty.due, due_working=duty.working,
        assigned_by=by.user, assigned_at=timezone.now(),
    )  # fmt: skip
    if parent is not None:
        _thread(held, parent)
    if lead.pk == unit.pk and parent is None:
        held.state, held.accepted_at = State.ACCEPTED, held.assigned_at  # a unit need not accept what it gives itself
    keep(held, None)
    set_parts(held, duty)
    told = {"lead": lead.pk, "due": duty.due and duty.due.isoformat(), "doc": held.document_id, "loc": held.loc}
    record("duty-given", name(held), also=f"unit:{lead.pk}", after=told | ({"parent": parent.pk} if parent else {}))
    if parent is not None:
        record("duty-passed-down", name(parent), also=f"unit:{lead.pk}", after={"to": held.pk})
    return held


def give_turn(row: Recurrence, turn: date, due: date) -> Assignment:
    """One turn of a regular duty. Within ``writing``."""
    current = row.document.current if row.document and row.loc else None
    words = texts(current, [row.loc]).get(row.loc) if current else None
    held = Assignment(
        assigner=row.assigner, lead=row.lead, action=row.action, product=row.product, kind=Kind.REGULAR,
        recurrence=row, turn=turn, item=row.item, document=row.document, version_id=words.version if words else None,
        loc=row.loc, quote=words.quote if words else "", fingerprint=words.fingerprint if words else "",
        restricted=bool(row.document and row.document.restricted), due_on=due, original_due=due,
        assigned_by=row.made_by, assigned_at=timezone.now(), accepted_at=timezone.now(), state=State.ACCEPTED,
    )  # fmt: skip
    keep(held, None)
    set_parts(held, Duty(row.action))
    told = {"lead": row.lead_id, "due": due.isoformat(), "recurrence": row.pk}
    record("duty-given", name(held), also=f"unit:{row.lead_id}", after=told)
    return held


def _thread(held: Assignment, parent: Assignment) -> None:
    """What hangs on the same thread rests on the same words."""
    held.trail = f"{parent.trail}{parent.pk}."
    held.item, held.finding, held.document, held.version = parent.item, parent.finding, parent.document, parent.version
    held.loc, held.quote, held.fingerprint, held.restricted = (
        parent.loc, parent.quote, parent.fingerprint, parent.restricted,
    )  # fmt: skip


def set_parts(held: Assignment, duty: Duty) -> None:
    """Who takes part beside the unit that leads, as the duty says, and that they see what orders it."""
    takes = [(unit, Take.PARTNER) for unit in duty.partners] + [(unit, Take.MONITOR) for unit in duty.monitors]
    seen = {held.lead_id}
    held.parts.all().delete()
    for unit, take in takes:
        if unit.pk not in seen:
            seen.add(unit.pk)
            Part.objects.create(assignment=held, unit=unit, take=take)
    _see(held, seen)


def taking_part(held: Assignment) -> tuple[list[Unit], list[Unit]]:
    """The partners of a duty, and its monitors."""
    parts = list(held.parts.select_related("unit"))
    partners, monitors = ([part.unit for part in parts if part.take == take] for take in (Take.PARTNER, Take.MONITOR))
    return partners, monitors


def _see(held: Assignment, keys: set[int]) -> None:
    """Who leads or takes part sees the document; one for named units is not shared by the way."""
    document = held.document
    if document is None:
        return
    if not document.restricted:
        grant(document, sorted(keys))
        return
    named = {document.unit_id, *Share.objects.filter(document=document).values_list("unit", flat=True)}
    if keys - named:
        raise Problem(_("This document is for named units only: share it with each of these units first."))
