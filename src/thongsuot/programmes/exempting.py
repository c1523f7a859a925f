"""How does a clause come not to apply to a unit, and to apply again? Asked for, approved or refused, ended."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import access as documents
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import standing
from thongsuot.programmes.clauses import clause
from thongsuot.programmes.models import Exemption
from thongsuot.programmes.rules import GONE, Decision
from thongsuot.units import access
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def ask(document: Document, unit: Unit, loc: str, reason: str, *, by: Acting) -> Exemption:
    """That a clause, or where none is named the whole document, does not apply to a unit."""
    access.require(by, Right.DRAFT, unit)
    if not documents.may_read(by, document):
        raise Forbidden
    if not reason.strip():
        raise Problem(_("Say why it does not apply."))
    fingerprint = clause(document, loc).fingerprint if loc else ""
    with writing(by):
        Unit.objects.select_for_update().get(pk=unit.pk)  # two who ask at once do it one after the other
        same = Exemption.objects.filter(unit=unit, document=document, loc=loc).exclude(state__in=GONE)
        if same.exists():
            raise Problem(_("That has been asked for already."))
        exemption = Exemption.objects.create(
            unit=unit, document=document, loc=loc, fingerprint=fingerprint, reason=reason.strip(), asked_by=by.user
        )
        after = {"doc": document.pk, "loc": loc, "unit": unit.pk}
        record("exemption-asked", f"exemption:{exemption.pk}", after=after, reason=reason.strip())
    return exemption


def decide(exemption: Exemption, *, approved: bool, why: str, revision: int, by: Acting) -> Exemption:
    """Approve or refuse; a refusal says why. Nobody approves what he asked for himself."""
    with writing(by):
        held = (
            Exemption.objects.select_for_update(of=("self",))
            .select_related("unit", "document__unit")
            .get(pk=exemption.pk)
        )
        access.require(by, Right.APPROVE, held.unit)
        if held.revision != revision:
            raise Stale
        if held.state != Decision.ASKED:
            raise Problem(_("That was decided already."))
        if approved and held.asked_by_id == by.user_id:
            raise Problem(_("You asked for this yourself: somebody else must approve it."))
        if not approved and not why.strip():
            raise Problem(_("Say why it is refused."))
        held.state = Decision.APPROVED if approved else Decision.REFUSED
        held.decided_by, held.decided_at, held.why = by.user, timezone.now(), why.strip()
        held.revision += 1
        held.save()
        standing.keep(held.unit, held.document)
        verb = "exemption-approved" if approved else "exemption-refused"
        after = {"doc": held.document_id, "loc": held.loc, "unit": held.unit_id}
        record(verb, f"exemption:{held.pk}", after=after, reason=why.strip())
    return held


def end(exemption: Exemption, why: str, *, by: Acting) -> None:
    """It holds no more: its clause is to be answered again. Within ``writing``, by whoever decides that."""
    held = Exemption.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=exemption.pk)
    if held.state in GONE:
        return
    held.state = Decision.ENDED
    held.decided_by, held.decided_at, held.why = by.user, timezone.now(), why.strip()
    held.revision += 1
    held.save()
    standing.keep(held.unit, held.document)
    after = {"doc": held.document_id, "loc": held.loc, "unit": held.unit_id}
    record("exemption-ended", f"exemption:{held.pk}", after=after, reason=held.why)
