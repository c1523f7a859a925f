"""Which regular duties are there, how is one given, and how does it end?"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents.rules import Mark, Reach
from thongsuot.documents.wording import said
from thongsuot.events.actions import writing
from thongsuot.followup import recurring
from thongsuot.followup.duty_forms import RegularForm
from thongsuot.followup.models import Recurrence
from thongsuot.followup.sources import asked
from thongsuot.followup.step_forms import StepForm
from thongsuot.followup.views.giving import choices, led
from thongsuot.followup.wording import EVERY
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.views.opening import sent
from thongsuot.units.access import Acting, may
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right

SIZE = 50


def seen(acting: Acting) -> QuerySet[Recurrence]:
    """The regular duties given by or to one's unit or one below it; those of a restricted document to one's own."""
    own = Q(lead=acting.unit_id) | Q(assigner=acting.unit_id)
    near = Q(lead__path__startswith=acting.path) | Q(assigner__path__startswith=acting.path)
    plain = Q(document=None) | (Q(document__mark=Mark.NONE) & ~Q(document__reach=Reach.NAMED))
    return Recurrence.objects.filter(own | (near & plain)).select_related("lead", "assigner", "document")


@reading
def regular(request: ActingRequest) -> HttpResponse:
    """Those that go on come first, then those that were ended."""
    rows = seen(request.acting).order_by("next_turn", "-pk")
    chosen = request.GET.get("ended") == "1"
    page = Paginator(rows.filter(next_turn__isnull=chosen), SIZE).get_page(request.GET.get("page"))
    gives = request.acting.bears(Right.ASSIGN)
    listed: list[dict[str, Any]] = [
        {"row": row, "every": said(EVERY, row.every),
         "mine": gives and not chosen and may(request.acting, Right.ASSIGN, row.assigner)}
        for row in page
    ]  # fmt: skip
    context = {
        "page": page, "rows": listed, "ended": chosen, "gives": gives,
        "crumbs": [Link(_("Duties"), "/followup/"), Link(_("Regular duties"))],
    }  # fmt: skip
    return render(request, "followup/regular.html", context)


@acting_in(Right.ASSIGN)
def recur(request: ActingRequest) -> HttpResponse:
    """Give a regular duty, to each unit that leads one of its own."""
    told = asked(request.GET, request.acting)
    if not may(request.acting, Right.ASSIGN, told.unit):
        raise Forbidden
    restricted = told.document is not None and told.document.restricted
    form = RegularForm(sent(request), initial=told.initial, **choices(told.unit, request.acting, by_name=restricted))
    if request.method == "POST" and form.is_valid():
        leads = led(form, told.unit)
        with said_in(form):
            if not leads:
                raise Problem(_("None of these units stands below the unit that gives the duty. Choose others."))
            with writing(request.acting):
                rows = [
                    recurring.recur(told.unit, lead, form.duty(), form.rhythm(), told.source, by=request.acting)
                    for lead in leads
                ]
            messages.success(request, _("Regular duties given: %(n)s.") % {"n": len(rows)})
            return redirect("regular-duties")
    context = {
        "form": form, "asked": told, "restricted": restricted, "heading": _("Give a regular duty"),
        "back": reverse("regular-duties"),
        "crumbs": [Link(_("Regular duties"), reverse("regular-duties")), Link(_("Give a regular duty"))],
    }  # fmt: skip
    return render(request, "followup/recur.html", context, status=422 if form.errors else 200)


@acting_in(Right.ASSIGN)
def end(request: ActingRequest, pk: int) -> HttpResponse:
    """A regular duty comes no more."""
    row = seen(request.acting).filter(pk=pk).first()
    if row is None:
        raise Http404
    if not may(request.acting, Right.ASSIGN, row.assigner):
        raise Forbidden
    form = StepForm(sent(request), needs_reason=False, initial={"revision": row.revision})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            recurring.end(row, told["reason"], revision=told["revision"], by=request.acting)
            messages.success(request, _("Ended. The turns that were given stay."))
            return redirect("regular-duties")
    heading = _("End the regular duty")
    context = {
        "form": form, "heading": heading, "back": reverse("regular-duties"), "about_regular": row,
        "meaning": _("No new turn is given. The turns that were given stay as they are."),
        "crumbs": [Link(_("Regular duties"), reverse("regular-duties")), Link(heading)],
    }  # fmt: skip
    return render(request, "followup/step.html", context, status=422 if form.errors else 200)
