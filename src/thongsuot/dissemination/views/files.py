"""What is there to read for a conference? Added, fetched, taken away."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import materials
from thongsuot.dissemination.access import PLANNING, may_plan
from thongsuot.dissemination.meeting_forms import MaterialForm
from thongsuot.dissemination.models import Conference, Material
from thongsuot.dissemination.views.conferences import crumbs, planned
from thongsuot.documents.actions import Unread
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.views.files import kept
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.doors import ActingRequest, acting_in, reading


@taking_files(*PLANNING)
def add(request: ActingRequest, pk: int) -> HttpResponse:
    """A file, or the symbol of a registered document."""
    found = planned(request, pk)
    form = MaterialForm(request.POST if request.method == "POST" else None, acting=request.acting)
    file, scan = request.FILES.get("file"), bool(form.data.get("unmarked"))
    if form.is_valid():
        said = form.cleaned_data
        try:
            if file is not None:
                raw, unmarked = file.read(), said["unmarked"]
                materials.add_file(found, raw, file.name or "", said["title"], by=request.acting, unmarked=unmarked)
            elif said["document"] is not None:
                materials.add_document(found, said["document"], said["title"], by=request.acting)
            else:
                raise Problem(_("Choose a file, or name a registered document."))
        except Problem as problem:
            form.add_error(None, str(problem))
            scan = scan or (isinstance(problem, Unread) and problem.scan)
        else:
            return redirect("conference", pk=pk)
    context = {"conference": found, "form": form, "scan": scan, "crumbs": crumbs(found, Link(_("Add material")))}
    answer = render(request, "dissemination/material_form.html", context, status=422 if form.is_bound else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@reading
def file(request: ActingRequest, pk: int) -> HttpResponse:
    """A file, to be saved; never shown as a page of this site."""
    found = _seen(request, pk)
    return kept(found.file, found.file_name, "private, no-store")


@require_POST
@acting_in(*PLANNING)
def remove(request: ActingRequest, pk: int) -> HttpResponse:
    """Take it away again."""
    found = _seen(request, pk)
    if not may_plan(request.acting, found.conference.unit):
        raise Forbidden
    materials.remove(found, by=request.acting)
    return redirect("conference", pk=found.conference_id)


def _seen(request: ActingRequest, pk: int) -> Material:
    """The material of an address, of a conference that the reader sees."""
    seen = Conference.objects.visible_to(request.acting).values("pk")
    found = Material.objects.filter(pk=pk, conference__in=seen).select_related("conference__unit", "file").first()
    if found is None:
        raise Http404
    return found
