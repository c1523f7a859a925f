"""How do people enter themselves at a venue? A code on a sheet of paper, a page on a phone, no account."""

import segno
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.dissemination import attending, codes
from thongsuot.dissemination.access import PLANNING
from thongsuot.dissemination.attending_forms import CheckInForm
from thongsuot.dissemination.models import CheckIn, Venue
from thongsuot.dissemination.views.attending import counted_venue, name_of, way
from thongsuot.documents.views.review import private
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, acting_in

TRIES = 120
"""Of one network address in a minute, at one venue: a whole hall may stand behind one."""


@require_safe
@acting_in(*PLANNING)
def code(request: ActingRequest, pk: int) -> HttpResponse:
    """The sheet to print: the venue, the day, the code."""
    venue = counted_venue(request, pk)
    held = CheckIn.objects.filter(venue=venue, revoked=False).first()
    address = request.build_absolute_uri(reverse("check-in", args=[codes.written(held)])) if held else ""
    context = {
        "venue": venue,
        "name": name_of(venue),
        "conference": venue.conference,
        "code": held,
        "address": address,
        "picture": segno.make(address, error="m", micro=False).svg_data_uri(scale=8, border=4) if held else "",
        "crumbs": way(venue, _("Code for attendance")),
    }
    return private(render(request, "dissemination/code.html", context))


@require_POST
@acting_in(*PLANNING)
def open_code(request: ActingRequest, pk: int) -> HttpResponse:
    """Issue a code, or another one in place of the last."""
    attending.open_code(counted_venue(request, pk), by=request.acting)
    return redirect("venue-code", pk=pk)


@require_POST
@acting_in(*PLANNING)
def revoke_code(request: ActingRequest, pk: int) -> HttpResponse:
    """Withdraw the code."""
    attending.revoke_code(counted_venue(request, pk), by=request.acting)
    return redirect("venue-code", pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """What a phone shows that scanned the code; the name goes to the venue's own unit and to nobody else."""
    context: dict[str, object] = {}
    form = CheckInForm(request.POST if request.method == "POST" else None)
    status = 200
    try:
        said = codes.read(token)
        found = Venue.objects.filter(pk=said.venue).select_related("conference__unit", "unit").first()
        venue = codes.admit(said, found)
        context |= {"venue": venue, "name": name_of(venue), "conference": venue.conference}
        if request.method == "POST" and not _slow(request, venue):
            status = 429
            raise Problem(_("Too many people are entering at this moment. Try again in a minute."))
        if request.method == "POST" and form.is_valid():
            context["entered"] = attending.check_in(said, form.cleaned_data["name"], form.cleaned_data["office"])
        elif request.method == "POST":
            status = 422
    except Problem as problem:
        context["problem"] = str(problem)
        status = status if status != 200 else 422 if "venue" in context else 410
    return render(request, "dissemination/check_in.html", {**context, "form": form}, status=status)


def _slow(request: HttpRequest, venue: Venue) -> bool:
    """Whether no network address asks faster than people can."""
    key = f"check-in:{venue.pk}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) <= TRIES
    except ValueError:  # it ran out between the two
        return True
