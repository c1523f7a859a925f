"""What does a click on the review page do? Each act is one of ``documents.review``; nobody's work is overwritten."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents import actions, review
from thongsuot.documents.access import require
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import State
from thongsuot.documents.views.opening import opened
from thongsuot.documents.views.review import address, card, finding_of, partial, whole
from thongsuot.problems import Problem, Stale
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right

Act = Callable[[ActingRequest, Finding], Finding]


def _accept(request: ActingRequest, held: Finding) -> Finding:
    return review.accept(held, revision=revision(request), by=request.acting)


def _drop(request: ActingRequest, held: Finding) -> Finding:
    reason = request.POST.get("reason", "").strip()[:500]
    return review.drop(held, revision=revision(request), by=request.acting, reason=reason)


def _restore(request: ActingRequest, held: Finding) -> Finding:
    return review.restore(held, revision=revision(request), by=request.acting)


ACTS: dict[str, Act] = {"accept": _accept, "drop": _drop, "restore": _restore}


@require_POST
@acting_in(Right.READ)
def decide(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Accept, drop or restore a finding: the card alone for a script, else the page again."""
    document = opened(request, pk)
    held = finding_of(document, number)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Problem(_("Choose what to do with the finding."))
    before = (held.start, held.end)
    try:
        held = act(request, held)
    except Problem as problem:
        if not partial(request):
            raise
        status = 409 if isinstance(problem, Stale) else 422
        return card(request, document, finding_of(document, number), problem=str(problem), status=status)
    if not partial(request):
        messages.success(request, said(held))
        return redirect(back(request, document, held))
    if before != (held.start, held.end):
        return elsewhere(address(document, held))
    return card(request, document, held, said=said(held))


@require_POST
@acting_in(Right.REVIEW)
def join(request: ActingRequest, pk: int) -> HttpResponse:
    """One finding out of those that are ticked."""
    document = opened(request, pk)
    require(request.acting, Right.REVIEW, document)
    chosen = pairs(request.POST.getlist("finding"))
    found = list(document.findings.filter(pk__in=chosen))
    held = review.join(found, revisions=[chosen[one.pk] for one in found], by=request.acting)
    messages.success(request, _("%(n)s findings were joined into one.") % {"n": len(found)})
    return redirect(address(document, held))


@require_POST
@acting_in(Right.REVIEW)
def reread(request: ActingRequest, pk: int) -> HttpResponse:
    """Read the text anew; decisions stand."""
    document = opened(request, pk)
    actions.reread(document, by=request.acting)
    rows = document.findings
    counts = {
        "open": rows.filter(state=State.PROPOSED).count(),
        "kept": rows.exclude(state=State.PROPOSED).count(),
        "lost": rows.filter(lost=True).exclude(state=State.DROPPED).count(),
    }
    messages.success(
        request,
        _("The text was read again: %(open)s proposals, %(kept)s decisions kept, %(lost)s whose words are gone.")
        % counts,
    )
    return redirect("review", pk=pk)


def said(held: Finding) -> str:
    """What has become of a finding, in a sentence."""
    return {
        State.ACCEPTED: _("Accepted."),
        State.DROPPED: _("Dropped. It will not be proposed again."),
        State.PROPOSED: _("Back to the proposal."),
    }.get(State(held.state), _("Saved."))


def revision(request: HttpRequest) -> int:
    """The state that somebody saw; none where the form does not say."""
    return whole(request.POST.get("revision", ""), -1)


def pairs(written: list[str]) -> dict[int, int]:
    """Findings with the revision somebody saw, written ``12:3``."""
    split = [each.partition(":") for each in written]
    return {whole(pk, 0): whole(seen, -1) for pk, _colon, seen in split if whole(pk, 0)}


def back(request: HttpRequest, document: Document, held: Finding) -> str:
    """The page somebody came from, with its filters."""
    query = {name: request.POST.get(f"back_{name}", "") for name in ("state", "kind")}
    kept = "".join(f"{name}={value}&" for name, value in query.items() if value.isalpha())
    return f"{reverse('review', args=[document.pk])}?{kept}at={held.pk}#f{held.pk}"


def elsewhere(url: str) -> HttpResponse:
    """Let a script open another page: the text's marks have changed too."""
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = url
    return answer
