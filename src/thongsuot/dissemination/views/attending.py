"""Who took part at a venue? Its headcount and causes of absence for all who see it, names for its own unit alone."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thongsuot.dissemination import attending, queries, rolls, sheets
from thongsuot.dissemination.access import PLANNING, may_count, may_list, sees_names
from thongsuot.dissemination.meetings import count_venues
from thongsuot.dissemination.models import Conference, Venue
from thongsuot.dissemination.rules import Cause, Progress
from thongsuot.dissemination.views.asking import keys
from thongsuot.dissemination.views.conferences import crumbs
from thongsuot.dissemination.views.venues import whole
from thongsuot.dissemination.wording import CAUSES
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.views.review import private
from thongsuot.events.actions import writing
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.imports import What

SIZE = 100
SHOWN = 500
"""Rows of a list that the page shows before it is taken in; what is wrong comes first."""
BLANK = 40
"""Empty rows of a printed list."""


def seen_venue(request: ActingRequest, pk: int) -> Venue:
    """The venue of an address; 404 where there is none or it is not the reader's to see."""
    seen = Conference.objects.visible_to(request.acting).values("pk")
    found = Venue.objects.filter(pk=pk, conference__in=seen).select_related("conference__unit", "unit").first()
    if found is None or not queries.venues(found.conference, request.acting).filter(pk=pk).exists():
        raise Http404
    return found


def counted_venue(request: ActingRequest, pk: int) -> Venue:
    """One whose headcount the reader may state."""
    found = seen_venue(request, pk)
    if not may_count(request.acting, found, found.conference):
        raise Forbidden
    return found


def own_venue(request: ActingRequest, pk: int) -> Venue:
    """The venue of the reader's own unit; for everybody else its names are not there."""
    found = seen_venue(request, pk)
    if not may_list(request.acting, found):
        raise Http404
    return found


def way(venue: Venue, *more: str) -> list[Link]:
    """The way to a venue's pages."""
    here = Link(name_of(venue), reverse("venue", args=[venue.pk]) if more else "")
    return crumbs(venue.conference, here, *(Link(text) for text in more))


def name_of(venue: Venue) -> str:
    """How a venue is called."""
    return venue.unit.name if venue.unit else venue.place


@reading
def venue(request: ActingRequest, pk: int) -> HttpResponse:
    """A venue: how many were expected, there, away for which cause; the ways to its code and lists."""
    found = seen_venue(request, pk)
    acting, conference = request.acting, found.conference
    counts = conference.status != Progress.CANCELLED and may_count(acting, found, conference)
    context = {
        "venue": found,
        "name": name_of(found),
        "conference": conference,
        "crumbs": way(found),
        "listed": queries.listed([found]).get(pk, (0, 0)),
        "causes": [(cause, said, getattr(found, cause)) for cause, said in CAUSES.items()],
        "counts": counts,
        "lists": may_list(acting, found),
        "own": sees_names(acting, found),
        "codes": counts and found.unit_id is not None and conference.status == Progress.PLANNED,
    }
    return render(request, "dissemination/venue.html", context)


@require_POST
@acting_in(*PLANNING)
def count(request: ActingRequest, pk: int) -> HttpResponse:
    """State a venue's headcount and who is away, by cause."""
    found = counted_venue(request, pk)
    told = [whole(request.POST.get(name, "")) for name in ("expected", "actual")]
    causes = {cause: whole(request.POST.get(cause, "")) or 0 for cause in Cause}
    with writing(request.acting):
        count_venues(found.conference, {pk: (told[0], told[1])}, by=request.acting)
        attending.state_absences(found, causes, by=request.acting)
    messages.success(request, _("Saved."))
    return redirect("venue", pk=pk)


