"""Which consolidated texts wait for somebody? Drafts with what is open in them, and documents that were changed."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.consolidations import queries
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, reading

SIZE = 50


@reading
def queue(request: ActingRequest) -> HttpResponse:
    """The queue of those who settle and adopt."""
    context = {
        "drafts": Paginator(queries.drafts(request.acting), SIZE).get_page(request.GET.get("page")),
        "changed": Paginator(queries.changed(request.acting), SIZE).get_page(request.GET.get("more")),
        "crumbs": [Link(_("Documents"), reverse("documents")), Link(_("Consolidated texts"))],
    }
    return render(request, "consolidations/queue.html", context)
