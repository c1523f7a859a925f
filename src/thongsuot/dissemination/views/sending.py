"""How is a document sent to units? Chosen, looked at, then sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.dissemination import actions
from thongsuot.dissemination.access import may_pass_on, may_send
from thongsuot.dissemination.audience import preview
from thongsuot.dissemination.forms import SendForm
from thongsuot.dissemination.queries import weighed
from thongsuot.dissemination.views.asking import choices
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right


@acting_in(Right.SEND)
def send(request: ActingRequest, pk: int) -> HttpResponse:
    """Choose units, look at what will happen, confirm."""
    document = opened(request, pk)
    if not may_send(request.acting, document) and not may_pass_on(request.acting, document):
        raise Forbidden
    offered = choices(request.acting, document)
    form = SendForm(request.POST if request.method == "POST" else None, weighed=weighed(document), **offered)
    way = Link(_("Sending and study"), reverse("dissemination-document", args=[pk]))
    context = {"document": document, "form": form, "crumbs": crumbs(document, way, Link(_("Send")))}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "dissemination/send.html", context, status=status)
    told = form.cleaned_data
    if "confirm" not in request.POST:
        context["preview"] = preview(document, form.audience(), request.acting.unit)
        return render(request, "dissemination/send.html", context)
    try:
        sent = actions.send(
            document, form.audience(), by=request.acting, due_on=told["due_on"], note=told["note"],
            significant=form.significant,
        )  # fmt: skip
    except Problem as problem:
        form.add_error(None, str(problem))
        return render(request, "dissemination/send.html", context, status=422)
    messages.success(request, _("The document was sent to %(n)s units.") % {"n": len(sent)})
    return redirect("dissemination-document", pk=pk)
