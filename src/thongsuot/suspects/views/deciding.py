"""How does a unit decide? One thing on its page, or several after a preview; and that what was decided is done."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thongsuot.dissemination.views.asking import key_of
from thongsuot.documents.queries import seen_among
from thongsuot.documents.views.clause import address
from thongsuot.documents.wording import place_name, said
from thongsuot.followup.models import Assignment
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import State
from thongsuot.suspects import bulk, deciding, queries, showing
from thongsuot.suspects.access import may_decide
from thongsuot.suspects.forms import DecideForm, DoneForm
from thongsuot.suspects.models import Mapped, Suspect
from thongsuot.suspects.raising import LIVE
from thongsuot.suspects.rules import Cause, Decision, How
from thongsuot.suspects.views.changes import crumbs, told
from thongsuot.suspects.views.opening import opened
from thongsuot.suspects.wording import CHOICES
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right, within

DECIDES = (Right.DRAFT, Right.APPROVE)
ENDING = (Decision.REVISE, Decision.WITHDRAW)
"""The decisions that end an exemption."""


@reading
def suspect(request: ActingRequest, pk: int) -> HttpResponse:
    """Why a thing is doubtful, what the words were and are, what is decided; the form for who decides."""
    row, acting = opened(request, pk), request.acting
    may = may_decide(acting, row)
    form = DecideForm(request.POST if request.method == "POST" else None, moves=_moves(row),
                      exempt=bool(row.exemption_id), initial={"revision": row.revision})  # fmt: skip
    if request.method == "POST":
        if not may:
            raise Forbidden
        if form.is_valid():
            with said_in(form):
                deciding.decide(row, form.said(), revision=form.cleaned_data["revision"] or 0, by=acting)
                messages.success(request, _("The decision was saved."))
                return redirect("suspect", pk=pk)
    return render(
        request, "suspects/suspect.html", _context(row, form, may, acting), status=422 if form.errors else 200
    )


def _context(row: Suspect, form: DecideForm, may: bool, acting: Acting) -> dict[str, object]:
    seen = seen_among(acting, [row.change.document_id, row.change.successor_id])
    readable = row.change.document_id in seen
    thread = queries.threads([row], acting)[row.pk]
    decided = row.decision in list(CHOICES)
    near = row.unit_id == acting.unit_id or within(row.unit.path or "", acting.path)
    turns = [[loc, row.how, row.to if loc == row.loc else ""] for loc in row.locs]
    return {
        "row": row, "line": showing.line(row, acting, seen), "form": form, "may": may and not row.decision,
        "what": told(row.change, seen), "words": showing.words(row.change, turns) if readable else [],
        "readable": readable, "steps": showing.steps(thread, acting), "url": showing.thing_url(row, acting),
        "decided": decided, "over": showing.over(row), "who": str(row.decided_by or "") if near else "",
        "finishes": may and decided and not showing.over(row), "done": DoneForm(initial={"revision": row.revision}),
        "anew": _anew(row, acting), "asks": _asks(row, acting), "new": _new(row, acting, seen), "below": _below(row),
        "crumbs": crumbs(row.change, seen, Link(row.about[:60])),
    }  # fmt: skip


def _moves(row: Suspect) -> bool:
    return row.how == How.RENUMBERED and bool(row.to)


def _new(row: Suspect, acting: Acting, seen: set[int]) -> dict[str, object] | None:
    """Where the clause went, if its document was replaced by one the reader may see: what a revision rests on."""
    successor = row.change.successor
    if row.change.cause != Cause.REPLACED or successor is None or successor.pk not in seen:
        return None
    mapped = Mapped.objects.filter(change=row.change_id, old=row.loc).first()
    to = mapped.new if mapped else row.to
    begun = Programme.objects.filter(unit=row.unit_id, answers=successor).first()
    return {
        "document": successor, "loc": to, "place": place_name(to), "said": bool(mapped and mapped.said_at),
        "url": address(successor, to, None) if to else "", "programme": begun,
        "starts": row.programme_id and not begun and acting.bears(Right.DRAFT),
        "gives": row.assignment_id and acting.bears(Right.ASSIGN),
        "asks": row.exemption_id and acting.bears(Right.DRAFT),
    }  # fmt: skip


def _anew(row: Suspect, acting: Acting) -> str:
    """Where an issued programme is revised: by another answer to the same document, as it changes no more itself."""
    issued = row.programme is not None and row.programme.state == State.ISSUED
    if not issued or row.change.cause != Cause.TEXT or not acting.bears(Right.DRAFT):
        return ""
    return reverse("programme-start", args=[row.document_id]) if seen_among(acting, [row.document_id]) else ""


def _asks(row: Suspect, acting: Acting) -> str:
    """Where an exemption that ended is asked for anew, by a drafter of the unit: at the place of its words now."""
    ended = row.exemption is not None and row.decision == Decision.REVISE and row.done_at is None
    here = row.unit_id == acting.unit_id and acting.bears(Right.DRAFT) and seen_among(acting, [row.document_id])
    if not ended or not here or row.change.cause != Cause.TEXT:
        return ""
    own = row.exemption.loc if row.exemption else ""
    loc = row.to if row.to and row.loc == own else own
    url = reverse("exemption-ask", args=[row.document_id])
    return f"{url}?{urlencode({'clause': loc})}" if loc else url


def _below(row: Suspect) -> int:
    """How many open duties hang on the one that is decided on: withdrawing it closes over them."""
    if not row.assignment_id:
        return 0
    return Assignment.objects.filter(parent=row.assignment_id, state__in=LIVE).count()


@require_POST
@acting_in(*DECIDES)
def done(request: ActingRequest, pk: int) -> HttpResponse:
    """What was decided has been done; it is said where."""
    row, form = opened(request, pk), DoneForm(request.POST)
    if not form.is_valid():
        raise Problem(_("Say where it was done: the number of the document, for instance."))
    deciding.finish(row, form.cleaned_data["note"], revision=form.cleaned_data["revision"], by=request.acting)
    messages.success(request, _("Noted as done."))
    return redirect("suspect", pk=pk)


@require_POST
@acting_in(*DECIDES)
def decide_many(request: ActingRequest) -> HttpResponse:
    """Decide on the selected ones: first what would happen, then all of it or nothing."""
    seen, form, back = chosen(request.POST), DecideForm(request.POST, many=True), _back(request)
    if not seen:
        raise Problem(_("Select what is to be decided on first."))
    if form.is_valid() and request.POST.get("confirm"):
        n = bulk.decide_all(seen, form.said(), by=request.acting)
        saved = ngettext("%(n)s decision was saved.", "%(n)s decisions were saved.", n) % {"n": n}
        messages.success(request, saved)
        return redirect(back)
    choice = form.data.get("decision", "")
    made = bulk.plan(bulk.rows_of(request.acting, seen), seen, by=request.acting, decision=choice)
    documents = seen_among(request.acting, [row.change.document_id for row in made.will])
    context = {
        "will": [showing.line(row, request.acting, documents) for row in made.will],
        "skipped": [(why, len(rows)) for why, rows in made.skipped.items()], "form": form, "back": back,
        "choice": said(CHOICES, choice), "decision": choice, "reason": form.data.get("reason", ""),
        "follow": form.data.get("follow", ""), "moves": sum(map(_moves, made.will)),
        "flags": choice == Decision.WITHDRAW,
        "ends": sum(bool(row.exemption_id) for row in made.will) if choice in ENDING else 0,
        "crumbs": [Link(_("To be reviewed"), reverse("suspects")), Link(_("Decide together"))],
    }  # fmt: skip
    return render(request, "suspects/decide.html", context, status=422 if form.errors else 200)


def chosen(sent: QueryDict) -> Mapping[int, int]:
    """The suspects that a form names, each with the revision it was seen in: ``12.1``."""
    found = {}
    for written in sent.getlist("pk")[: bulk.MOST + 1]:
        key, _dot, revision = written.partition(".")
        if key_of(key):
            found[key_of(key)] = key_of(revision)
    return found


def _back(request: ActingRequest) -> str:
    to = request.POST.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}) else reverse("suspects")
