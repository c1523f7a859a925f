"""How is one thing done to many duties? Chosen, looked at with what would be left alone and why, then done at once."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.followup import bulk
from thongsuot.followup.list_forms import BulkForm
from thongsuot.followup.views.asked import Asked, kept
from thongsuot.followup.written import number
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right


@acting_in(Right.ASSIGN, Right.REPORT)
@require_http_methods(["GET", "POST"])
def many(request: ActingRequest) -> HttpResponse:
    """The chosen duties, or all that fit the filters, and what is to be done with them."""
    keys = _written(request) if request.method == "POST" else _asked(request)
    if not keys:
        raise Problem(_("Select duties first, then say what is to be done with them."))
    initial = {"act": request.GET.get("act") if request.GET.get("act") in bulk.ACTS else "accept"}
    form = BulkForm(request.POST if request.method == "POST" else None, initial=initial, acting=request.acting)
    context = {
        "form": form,
        "rows": [f"{key}.{revision}" for key, revision in keys.items()],
        "n": len(keys),
        "most": bulk.MOST,
        "back": reverse("duties") + kept(request),
        "crumbs": [Link(_("Duties"), reverse("duties")), Link(_("Act on many"))],
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "followup/bulk.html", context, status=422 if form.is_bound else 200)
    act, told = bulk.ACTS[form.cleaned_data["act"]], form.told()
    if "confirm" in request.POST:
        n = bulk.carry_out(act, keys, told, by=request.acting)
        messages.success(request, _("Done with %(n)s duties.") % {"n": n})
        return redirect(request.POST.get("back", "") if _own(request) else "duties")
    made = bulk.plan(act, bulk.rows_of(request.acting, keys), told, by=request.acting, seen=keys)
    context |= {"plan": made, "act": act, "rows": [f"{held.pk}.{held.revision}" for held in made.will]}
    return render(request, "followup/bulk.html", context)


def _own(request: ActingRequest) -> bool:
    return request.POST.get("back", "").startswith(reverse("duties") + "?")


def _asked(request: ActingRequest) -> Mapping[int, int]:
    """The duties of an address with the revisions they have: those selected, or the first that fit."""
    if request.GET.get("which") == "all":
        rows = Asked.of(request).rows().order_by("pk")
    else:
        keys = [key for key in map(number, request.GET.getlist("pk")) if key is not None]
        rows = bulk.rows_of(request.acting, keys)
    return dict(rows.values_list("pk", "revision")[: bulk.MOST])


def _written(request: ActingRequest) -> Mapping[int, int]:
    out = {}
    for written in request.POST.getlist("row")[: bulk.MOST]:
        key, _dot, revision = written.partition(".")
        if key.isascii() and key.isdigit() and revision.isascii() and revision.isdigit() and len(written) < 30:
            out[int(key)] = int(revision)
    return out
