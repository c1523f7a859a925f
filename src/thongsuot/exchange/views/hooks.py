"""Who is told of what happens, and did it arrive? For the installation's administrator."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.wording import said
from thongsuot.exchange import hooks as subscriptions
from thongsuot.exchange import queries
from thongsuot.exchange.access import require_set_up
from thongsuot.exchange.forms import HookEditForm, HookForm
from thongsuot.exchange.models import Call, Hook
from thongsuot.exchange.rules import Sent
from thongsuot.exchange.views.opening import SIZE, crumbs, opened, own_units, tabs
from thongsuot.exchange.wording import SENT, SENT_BADGES
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.rules import Right


@acting_in(Right.MANAGE)
def hooks(request: ActingRequest) -> HttpResponse:
    """The subscriptions; a new one, whose secret is shown once."""
    require_set_up(request.acting)
    verbs = subscriptions.offered()
    data = request.POST if request.method == "POST" else None
    form = HookForm(data, units=own_units(request.acting), verbs=verbs)
    secret = ""
    if data is not None and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            _made, secret = subscriptions.add(told["name"], told["url"], told["unit"], told["verbs"], by=request.acting)
            form = HookForm(units=own_units(request.acting), verbs=verbs)
    context = {
        "rows": list(Hook.objects.select_related("unit")),
        "form": form,
        "secret": secret,
        "rooms": tabs(request.acting, "hooks"),
    }
    answer = render(request, "exchange/hooks.html", context, status=422 if form.is_bound else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@acting_in(Right.MANAGE)
def hook(request: ActingRequest, pk: int) -> HttpResponse:
    """A subscription and its calls."""
    require_set_up(request.acting)
    row = opened(Hook.objects.select_related("unit"), pk)
    told = {name: getattr(row, name) for name in ("name", "url", "verbs", "active", "revision")}
    data = request.POST if request.method == "POST" else None
    form = HookEditForm(data, initial=told, verbs=subscriptions.offered())
    if data is not None and form.is_valid():
        new = form.cleaned_data
        with said_in(form):
            subscriptions.edit(
                row, new["name"], new["url"], new["verbs"], active=new["active"], revision=new["revision"] or 0,
                by=request.acting,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("hook", pk=pk)
    page = Paginator(queries.calls(row), SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"hook": row, "form": form, "page": page, "rows": [_row(call) for call in page]}
    context["crumbs"] = crumbs(Link(_("Subscriptions"), "/exchange/hooks/"), Link(row.name))
    return render(request, "exchange/hook.html", context, status=422 if form.is_bound else 200)


def _row(call: Call) -> dict[str, Any]:
    tries = list(call.tries.all())
    last = tries[0] if tries else None
    return {"call": call, "last": last, "state": said(SENT, call.state), "badge": SENT_BADGES[Sent(call.state)]}


@require_POST
@acting_in(Right.MANAGE)
def again(request: ActingRequest, pk: int) -> HttpResponse:
    """Tell once more."""
    require_set_up(request.acting)
    call = opened(Call.objects.select_related("hook"), pk)
    subscriptions.again(call, by=request.acting)
    messages.success(request, _("It is sent again."))
    return redirect("hook", pk=call.hook_id)
