"""Where do people take part? Venues and their headcounts in one go; a unit's own study session."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import meetings
from thongsuot.dissemination.access import PLANNING, may_count
from thongsuot.dissemination.meeting_forms import SessionForm, VenuesForm, clauses_or_error
from thongsuot.dissemination.meetings import Point
from thongsuot.dissemination.views.asking import choices, keys
from thongsuot.dissemination.views.conferences import crumbs, opened, planned, study_title
from thongsuot.documents.views import detail, opening
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, acting_in

MOST = 1_000_000
"""People of one venue."""


@acting_in(*PLANNING)
def add(request: ActingRequest, pk: int) -> HttpResponse:
    """Choose units, groups or other places."""
    found = planned(request, pk)
    offered = choices(request.acting)
    offered["units"] = offered["units"] | type(request.acting.unit).objects.filter(pk=request.acting.unit_id)
    form = VenuesForm(request.POST if request.method == "POST" else None, **offered)
    if request.method == "POST" and form.is_valid():
        n = meetings.add_venues(found, form.audience(), form.cleaned_data["places"], by=request.acting)
        messages.success(request, _("%(n)s venues were added.") % {"n": n})
        return redirect("conference", pk=pk)
    context = {"conference": found, "form": form, "crumbs": crumbs(found, Link(_("Add venues")))}
    return render(request, "dissemination/venues.html", context, status=422 if form.is_bound else 200)


@require_POST
@acting_in(*PLANNING)
def count(request: ActingRequest, pk: int) -> HttpResponse:
    """State headcounts, of the venues that the reader may count."""
    found = opened(request, pk)
    counts = dict[int, tuple[int | None, int | None]]()
    for venue in found.venues.filter(pk__in=_asked(request)):
        if may_count(request.acting, venue, found):
            told = [whole(request.POST.get(f"{name}-{venue.pk}", "")) for name in ("expected", "actual")]
            counts[venue.pk] = (told[0], told[1])
    n = meetings.count_venues(found, counts, by=request.acting)
    messages.success(request, _("Saved: the headcounts of %(n)s venues changed.") % {"n": n})
    return redirect("conference", pk=pk)


def _asked(request: ActingRequest) -> list[int]:
    return keys([name.partition("-")[2] for name in request.POST if name.startswith(("expected-", "actual-"))])


def whole(written: str) -> int | None:
    """A headcount as somebody wrote it; None where the field was left empty."""
    digits = written.strip().replace(".", "").replace(" ", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:9]) > MOST:
        raise Problem(_("“%(written)s” is no headcount. Write a number.") % {"written": written[:20]})
    return int(digits[:9])


@acting_in(*PLANNING)
def session(request: ActingRequest, pk: int) -> HttpResponse:
    """Record a study session of the reader's own unit."""
    document = opening.opened(request, pk)
    first = {"title": study_title(document), "place": request.acting.unit.name}
    sent = request.POST if request.method == "POST" else None
    form = SessionForm(sent, initial=first, acting=request.acting)
    if request.method == "POST" and form.is_valid():
        locs = clauses_or_error(form, document, form.cleaned_data["clauses"])
        try:
            if form.is_valid():
                plan = form.plan([Point(document, locs=tuple(locs))])
                meetings.record_session(document, plan, form.cleaned_data["people"], by=request.acting)
                messages.success(request, _("The study session was recorded."))
                return redirect("dissemination-document", pk=pk)
        except Problem as problem:
            form.add_error(None, str(problem))
    way = detail.crumbs(document, Link(_("Record a study session")))
    context = {"document": document, "form": form, "crumbs": way}
    return render(request, "dissemination/session.html", context, status=422 if form.is_bound else 200)
