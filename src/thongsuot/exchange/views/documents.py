"""How does a document leave to other systems? As edXML, as a signed package, as OSCAL."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination.access import may_send
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.exchange import facts, organs, outgoing, packing, queries
from thongsuot.exchange.edxml.lists import Business
from thongsuot.exchange.edxml.message import Dealing
from thongsuot.exchange.forms import DirectiveForm, PackForm, SendForm
from thongsuot.exchange.models import Parcel, Partner
from thongsuot.exchange.views.inbox import XML
from thongsuot.exchange.views.opening import opened as row_of
from thongsuot.exchange.views.opening import saved
from thongsuot.exchange.views.outbox import row_of as sent_row
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import State
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right


@reading
def document(request: ActingRequest, pk: int) -> HttpResponse:
    """What can be sent or saved of a document, and where it went."""
    return _page(request, opened(request, pk))


def _page(request: ActingRequest, shown: Document, **forms: Any) -> HttpResponse:
    sends = may_send(request.acting, shown)
    partners = Partner.objects.filter(active=True)
    reports = request.acting.bears(Right.SEND) and partners.exists()
    listed = organs.outside(request.acting) if sends else ()
    answering = Programme.objects.visible_to(request.acting).filter(answers=shown).select_related("unit")[:20]
    context = {
        "document": shown,
        "crumbs": crumbs(shown, Link(_("Exchange"))),
        "may_send": sends,
        "may_report": reports,
        "organs": listed,
        "send_form": SendForm(organs=listed) if sends and listed else None,
        "coded": organs.of_unit(shown.unit) is not None if sends else True,
        "pack_form": DirectiveForm(partners=partners) if sends and reports else None,
        "report_form": PackForm(partners=partners, prefix="report") if reports else None,
        "rows": [sent_row(one, False) for one in queries.sent_of(shown.pk, request.acting)[:20]],
        "parcels": queries.parcels(request.acting, inward=False).filter(document=shown)[:20],
        "unit": request.acting.unit,
        "overdue": facts.late(shown, request.acting).exists(),
        "programmes": answering,
        "issued": [one for one in answering if reports and one.state == State.ISSUED],
        "partners": partners if reports else (),
        **forms,
    }
    status = 422 if forms else 200
    return render(request, "exchange/document.html", context, status=status)


@require_POST
@acting_in(Right.SEND)
def send(request: ActingRequest, pk: int) -> HttpResponse:
    """Put a document into the outbox."""
    shown = opened(request, pk)
    if not may_send(request.acting, shown):
        raise Forbidden
    form = SendForm(request.POST, organs=organs.outside(request.acting))
    if form.is_valid():
        told = form.cleaned_data
        dealing = Dealing(Business(told["business"]), told["reason"])
        with said_in(form):
            made = outgoing.enqueue(shown, list(told["organs"].select_related("unit")), dealing, by=request.acting)
            n = sum(one.receivers.count() for one in made)
            messages.success(request, _("Put into the outbox for %(n)s receivers.") % {"n": n})
            return redirect("exchange-document", pk=pk)
    return _page(request, shown, send_form=form)


@acting_in(Right.SEND)
def edxml(request: ActingRequest, pk: int) -> HttpResponse:
    """A document as an edXML file for the receivers that were chosen; nothing is noted."""
    shown = opened(request, pk)
    told = request.POST if request.method == "POST" else request.GET
    wanted = set(told.getlist("organs"))
    chosen = [one for one in organs.outside(request.acting) if str(one.pk) in wanted]
    raw = outgoing.exported(shown, chosen, by=request.acting, zipped=told.get("zipped") == "1")
    return saved(raw, f"{pk}.edxml", XML)


@require_POST
@acting_in(Right.SEND)
def pack(request: ActingRequest, pk: int) -> HttpResponse:
    """A signed package with a directive."""
    shown = opened(request, pk)
    if not may_send(request.acting, shown):
        raise Forbidden
    form = DirectiveForm(request.POST, partners=Partner.objects.filter(active=True))
    if form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            parcel = packing.pack_document(
                shown, told["partner"], by=request.acting, due_on=told["due_on"], note=told["note"]
            )
            return _made(request, parcel)
    return _page(request, shown, pack_form=form)


@require_POST
@acting_in(Right.SEND)
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """A signed package with how far one's unit is with a document."""
    shown = opened(request, pk)
    form = PackForm(request.POST, partners=Partner.objects.filter(active=True), prefix="report")
    if not form.is_valid():
        return _page(request, shown, report_form=form)
    partner = form.cleaned_data["partner"]
    return _made(request, packing.pack_report(shown, request.acting.unit, partner, by=request.acting))


@require_POST
@acting_in(Right.SEND)
def programme(request: ActingRequest, pk: int) -> HttpResponse:
    """A signed package with an issued programme."""
    shown = row_of(Programme.objects.visible_to(request.acting).select_related("unit", "answers__unit", "issued"), pk)
    form = PackForm(request.POST, partners=Partner.objects.filter(active=True))
    if not form.is_valid():
        raise Problem(_("Choose a partner."))
    return _made(request, packing.pack_programme(shown, form.cleaned_data["partner"], by=request.acting))


def _made(request: ActingRequest, parcel: Parcel) -> HttpResponse:
    messages.success(request, _("The package was signed. Save it, or leave it to be sent."))
    return redirect(reverse("package", args=[parcel.pk]))
