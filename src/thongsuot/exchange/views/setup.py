"""Whom does this installation know? Its own key, partners, codes of bodies; for its administrator."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thongsuot.exchange import organs as bodies
from thongsuot.exchange import partners as known
from thongsuot.exchange.access import require_set_up
from thongsuot.exchange.forms import OrganForm, PartnerEditForm, PartnerForm
from thongsuot.exchange.models import Organ, Partner, SigningKey
from thongsuot.exchange.package import fingerprint
from thongsuot.exchange.views.opening import SIZE, crumbs, opened, own_units, tabs
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.rules import Right


@acting_in(Right.MANAGE)
def partners(request: ActingRequest) -> HttpResponse:
    """Our key, and the partners; a new one."""
    require_set_up(request.acting)
    key = known.own_key()
    form = PartnerForm(request.POST if request.method == "POST" else None, units=own_units(request.acting))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            known.add(told["name"], told["unit"], told["public"], told["address"], by=request.acting)
            messages.success(request, _("The partner was added."))
            return redirect("partners")
    context = {
        "rows": list(Partner.objects.select_related("unit")),
        "form": form,
        "key": key,
        "fingerprint": fingerprint(key.public),
        "rooms": tabs(request.acting, "partners"),
    }
    return render(request, "exchange/partners.html", context, status=422 if form.is_bound else 200)


@acting_in(Right.MANAGE)
def partner(request: ActingRequest, pk: int) -> HttpResponse:
    """A partner, to be corrected or switched off."""
    require_set_up(request.acting)
    row = opened(Partner.objects.select_related("unit"), pk)
    told = {name: getattr(row, name) for name in ("name", "address", "active", "revision")}
    form = PartnerEditForm(request.POST if request.method == "POST" else None, initial=told)
    context: dict[str, Any] = {"partner": row, "form": form}
    context["crumbs"] = crumbs(Link(_("Partners and key"), "/exchange/partners/"), Link(row.name))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with said_in(form):
            known.edit(
                row, said["name"], said["address"], active=said["active"], revision=said["revision"], by=request.acting
            )
            messages.success(request, _("Saved."))
            return redirect("partners")
    return render(request, "exchange/partner.html", context, status=422 if form.is_bound else 200)


@require_POST
@acting_in(Right.MANAGE)
def new_key(request: ActingRequest) -> HttpResponse:
    """Another key of our own."""
    known.new_key(by=request.acting)
    messages.success(request, _("A new key was made. Give its public half to every partner."))
    return redirect("partners")


@require_GET
def public_key(request: HttpRequest) -> HttpResponse:
    """The public half of our key, for everybody."""
    key = SigningKey.objects.first()
    if key is None:
        raise Http404
    return JsonResponse({"public": key.public, "fingerprint": fingerprint(key.public)})


@acting_in(Right.MANAGE)
def organs(request: ActingRequest) -> HttpResponse:
    """The table of codes; a new one."""
    require_set_up(request.acting)
    form = OrganForm(request.POST if request.method == "POST" else None, units=own_units(request.acting))
    if request.method == "POST" and _saved(request, form, None):
        return redirect("organs")
    page = Paginator(Organ.objects.select_related("unit", "successor"), SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "rooms": tabs(request.acting, "organs")}
    return render(request, "exchange/organs.html", context, status=422 if form.is_bound else 200)


@acting_in(Right.MANAGE)
def organ(request: ActingRequest, pk: int) -> HttpResponse:
    """A code, to be corrected or closed."""
    require_set_up(request.acting)
    row = opened(Organ.objects.select_related("unit"), pk)
    names = ("code", "name", "unit", "closed_on", "successor", "zip_attachments", "revision")
    told = {name: getattr(row, name) for name in names}
    form = OrganForm(request.POST if request.method == "POST" else None, initial=told, units=own_units(request.acting))
    if request.method == "POST" and _saved(request, form, row):
        return redirect("organs")
    way = crumbs(Link(_("Codes of bodies"), "/exchange/organs/"), Link(row.code))
    context = {"organ": row, "form": form, "crumbs": way}
    return render(request, "exchange/organ.html", context, status=422 if form.is_bound else 200)


def _saved(request: ActingRequest, form: OrganForm, row: Organ | None) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    with said_in(form):
        bodies.save(
            told["code"], told["name"], unit=told["unit"], closed_on=told["closed_on"], successor=told["successor"],
            zip_attachments=told["zip_attachments"], row=row, revision=told["revision"] or 0, by=request.acting,
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return True
    return False
