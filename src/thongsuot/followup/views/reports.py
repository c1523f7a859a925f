"""How is a duty reported, and how is more time asked for and decided on? And how do files leave?"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.views.files import kept
from thongsuot.followup import access, extending, reporting, showing
from thongsuot.followup.models import Assignment, Evidence, Extension
from thongsuot.followup.rules import Decision
from thongsuot.followup.step_forms import DecideForm, ReportForm, TimeForm
from thongsuot.followup.views.duty import offered
from thongsuot.followup.views.opening import leading, let, opened, page_of, rights
from thongsuot.programmes.views.opening import sent
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right


@taking_files(Right.REPORT)
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """A report under the fixed headings; ``?copy=1`` begins with the words of the last one."""
    held, acting = opened(request, pk), request.acting
    let(request, held, leading(access.may_report), rights(acting, held, None, None).report)
    _page_of, told = showing.reports(held, acting, None)
    last = told[0].row if told else None
    found = offered(held, told, acting)
    copied = ReportForm.copied(last) if last and request.GET.get("copy") == "1" else {}
    initial = {"revision": held.revision, "until": timezone.localdate(), **copied}
    initial["since"] = last.until + timedelta(1) if last and last.until < timezone.localdate() else None
    form = ReportForm(sent(request), held=held, acting=acting, offered=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        with said_in(form):
            _reported(request, held, form)
            messages.success(request, _("Reported. The unit that gave the duty reads it now."))
            return redirect("duty", pk=pk)
    context = page_of(request, held, _("Report on the duty")) | {"form": form, "last": last}
    answer = render(request, "followup/report.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _reported(request: ActingRequest, held: Assignment, form: ReportForm) -> None:
    files = form.papers(request.FILES.getlist("files"))
    reporting.report(
        held, form.told(), files=files, products=form.products(), revision=form.cleaned_data["revision"],
        by=request.acting,
    )  # fmt: skip


@acting_in(Right.REPORT, Right.ASSIGN)
def ask_time(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask for another deadline."""
    held, heading = opened(request, pk), _("Ask for more time")
    asked = held.extensions.filter(state=Decision.ASKED).first()
    let(request, held, leading(access.may_ask_time), rights(request.acting, held, None, asked).ask_time)
    form = TimeForm(sent(request), initial={"revision": held.revision})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            extending.ask_extension(
                held, told["until"], told["reason"], revision=told["revision"], by=request.acting
            )  # fmt: skip
            messages.success(request, _("Asked. The deadline stays as it is until more time is granted."))
            return redirect("duty", pk=pk)
    return _time_page(request, held, form, heading)


@acting_in(Right.ASSIGN)
def decide_time(request: ActingRequest, pk: int) -> HttpResponse:
    """Grant more time, in full or in part, or refuse it."""
    row = Extension.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    held, heading = opened(request, row.assignment_id), _("Decide on more time")
    asked = row if row.state == Decision.ASKED else None
    let(request, held, access.may_direct, rights(request.acting, held, None, asked).decide_time)
    form = DecideForm(sent(request), initial=DecideForm.beginning(row))
    if request.method == "POST" and form.is_valid():
        told, by = form.cleaned_data, request.acting
        with said_in(form):
            if told["decision"] == "grant":
                extending.grant_extension(row, told["until"], why=told["why"], revision=told["revision"], by=by)
            else:
                extending.refuse_extension(row, told["why"], revision=told["revision"], by=by)
            messages.success(request, _("The decision was saved."))
            return redirect("duty", pk=held.pk)
    return _time_page(request, held, form, heading, row)


def _time_page(
    request: ActingRequest, held: Assignment, form: Any, heading: str, row: Extension | None = None
) -> HttpResponse:
    context = page_of(request, held, heading) | {"form": form, "asked": row}
    return render(request, "followup/step.html", context, status=422 if form.errors else 200)


@reading
def file(request: ActingRequest, pk: int) -> HttpResponse:
    """A file that shows it, to be saved, for who may see the duty."""
    row = Evidence.objects.select_related("file", "report").filter(pk=pk).first()
    if row is None or row.file is None:
        raise Http404
    held = opened(request, row.report.assignment_id)
    return kept(row.file, row.name, "private, no-store" if held.restricted else "private")
