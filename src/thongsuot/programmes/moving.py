"""How does a programme go its way? Submitted, returned with a reason, approved, issued as a document of its own."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents import actions as documents
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction
from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem
from thongsuot.programmes import queries, standing
from thongsuot.programmes.access import held
from thongsuot.programmes.models import Basis, Programme
from thongsuot.programmes.official import Form, write
from thongsuot.programmes.reading_back import own
from thongsuot.programmes.rules import Move, Stage, State, moved
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right


def submit(programme: Programme, *, revision: int, by: Acting) -> Programme:
    """To whom approves it: nothing in it changes from now on. Every suggestion must have been decided on."""
    with writing(by):
        found = held(programme, Right.DRAFT, by, revision)
        undecided = found.items.filter(kept=False).count()
        if undecided:
            raise Problem(
                _("%(n)s suggestions wait for a decision: keep each or remove it, then submit.") % {"n": undecided}
            )
        if not found.items.exists():
            raise Problem(_("The programme has no items yet. Add at least one."))
        return _move(found, Move.SUBMIT)


def give_back(programme: Programme, reason: str, *, revision: int, by: Acting) -> Programme:
    """Back to its drafters, who can change it again; they are told why."""
    if not reason.strip():
        raise Problem(_("Say why it is returned, so that its drafters know what to change."))
    with writing(by):
        return _move(held(programme, Right.APPROVE, by, revision), Move.RETURN, reason.strip())


def approve(programme: Programme, *, revision: int, by: Acting, reason: str = "") -> Programme:
    """Every comment must have its answer; clauses that nothing answers need a reason."""
    with writing(by):
        found = held(programme, Right.APPROVE, by, revision)
        open_ = found.comments.filter(answer="").count()
        if open_:
            raise Problem(_("%(n)s comments have no answer yet. Answer each, then approve.") % {"n": open_})
        bare = queries.uncovered(found)
        if bare and not reason.strip():
            raise Problem(
                _("%(n)s clauses are answered by nothing and are not exempted. Say why it is approved all the same.")
                % {"n": len(bare)}
            )
        return _move(found, Move.APPROVE, reason.strip(), {"uncovered": bare})


AHEAD = gettext_lazy("This day has not come yet. A document bears the day it is issued on: today at the latest.")


@dataclass(frozen=True, slots=True)
class Issue:
    """What the clerk adds to an approved programme when it goes out."""

    symbol: str
    dated: date
    form: Form


def issue(programme: Programme, out: Issue, *, revision: int, by: Acting) -> Document:
    """The programme becomes a document in its unit's outgoing register, which the level below answers in its turn.

    Whoever issues it confirms with that the duties that are its items, as people drafted and approved them.
    """
    if out.dated > timezone.localdate():
        raise Problem(str(AHEAD))
    with writing(by):
        found = held(programme, Right.REGISTER, by, revision)
        if moved(State(found.state), Move.ISSUE) is None:
            raise Problem(_("Only an approved programme is issued."))
        told = queries.printed(found)
        raw = write(told, out.form, out.symbol, out.dated)
        intake = documents.Intake(found.unit, Direction.OUT, anyway=True)
        document = documents.receive(raw, "chuong-trinh.docx", intake, by=by)
        header = {
            "system": out.form.system, "kind": found.kind, "symbol": out.symbol, "issuers": [out.form.issuer],
            "place": out.form.place, "date": out.dated, "title": found.title,
        }  # fmt: skip
        document = documents.edit_header(document, header, revision=document.revision, by=by)
        review.drop_repeated(document, by=by, reason=_("The annex says once more what the body orders."))
        review.accept_own(document, lambda rows: own(rows, told.items), by=by, reason=_(
            "They are the items of the programme as it was approved and issued."
        ))  # fmt: skip
        found.issued = document
        Basis.objects.filter(item__programme=found).update(stage=Stage.ISSUED)
        standing.keep(found.unit, found.answers)
        _move(found, Move.ISSUE, after={"issued": document.pk, "symbol": out.symbol})
    return document


_VERBS = {
    Move.SUBMIT: "programme-submitted",
    Move.RETURN: "programme-returned",
    Move.APPROVE: "programme-approved",
    Move.ISSUE: "programme-issued",
}


def _move(programme: Programme, move: Move, reason: str = "", after: dict[str, object] | None = None) -> Programme:
    to = moved(State(programme.state), move)
    if to is None:
        raise Problem(_("That cannot be done in the state the programme is in. Look at its new state."))
    before = programme.state
    programme.state, programme.reason = to, reason or ("" if move == Move.SUBMIT else programme.reason)
    programme.revision += 1
    programme.save()
    told = {"state": to, **(after or {})}
    record(_VERBS[move], f"programme:{programme.pk}", before={"state": before}, after=told, reason=reason)
    return programme
