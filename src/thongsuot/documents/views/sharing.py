"""How are several documents given to others at once? With a look at what will happen before it does."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import actions, listing
from thongsuot.documents.access import may_change
from thongsuot.documents.models import Document, Share
from thongsuot.documents.views.access import units_form
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


@acting_in(Right.SEND)
def share_many(request: ActingRequest) -> HttpResponse:
    """Choose units for the documents chosen, look, confirm."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("document")
    keys = [int(key) for key in asked if key.isdecimal() and len(key) < 19]
    rows = list(listing.chosen_rows(request.acting, keys))
    mine = [row for row in rows if may_change(request.acting, Right.SEND, row)]
    form = units_form(request, bound=request.method == "POST")
    context = {
        "form": form,
        "mine": mine,
        "left_out": [row for row in rows if row not in mine],
        "crumbs": [Link(_("Documents"), reverse("documents")), Link(_("Share documents"))],
        "units": None,
    }
    if request.method == "POST" and mine and form.is_valid():
        units = form.members()
        if "confirm" in request.POST:
            n = actions.share_all(mine, units, by=request.acting, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(n)s documents were shared.") % {"n": n})
            return redirect("documents")
        context |= {"units": units, "fresh": fresh(mine, units)}
    return render(request, "documents/share_many.html", context)


def fresh(documents: list[Document], units: list[Unit]) -> int:
    """How many shares are new: those there already and the registering unit's own are none."""
    there = set(Share.objects.filter(document__in=documents, unit__in=units).values_list("document", "unit"))
    return sum(
        (document.pk, unit.pk) not in there and unit.pk != document.unit_id for document in documents for unit in units
    )