@taking_files(*PLANNING)
def attendance(request: ActingRequest, pk: int) -> HttpResponse:
    """The names of the reader's own venue; a list that is sent is looked at first."""
    found = own_venue(request, pk)
    if request.method != "POST":
        return _list(request, found)
    try:
        return _preview(request, found, rolls.roll(found, _rows(request)))
    except Problem as problem:
        return _list(request, found, problem=str(problem), written=request.POST.get("names", ""), status=422)


def _rows(request: ActingRequest) -> list[Any]:
    file = request.FILES.get("file")
    return list(rolls.of_file(file.read()) if file else rolls.of_text(request.POST.get("names", "")))


def _list(request: ActingRequest, found: Venue, status: int = 200, **more: object) -> HttpResponse:
    rows = found.attendances.order_by("pk")
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    context = {
        "venue": found, "name": name_of(found), "conference": found.conference, "page": page,
        "crumbs": way(found, _("Who took part")), "there": rows.filter(present=True).count(), **more,
    }  # fmt: skip
    return private(render(request, "dissemination/attendance.html", context, status=status))


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the plan in words."""

    line: rolls.Line
    cause: str


def _preview(request: ActingRequest, found: Venue, roll: rolls.Roll, status: int = 200) -> HttpResponse:
    order = {What.FAULT: 0, What.CHANGED: 1, What.NEW: 2, What.SAME: 3}
    lines = sorted(roll.lines, key=lambda line: order[line.what])
    context = {
        "venue": found, "conference": found.conference, "roll": roll, "counts": roll.counts,
        "lines": [Shown(line, str(CAUSES[line.cause]) if line.cause else "") for line in lines[:SHOWN]],
        "hidden": max(0, len(lines) - SHOWN),
        "causes": [(CAUSES[cause], n) for cause, n in roll.causes.items() if n],
        "there": sum(person.present for person in roll.people),
        "crumbs": way(found, _("What the list would change")),
    }  # fmt: skip
    status = 422 if roll.faults else status
    return private(render(request, "dissemination/attendance_preview.html", context, status=status))


@require_POST
@acting_in(*PLANNING)
def confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """Take in the list that was looked at; when something changed meanwhile, look again."""
    found = own_venue(request, pk)
    roll = rolls.roll(found, rolls.of_text(request.POST.get("rows", "")))
    if roll.faults or roll.fingerprint != request.POST.get("fingerprint"):
        messages.warning(request, _("Something changed since you looked. This is what would change now."))
        return _preview(request, found, roll, 409)
    n = attending.list_attendance(found, roll.people, causes=roll.causes, by=request.acting)
    messages.success(request, _("The list is taken in: %(n)s rows are new or changed.") % {"n": n})
    return redirect("attendance", pk=pk)


@require_POST
@acting_in(*PLANNING)
def remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Take the selected names off the list."""
    found = own_venue(request, pk)
    n = attending.unlist(found, keys(request.POST.getlist("pk")), by=request.acting)
    messages.success(request, _("%(n)s names were taken off the list.") % {"n": n})
    return redirect("attendance", pk=pk)


@require_safe
@acting_in(*PLANNING)
def sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The list as a workbook that can be taken in again; without names it is the form to fill in."""
    found = own_venue(request, pk)
    rows = found.attendances.order_by("pk").values_list("name", "office", "present")
    return sheets.answer(sheets.names(rows), f"danh-sach-diem-cau-{pk}.xlsx")


@require_safe
@acting_in(*PLANNING)
def blank(request: ActingRequest, pk: int) -> HttpResponse:
    """A list to print and sign by hand, for where there is no network; with names for the unit itself."""
    found = counted_venue(request, pk)
    rows = list(found.attendances.order_by("pk")) if sees_names(request.acting, found) else []
    context = {
        "venue": found, "name": name_of(found), "conference": found.conference, "rows": rows,
        "empty": range(len(rows) + 1, len(rows) + BLANK + 1), "crumbs": way(found, _("List to sign")),
    }  # fmt: skip
    return private(render(request, "dissemination/blank.html", context))
