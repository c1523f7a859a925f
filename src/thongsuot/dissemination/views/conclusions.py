"""Which duties follow from a conference? Those of its minutes: confirmed, added from their words, or written here."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import concluding
from thongsuot.dissemination.concluding import conclusions, unread, write_minutes, written_here
from thongsuot.dissemination.meeting_forms import MinutesForm
from thongsuot.dissemination.models import Conference
from thongsuot.dissemination.views.conferences import crumbs, opened, planned
from thongsuot.documents import review
from thongsuot.documents.access import require
from thongsuot.documents.finding_forms import ObligationForm
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.documents.views.review import whole
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units import access
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.rules import Right

LINES = 60
"""Lines of the minutes to choose from."""


def _minutes(request: ActingRequest, found: Conference) -> Document:
    """The minutes, where there are some that the reader may see and review."""
    seen = Document.objects.visible_to(request.acting).filter(pk=found.record_id or 0)
    minutes = seen.select_related("unit", "current").first()
    if minutes is None:
        raise Http404
    require(request.acting, Right.REVIEW, minutes)
    return minutes


@require_POST
@acting_in(Right.REVIEW)
def decide(request: ActingRequest, pk: int) -> HttpResponse:
    """A duty that was found in the minutes is one, or is none."""
    found = opened(request, pk)
    minutes = _minutes(request, found)
    held = conclusions(minutes).filter(pk=whole(request.POST.get("finding", ""), 0)).first()
    if held is None:
        raise Http404
    revision = whole(request.POST.get("revision", ""), 0)
    if request.POST.get("do") == "drop":
        review.drop(held, revision=revision, by=request.acting)
        messages.success(request, _("Dropped. It will not be proposed again."))
    else:
        review.accept(held, revision=revision, by=request.acting)
        messages.success(request, _("Confirmed: the duty counts as one of the minutes and can be assigned."))
    return redirect(f"{reverse('conference', args=[pk])}#conclusions")


@acting_in(Right.REVIEW)
def conclude(request: ActingRequest, pk: int) -> HttpResponse:
    """Add a duty that the reading missed, with the words of the minutes; ``?at=`` is the line it begins from."""
    found = opened(request, pk)
    minutes = _minutes(request, found)
    lines = unread(minutes)
    at = whole(request.GET.get("at", ""), -1)
    words = next((line for start, line in lines if start == at), "")
    first = {"words": words, "action": words.split(". ", 1)[-1]}
    text = minutes.current.text if minutes.current else ""
    sent = request.POST if request.method == "POST" else None
    form = ObligationForm(sent, text=text, near=max(0, at), initial=first)
    if form.is_valid():
        with said_in(form):
            version = minutes.current_id
            review.add(minutes, Kind.OBLIGATION, form.span(), form.payload(), by=request.acting, version=version)
            messages.success(request, _("Added: the duty counts as one of the minutes and can be assigned."))
            return redirect(f"{reverse('conference', args=[pk])}#conclusions")
    context = {
        "conference": found, "minutes": minutes, "form": form, "lines": lines[:LINES],
        "crumbs": crumbs(found, Link(_("Add a conclusion"))),
    }  # fmt: skip
    return render(request, "dissemination/conclude.html", context, status=422 if form.is_bound else 200)


@acting_in(Right.REGISTER)
def minutes(request: ActingRequest, pk: int) -> HttpResponse:
    """Write what was concluded, one conclusion on each line: it is registered as the minutes, and read."""
    found = planned(request, pk)
    access.require(request.acting, Right.REGISTER, found.unit)
    here = written_here(found.record)
    form = MinutesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not here:
        raise Problem(_("The minutes came as a file. Add a new version of that document instead."))
    if form.is_valid():
        with said_in(form):
            write_minutes(found, form.cleaned_data["lines"], by=request.acting)
            messages.success(request, _("Registered as the minutes. Somebody who reviews confirms the duties now."))
            return redirect(f"{reverse('conference', args=[pk])}#conclusions")
    seen = Document.objects.visible_to(request.acting).filter(pk=found.record_id or 0).first()
    context = {
        "conference": found, "form": form, "here": here, "minutes": seen, "file": concluding.FILE,
        "crumbs": crumbs(found, Link(_("Write the conclusions"))),
    }  # fmt: skip
    return render(request, "dissemination/minutes.html", context, status=422 if form.is_bound else 200)
