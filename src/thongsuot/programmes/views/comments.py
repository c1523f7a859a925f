"""What was said of a draft, and what became of it? The table of comments, and the forms to ask, say and answer."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination.models import Conference
from thongsuot.documents import queries as documents
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link
from thongsuot.programmes import commenting, queries, replies
from thongsuot.programmes.forms import AnswerForm, CommentForm, ConsultForm, NoteForm, PresentForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Answer
from thongsuot.programmes.views.moves import blank, word
from thongsuot.programmes.views.opening import crumbs, opened, opened_comment, rights
from thongsuot.programmes.wording import ANSWER_BADGES, ANSWERS
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right


@reading
def comments(request: ActingRequest, pk: int) -> HttpResponse:
    """The table of comments."""
    return page(request, opened(request, pk))


Forms = CommentForm | ConsultForm | PresentForm | NoteForm


def page(request: ActingRequest, shown: Programme, typed: Forms | None = None) -> HttpResponse:
    """The page with its forms; one of them as it was typed."""
    may = rights(request.acting, shown)
    rows = list(shown.comments.select_related("unit", "by", "answered_by", "conference"))
    for row in rows:
        row.said, row.badge = said(ANSWERS, row.answer), ANSWER_BADGES.get(row.answer, "")  # type: ignore[attr-defined]
        row.form = AnswerForm(  # type: ignore[attr-defined]
            initial={"answer": row.answer or Answer.TAKEN, "why": row.why, "revision": row.revision},
            auto_id=f"answer-{row.pk}-%s",
        )
    presented = [row.conference for row in shown.presentations.select_related("conference")]
    context = {
        "programme": shown,
        "may": may,
        "crumbs": crumbs(shown, Link(_("Comments"))),
        "comments": rows,
        "open": sum(not row.answer for row in rows),
        "asked": queries.asked(shown),
        "presented": presented,
        "comment_form": may.comment and _typed(typed, CommentForm, lambda: _comment_form(request, shown)),
        "consult_form": may.answer and _typed(typed, ConsultForm, lambda: _consult_form(request)),
        "present_form": may.answer and _typed(typed, PresentForm, lambda: _present_form(request, shown)),
        "note_form": may.answer and presented and _typed(typed, NoteForm, lambda: _note_form(request, shown)),
    }
    return render(request, "programmes/comments.html", context, status=422 if typed else 200)


def _typed[F: Forms](typed: Forms | None, kind: type[F], empty: Callable[[], F]) -> F:
    return typed if type(typed) is kind else empty()


def _comment_form(request: ActingRequest, shown: Programme, *, bound: bool = False) -> CommentForm:
    about = {"item": request.GET.get("item", "")}
    return CommentForm(request.POST if bound else None, items=shown.items.filter(kept=True), initial=about)


def _consult_form(request: ActingRequest, *, bound: bool = False) -> ConsultForm:
    chosen = {"groups": documents.groups_for(request.acting), "units": documents.partners(request.acting)}
    return ConsultForm(request.POST if bound else None, prefix="ask", **chosen)


def _present_form(request: ActingRequest, shown: Programme, *, bound: bool = False) -> PresentForm:
    rows = queries.conferences(shown, request.acting)
    return PresentForm(request.POST if bound else None, prefix="present", conferences=rows)


def _note_form(request: ActingRequest, shown: Programme, *, bound: bool = False) -> NoteForm:
    held = Conference.objects.filter(pk__in=shown.presentations.values("conference")).order_by("-on")
    return NoteForm(
        request.POST if bound else None, prefix="note", items=shown.items.filter(kept=True), conferences=held,
        units=queries.speakers(shown),
    )  # fmt: skip


@require_POST
@acting_in(Right.REVIEW)
def comment(request: ActingRequest, pk: int) -> HttpResponse:
    """Say something."""
    shown = opened(request, pk)
    form = _comment_form(request, shown, bound=True)
    if not form.is_valid():
        return page(request, shown, form)
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
        return page(request, shown, form)
    n = commenting.consult(shown, form.members(), form.cleaned_data["until"], by=request.acting)
    messages.success(request, _("Sent to %(n)s units for their comments.") % {"n": n})
    return redirect("programme-comments", pk=pk)


@require_POST
@acting_in(Right.DRAFT)
def present(request: ActingRequest, pk: int) -> HttpResponse:
    """Put the draft to a conference."""
    shown = opened(request, pk)
    form = _present_form(request, shown, bound=True)
    if not form.is_valid():
        return page(request, shown, form)
    told = form.cleaned_data
    commenting.present(shown, told["conference"], ask=told["ask"], by=request.acting)
    messages.success(request, _("The draft is on the agenda. Note here what is said of it."))
    return redirect("programme-comments", pk=pk)


@require_POST
@acting_in(Right.DRAFT)
def note(request: ActingRequest, pk: int) -> HttpResponse:
    """Note what was said at a conference."""
    shown = opened(request, pk)
    form = _note_form(request, shown, bound=True)
    if not form.is_valid():
        return page(request, shown, form)
    told = form.cleaned_data
    commenting.note(shown, told["conference"], told["unit"], told["text"], item=told["item"], by=request.acting)
    messages.success(request, _("Noted. It needs an answer like every comment."))
    return redirect("programme-comments", pk=pk)


@reading
def table(request: ActingRequest, pk: int) -> HttpResponse:
    """The comments and what became of them, as a Word file in official form."""
    shown = opened(request, pk)
    raw = replies.write(replies.told(shown), blank(shown), timezone.localdate())
    return word(raw, f"tong-hop-y-kien-{shown.pk}.docx")


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
