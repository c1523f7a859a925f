"""How does a duty go its way? A page for each step, which says what will happen before it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thongsuot.documents.queries import groups_for
from thongsuot.followup import access, reporting, showing, taking
from thongsuot.followup.changing import Allowed
from thongsuot.followup.duty_forms import EditForm
from thongsuot.followup.models import Assignment, Remark, Report
from thongsuot.followup.reaching import children
from thongsuot.followup.rules import closes
from thongsuot.followup.step_forms import ReassignForm, SayForm, StepForm
from thongsuot.followup.views.giving import everyone
from thongsuot.followup.views.opening import Rights, leading, let, opened, page_of, rights
from thongsuot.problems import Forbidden
from thongsuot.programmes.views.opening import number, sent
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.rules import Right

Do = Callable[[Assignment, StepForm, Report | None, Acting], object]
TAKERS = (Right.REPORT, Right.ASSIGN)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it is called, what it means, who may take it, whether the duty stands so, what it does."""

    heading: str | Promise
    meaning: str | Promise
    allowed: Allowed
    now: Callable[[Rights], bool]
    do: Do
    reason: bool = True  # a reason is asked for
    over_open: bool = False  # it closes a duty, which open ones below may hinder


def _said(form: StepForm) -> str:
    return str(form.cleaned_data["reason"])


def _seen(form: StepForm) -> int:
    return int(form.cleaned_data["revision"])


def _over(form: StepForm) -> bool:
    return bool(form.cleaned_data.get("override"))


def _confirm(_held: Assignment, form: StepForm, last: Report | None, by: Acting) -> object:
    if last is None:
        raise Forbidden
    return reporting.confirm(last, reason=_said(form), override=_over(form), revision=_seen(form), by=by)


def _send_back(_held: Assignment, form: StepForm, last: Report | None, by: Acting) -> object:
    if last is None:
        raise Forbidden
    return reporting.return_report(last, _said(form), revision=_seen(form), by=by)


STEPS: Mapping[str, Step] = {
    "return": Step(
        gettext_lazy("Return the duty"),
        gettext_lazy("The unit that gave it decides what becomes of it. Until then its deadline runs on."),
        leading(access.may_return),
        lambda may: may.give_back,
        lambda held, form, _last, by: taking.return_with_reason(held, _said(form), revision=_seen(form), by=by),
    ),
    "suspend": Step(
        gettext_lazy("Put the duty on hold"),
        gettext_lazy("Its deadline does not run, and it is in no figure of open duties, until it goes on."),
        access.may_direct,
        lambda may: may.suspend,
        lambda held, form, _last, by: taking.suspend(held, _said(form), revision=_seen(form), by=by),
    ),
    "resume": Step(
        gettext_lazy("Let the duty go on"),
        gettext_lazy("Its deadline is the same as before."),
        access.may_direct,
        lambda may: may.resume,
        lambda held, form, _last, by: taking.resume(held, _said(form), revision=_seen(form), by=by),
    ),
    "withdraw": Step(
        gettext_lazy("Withdraw the duty"),
        gettext_lazy("It is no longer asked for; what was reported stays in its history."),
        access.may_direct,
        lambda may: may.withdraw,
        lambda held, form, _last, by: taking.withdraw(
            held, _said(form), override=_over(form), revision=_seen(form), by=by
        ),
        over_open=True,
    ),
    "confirm": Step(
        gettext_lazy("Confirm the report"),
        gettext_lazy("If it says that the duty is finished, the duty is completed on the day it was reported."),
        access.may_confirm,
        lambda may: may.confirm,
        _confirm,
        reason=False,
        over_open=True,
    ),
    "send-back": Step(
        gettext_lazy("Send the report back"),
        gettext_lazy("The duty goes on, its deadline as it was."),
        access.may_confirm,
        lambda may: may.confirm,
        _send_back,
    ),
    "reopen": Step(
        gettext_lazy("Reopen the duty"),
        gettext_lazy("It is open again; its confirmation stays in the history."),
        access.may_confirm,
        lambda may: may.reopen,
        lambda held, form, _last, by: reporting.reopen(held, _said(form), revision=_seen(form), by=by),
    ),
}  # fmt: skip


