"""What was said of a draft, and what became of it? The table of comments, and the forms to ask, say and answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents import queries as documents
from thongsuot.look.shapes import Link
from thongsuot.programmes import commenting
from thongsuot.programmes.forms import AnswerForm, CommentForm, ConsultForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Answer
from thongsuot.programmes.views.opening import crumbs, opened, opened_comment, rights
from thongsuot.programmes.wording import ANSWER_BADGES, ANSWERS, said
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right


@reading
def comments(request: ActingRequest, pk: int) -> HttpResponse:
    """The table of comments."""
    return page(request, opened(request, pk))


def page(
    request: ActingRequest,
    shown: Programme,
    comment: CommentForm | None = None,
    consult: ConsultForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its forms; one of them as it was typed."""
    may = rights(request.acting, shown)
    rows = list(shown.comments.select_related("unit", "by", "answered_by"))
    for row in rows:
        row.said, row.badge = said(ANSWERS, row.answer), ANSWER_BADGES.get(row.answer, "")  # type: ignore[attr-defined]
        row.form = AnswerForm(  # type: ignore[attr-defined]
            initial={"answer": row.answer or Answer.TAKEN, "why": row.why, "revision": row.revision},
            auto_id=f"answer-{row.pk}-%s",
        )
    context = {
        "programme": shown,
        "may": may,
        "crumbs": crumbs(shown, Link(_("Comments"))),
        "comments": rows,
        "open": sum(not row.answer for row in rows),
        "asked": shown.consultations.select_related("unit").order_by("unit__path"),
        "comment_form": (comment or _comment_form(request, shown)) if may.comment else None,
        "consult_form": (consult or _consult_form(request)) if may.answer else None,
    }
    return render(request, "programmes/comments.html", context, status=status)


def _comment_form(request: ActingRequest, shown: Programme, *, bound: bool = False) -> CommentForm:
    about = {"item": request.GET.get("item", "")}
    return CommentForm(request.POST if bound else None, items=shown.items.filter(kept=True), initial=about)


def _consult_form(request: ActingRequest, *, bound: bool = False) -> ConsultForm:
    chosen = {"groups": documents.groups_for(request.acting), "units": documents.partners(request.acting)}
    return ConsultForm(request.POST if bound else None, prefix="ask", **chosen)


@require_POST
@acting_in(Right.REVIEW)
def comment(request: ActingRequest, pk: int) -> HttpResponse:
    """Say something."""
    shown = opened(request, pk)
    form = _comment_form(request, shown, bound=True)
    if not form.is_valid():
        return page(request, shown, comment=form, status=422)
    commenting.comment(shown, form.cleaned_data["text"], by=request.acting, item=form.cleaned_data["item"])
    messages.success(request, _("Thank you: the drafters will answer your comment."))
    return redirect("programme-comments", pk=pk)


@require_POST
@acting_in(Right.DRAFT)
def consult(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask units for their comments."""
    shown = opened(request, pk)
    form = _consult_form(request, bound=True)
    if not form.is_valid():
        return page(request, shown, consult=form, status=422)
    n = commenting.consult(shown, form.members(), form.cleaned_data["until"], by=request.acting)
    messages.success(request, _("Sent to %(n)s units for their comments.") % {"n": n})
    return redirect("programme-comments", pk=pk)


@require_POST
@acting_in(Right.DRAFT)
def answer(request: ActingRequest, pk: int) -> HttpResponse:
    """What became of a comment."""
    about = opened_comment(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        commenting.answer(about, Answer(told["answer"]), told["why"], revision=told["revision"], by=request.acting)
        messages.success(request, _("The answer was saved."))
    else:
        messages.error(request, _("Choose an answer."))
    return redirect("programme-comments", pk=about.programme_id)
