"""What does the heir decide of the documents it inherited? Kept, replaced, repealed, lapsed; each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.access import may_read
from thongsuot.documents.inheriting import lapse, relate, unrelate
from thongsuot.documents.models import Document
from thongsuot.events.actions import record, writing
from thongsuot.handover.access import may_decide
from thongsuot.handover.estates import estate, undecided
from thongsuot.handover.models import Review
from thongsuot.handover.rules import RELATIONS, Fault, Verdict, fault
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.rules import within


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides: by which other document, or with which last day."""

    verdict: Verdict
    reason: str
    other: Document | None = None
    until: date | None = None


def decide(document: Document, told: Decision, *, revision: int = 0, by: Acting) -> Review:
    """Decide on one document, or otherwise than before; ``revision`` 0: nobody has decided yet."""
    _sound(document, told, by)
    with writing(by):
        held = Document.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
        review = Review.objects.select_for_update(of=("self",)).filter(document=held).first()
        if (review.revision if review else 0) != revision:
            raise Stale
        before = _plain(review)
        if review is None:
            if not undecided([held.unit_id], timezone.localdate()).filter(pk=held.pk).exists():
                raise Problem(_("This document is no longer in force: there is nothing to decide."))
            review = Review(document=held, revision=0)
        else:
            _undo(review, by)
        review.verdict, review.reason, review.other = told.verdict, told.reason.strip(), told.other
        review.unit, review.by, review.at = by.unit, by.user, timezone.now()
        review.revision += 1
        _carry_out(review, held, told, by)
        review.save()
        record("document-reviewed", f"document:{held.pk}", also=f"unit:{held.unit_id}", before=before,
               after=_plain(review), reason=review.reason)  # fmt: skip
    return review


def decide_all(documents: Sequence[Document], told: Decision, *, by: Acting) -> int:
    """The same for several, in one change; gives how many. One that was decided on meanwhile is left out."""
    with writing(by):
        done = set(Review.objects.filter(document__in=documents).values_list("document", flat=True))
        fresh = [document for document in documents if document.pk not in done]
        for document in fresh:
            decide(document, told, by=by)
    return len(fresh)


def _sound(document: Document, told: Decision, by: Acting) -> None:
    left = estate(document.unit, timezone.localdate())
    if left is None or not may_decide(by, left) or not may_read(by, document):
        raise Forbidden
    match fault(told.verdict, reason=told.reason, other=told.other is not None, until=told.until):
        case Fault.REASON:
            raise Problem(_("Say why: the decision is kept with its reason."))
        case Fault.OTHER:
            raise Problem(_("Say which registered document replaces or repeals it."))
        case Fault.DAY:
            raise Problem(_("Say which day is the last one on which it is in force."))
    other = told.other if told.verdict in RELATIONS else None
    if other is None:
        return
    if other.pk == document.pk:
        raise Problem(_("A document cannot end itself. Choose another one."))
    if not may_read(by, other) or not within(document.unit.path or "", other.unit.path or "-"):
        raise Problem(_("It must be registered by the unit that carries on, or by one above it."))
    if (other.effective_from or other.date) is None:
        raise Problem(_("That document has neither a date nor a day from which it is in force. Complete its header."))


def _carry_out(review: Review, document: Document, told: Decision, by: Acting) -> None:
    """What follows from a decision for the register: a relation, or a last day."""
    relation = RELATIONS.get(told.verdict)
    if relation is not None and told.other is not None:
        review.finding = relate(document, told.other, relation, by=by.user)
    else:
        review.other = None
    if told.verdict == Verdict.LAPSE and told.until is not None:
        review.until, review.until_before = told.until, document.effective_to
        lapse(document, told.until, reason=review.reason)


def _undo(review: Review, by: Acting) -> None:
    """What followed from a decision that holds no more."""
    if review.finding is not None:
        unrelate(review.finding, by=by.user, reason=_("Decided otherwise."))
        review.finding = None
    if review.until is not None:
        lapse(review.document, review.until_before)
        review.document.refresh_from_db()
        review.until = review.until_before = None


def _plain(review: Review | None) -> dict[str, object]:
    if review is None:
        return {}
    until = review.until and review.until.isoformat()
    return {"verdict": review.verdict, "other": review.other_id, "until": until}