@acting_in(*TAKERS)
def step(request: ActingRequest, pk: int, name: str) -> HttpResponse:
    """One of the steps."""
    held, what = opened(request, pk), STEPS[name]
    last = held.reports.select_related("confirmation", "unit").first()
    let(request, held, what.allowed, what.now(rights(request.acting, held, last, None)))
    blocked = what.over_open and not closes(children(held), False)
    initial = {"revision": held.revision}
    form = StepForm(sent(request), initial=initial, needs_reason=what.reason, over_open=blocked)
    if request.method == "POST" and form.is_valid():
        with said_in(form):
            what.do(held, form, last, request.acting)
            messages.success(request, _("Saved. It stands in the duty's history."))
            return redirect("duty", pk=pk)
    about = last if name in ("confirm", "send-back") else None
    context = page_of(request, held, what.heading) | {
        "form": form, "meaning": what.meaning, "blocked": blocked, "about": about,
        "headings": showing.headings(about) if about else (),
    }  # fmt: skip
    return render(request, "followup/step.html", context, status=422 if form.errors else 200)


@require_POST
@acting_in(*TAKERS)
def accept(request: ActingRequest, pk: int) -> HttpResponse:
    """Take a duty on."""
    held = opened(request, pk)
    let(request, held, leading(access.may_answer), rights(request.acting, held, None, None).accept)
    taking.accept(held, revision=number(request, "revision"), by=request.acting)
    messages.success(request, _("Accepted. Your unit leads this duty now."))
    return redirect("duty", pk=pk)


@acting_in(Right.ASSIGN)
def reassign(request: ActingRequest, pk: int) -> HttpResponse:
    """Give anew what was returned."""
    held, heading = opened(request, pk), _("Give the duty anew")
    let(request, held, access.may_direct, rights(request.acting, held, None, None).reassign)
    form = ReassignForm(sent(request), held=held, initial={"revision": held.revision, "lead": held.lead})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            taking.reassign(held, told["lead"], reason=told["reason"], revision=told["revision"], by=request.acting)
            messages.success(request, _("Saved. It stands in the duty's history."))
            return redirect("duty", pk=pk)
    context = page_of(request, held, heading) | {"form": form, "returned": held.reason}
    return render(request, "followup/step.html", context, status=422 if form.errors else 200)


@acting_in(Right.ASSIGN)
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Say a duty differently; the first deadline stays on record."""
    held, heading = opened(request, pk), _("Edit the duty")
    let(request, held, access.may_direct, rights(request.acting, held, None, None).edit)
    form = EditForm(sent(request), everyone=everyone(), also=groups_for(request.acting), initial=EditForm.said_of(held))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            taking.edit(held, form.duty(), reason=told["reason"], revision=told["revision"], by=request.acting)
            messages.success(request, _("Saved. It stands in the duty's history."))
            return redirect("duty", pk=pk)
    context = page_of(request, held, heading) | {"form": form}
    return render(request, "followup/edit.html", context, status=422 if form.errors else 200)


@acting_in(*TAKERS)
def say(request: ActingRequest, pk: int, asks: bool) -> HttpResponse:
    """Ask about a duty, say something, or answer the question of ``?answers=``."""
    held = opened(request, pk)
    may = rights(request.acting, held, None, None)
    if not (may.ask if asks else may.remark):
        raise Forbidden
    about = None if asks else _answered(request, held)
    form = SayForm(sent(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["text"]
        if asks:
            taking.ask(held, words, by=request.acting)
        else:
            taking.remark(held, words, answers=about, by=request.acting)
        return redirect(reverse("duty", args=[pk]) + "#talk")
    heading = _("Ask about the duty") if asks else _("Answer the question") if about else _("Say something")
    context = page_of(request, held, heading) | {"form": form, "question": about}
    return render(request, "followup/step.html", context, status=422 if form.errors else 200)


def _answered(request: ActingRequest, held: Assignment) -> Remark | None:
    key = request.GET.get("answers", "")
    return held.remarks.filter(pk=int(key), asks=True).first() if key.isdecimal() and len(key) < 19 else None
