"""How is a draft commented on? Sent to units, put to a conference; every comment gets an answer."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination import meetings
from thongsuot.dissemination.meetings import Point
from thongsuot.dissemination.models import Conference
from thongsuot.dissemination.rules import Progress
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes.access import held, may_read
from thongsuot.programmes.models import Comment, Consultation, Presentation, Programme, ProgrammeItem
from thongsuot.programmes.rules import OPEN_TO_COMMENTS, Answer
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def consult(programme: Programme, units: Sequence[Unit], until: date, *, by: Acting) -> int:
    """Ask units for their comments by a day; one that was asked before gets the new day. Gives how many are asked."""
    if until < timezone.localdate():
        raise Problem(_("This day is over. Name one that is still to come."))
    with writing(by):
        found = _open(held(programme, Right.DRAFT, by))
        asked = [unit for unit in units if unit.pk != found.unit_id]
        for unit in asked:
            Consultation.objects.update_or_create(programme=found, unit=unit, defaults={"until": until})
            record("comments-asked", f"programme:{found.pk}", after={"unit": unit.pk, "until": until.isoformat()})
    return len(asked)


def present(programme: Programme, conference: Conference, *, ask: bool = False, by: Acting) -> Presentation:
    """Put the draft to a conference of its unit that is still to come: a point of its agenda with the draft's title.

    With ``ask`` the units that take part see the draft and can comment until that day. The agenda is read by more
    people than the document that is answered: of a restricted one only the kind of the draft is said.
    """
    with writing(by):
        found = _open(held(programme, Right.DRAFT, by))
        if conference.unit_id != found.unit_id or conference.on < timezone.localdate():
            raise Problem(_("Choose a conference of the programme's unit that is still to come."))
        title = found.kind if found.answers.restricted else str(found)
        there, new = Presentation.objects.get_or_create(programme=found, conference=conference)
        if not new:
            raise Problem(_("The draft is on the agenda of this conference already."))
        meetings.add_point(conference, Point(title=f"Góp ý dự thảo {title}"), by=by)
        record("draft-presented", f"programme:{found.pk}", after={"conference": conference.pk})
        if ask:
            units = Unit.objects.filter(venues__conference=conference).order_by("path")
            consult(found, list(units), conference.on, by=by)
    return there


def comment(programme: Programme, text: str, *, by: Acting, item: ProgrammeItem | None = None) -> Comment:
    """Say something of a draft or of one of its items: officers and heads of its unit, above it, and of units asked."""
    if not by.bears(Right.REVIEW) or not may_read(by, programme):
        raise Forbidden
    if not text.strip():
        raise Problem(_("Write the comment."))
    with writing(by):
        found = _open(Programme.objects.select_for_update().get(pk=programme.pk))
        if item is not None and item.programme_id != found.pk:
            raise Stale
        said = Comment.objects.create(
            programme=found, item=item, about=item.action if item else "", unit=by.unit, by=by.user, text=text.strip()
        )
        subject = f"comment:{said.pk}"
        record("commented", subject, f"programme:{found.pk}", after={"item": item.pk if item else None})
    return said


def note(
    programme: Programme,
    conference: Conference,
    unit: Unit,
    text: str,
    *,
    by: Acting,
    item: ProgrammeItem | None = None,
) -> Comment:
    """Write down what a unit said of the draft at a conference that it was put to."""
    if not text.strip():
        raise Problem(_("Write the comment."))
    with writing(by):
        found = _open(held(programme, Right.DRAFT, by))
        if not found.presentations.filter(conference=conference).exists():
            raise Problem(_("The draft was not put to this conference. Choose one of the list."))
        if conference.on > timezone.localdate() or conference.status == Progress.CANCELLED:
            raise Problem(_("This conference was not held. What was said is noted after it."))
        if item is not None and item.programme_id != found.pk:
            raise Stale
        said = Comment.objects.create(
            programme=found, item=item, about=item.action if item else "", unit=unit, conference=conference,
            by=by.user, text=text.strip(),
        )  # fmt: skip
        told = {"item": item.pk if item else None, "unit": unit.pk, "conference": conference.pk}
        record("comment-noted", f"comment:{said.pk}", f"programme:{found.pk}", after=told)
    return said


def answer(said: Comment, how: Answer, why: str, *, revision: int, by: Acting) -> Comment:
    """What became of a comment; one that is not, or only partly, taken in is told why. The answer may be changed."""
    if how != Answer.TAKEN and not why.strip():
        raise Problem(_("Say why the comment is not taken in, or only partly."))
    with writing(by):
        found = _open(held(said.programme, Right.DRAFT, by))
        current = found.comments.select_for_update().get(pk=said.pk)
        if current.revision != revision:
            raise Stale
        before = {"answer": current.answer}
        current.answer, current.why = how, why.strip()
        current.answered_by, current.answered_at = by.user, timezone.now()
        current.revision += 1
        current.save()
        record(
            "comment-answered", f"comment:{current.pk}", f"programme:{found.pk}", before=before,
            after={"answer": how}, reason=why.strip(),
        )  # fmt: skip
    return current


def _open(programme: Programme) -> Programme:
    if programme.state not in OPEN_TO_COMMENTS:
        raise Problem(_("The programme is approved: comments are closed."))
    return programme
