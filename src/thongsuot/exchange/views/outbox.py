"""What goes out as edXML, from where, to whom, and what came back?"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.wording import said
from thongsuot.exchange import queries
from thongsuot.exchange.access import may_take
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Outgoing, Receiver
from thongsuot.exchange.outgoing import again, carried
from thongsuot.exchange.rules import Sent, Sort
from thongsuot.exchange.views.inbox import XML
from thongsuot.exchange.views.opening import SIZE, opened, saved, tabs
from thongsuot.exchange.wording import BUSINESSES, SENT, SENT_BADGES, STATUSES
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SHOWN = 5
"""Receivers that a line names."""


@dataclass(frozen=True, slots=True)
class Told:
    """A receiver and the last it said."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A message as the list prints it."""

    message: Outgoing
    what: str
    state: str
    badge: str
    receivers: list[Told]
    more: int
    may_turn: bool


def row_of(message: Outgoing, may_turn: bool) -> Row:
    """A message with its receivers, loaded before."""
    receivers = list(message.receivers.all())
    if message.sort == Sort.STATUS:
        what = _("Status: %(words)s") % {"words": said(STATUSES, message.code)}
    else:
        what = said(BUSINESSES, str(message.business))
    state = Sent(message.state)
    told = [_told(one) for one in receivers[:SHOWN]]
    turn = may_turn and state != Sent.SENT
    return Row(message, what, said(SENT, state), SENT_BADGES[state], told, max(0, len(receivers) - SHOWN), turn)


def _told(one: Receiver) -> Told:
    return Told(one.name or one.key, said(STATUSES, one.answer) if one.answer else "")


@reading
def outbox(request: ActingRequest) -> HttpResponse:
    """The messages that went or wait, the newest first."""
    page = Paginator(queries.outbox(request.acting), SIZE).get_page(request.GET.get("page"))
    may = may_take(request.acting, request.acting.unit)
    context = {
        "page": page,
        "rows": [row_of(message, may) for message in page],
        "rooms": tabs(request.acting, "exchange-outbox"),
    }
    return render(request, "exchange/outbox.html", context)


def _found(request: ActingRequest, pk: int) -> Outgoing:
    return opened(Outgoing.objects.visible_to(request.acting).select_related("file", "unit"), pk)


@require_POST
@acting_in(Right.RECEIVE)
def turn(request: ActingRequest, pk: int) -> HttpResponse:
    """Try again, or state that somebody carried it."""
    row, act = _found(request, pk), request.POST.get("act", "")
    if act == "again":
        again(row, by=request.acting)
        messages.success(request, _("It is sent again."))
    elif act == "carried":
        carried(row, by=request.acting)
        messages.success(request, _("Noted as sent."))
    else:
        raise Problem(_("Choose what is to be done."))
    return redirect("exchange-outbox")


@reading
def file(request: ActingRequest, pk: int) -> HttpResponse:
    """The message as it goes out."""
    return saved(content(_found(request, pk).file), f"{pk}.edxml", XML)
