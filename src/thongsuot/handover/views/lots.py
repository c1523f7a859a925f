"""What is in a lot of a unit's work, and to whom does each thing go? What waits, and what went over."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thongsuot.dissemination.models import Delivery
from thongsuot.events.actions import writing
from thongsuot.followup.models import Assignment
from thongsuot.followup.written import number
from thongsuot.handover.access import takes
from thongsuot.handover.actions import hand_over
from thongsuot.handover.estates import Estate
from thongsuot.handover.lots import LOADED, WAITING, listed
from thongsuot.handover.views.estates import crumbs, opened
from thongsuot.handover.wording import LOTS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Forbidden
from thongsuot.programmes.models import Programme
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Handover, Unit
from thongsuot.units.rules import Lot

SIZE = 50
Line = tuple[str, str, str]
"""What it is, beside it, and its address; empty where there is none to open."""
DUTIES = (Lot.LED, Lot.GIVEN, Lot.PART)


@reading
def lot(request: ActingRequest, pk: int, name: str) -> HttpResponse:
    """What waits of a lot, chosen and handed over row by row; ``?done=1`` what went over, ``&to=`` to one unit."""
    if name not in list(WAITING):
        raise Http404
    held, which = opened(request, pk), Lot(name)
    mine = takes(request.acting, held) if held.heir or held.keeper else []
    if request.method == "POST":
        return _hand(request, held, which, mine)
    done = request.GET.get("done") == "1"
    page = Paginator(_went(request, held, which) if done else _waiting(held, which, request.acting), SIZE).get_page(
        request.GET.get("page")
    )
    rows = list(page.object_list)
    lines = _told(which, rows, request.acting) if done else {row.pk: LINES[which](row, held.old) for row in rows}
    context = {
        "estate": held, "name": name, "words": str(LOTS[which]), "page": page, "done": done, "mine": mine,
        "rows": [(row, lines[row.pk]) for row in rows], "crumbs": crumbs(held, Link(str(LOTS[which]))),
        "tabs": [Tab(_("Still waiting"), "?", not done), Tab(_("Handed over"), "?done=1", done)],
    }  # fmt: skip
    return render(request, "handover/lot.html", context)


def _waiting(held: Estate, which: Lot, acting: Acting) -> Any:
    return listed(which, held.old, acting).select_related(*LOADED[which]).order_by("pk")


def _went(request: ActingRequest, held: Estate, which: Lot) -> Any:
    rows = Handover.objects.filter(old=held.old, lot=which).select_related("new", "by").order_by("-pk")
    to = number(request.GET.get("to"))
    return rows.filter(new=to) if to else rows


def _hand(request: ActingRequest, held: Estate, which: Lot, mine: list[Unit]) -> HttpResponse:
    """Each chosen row goes to the unit that is named beside it; the one heir where there is no choice."""
    if not mine:
        raise Forbidden
    heirs, to = {str(heir.pk): heir for heir in mine}, dict[str, list[int]]()
    for key in filter(None, map(number, request.POST.getlist("pk"))):
        heir = request.POST.get(f"to-{key}", "") or request.POST.get("to", "")
        to.setdefault(heir if heir in heirs else str(mine[0].pk), []).append(key)
    reason = request.POST.get("reason", "").strip()[:2000]
    with writing(request.acting):
        n = sum(hand_over(held, which, keys, heirs[heir], by=request.acting, reason=reason)
                for heir, keys in to.items())  # fmt: skip
    messages.success(request, _("Handed over: %(n)s.") % {"n": n})
    return redirect("handover-lot", pk=held.old.pk, name=str(which))


def _duty(row: Assignment, other: Unit) -> Line:
    return row.action, other.name, f"/followup/{row.pk}/"


LINES: Mapping[Lot, Callable[[Any, Unit], Line]] = {
    Lot.LED: lambda row, _old: _duty(row, row.assigner),
    Lot.GIVEN: lambda row, _old: _duty(row, row.lead),
    Lot.PART: lambda row, _old: _duty(row.assignment, row.assignment.lead),
    Lot.REGULAR: lambda row, old: (row.action, (row.assigner if row.lead_id == old.pk else row.lead).name, ""),
    Lot.PROGRAMME: lambda row, _old: (str(row), str(row.answers), f"/programmes/{row.pk}/"),
    Lot.ASKED: lambda row, _old: (_("A draft of %(unit)s") % {"unit": row.programme.unit.name}, "", ""),
    Lot.DELIVERY: lambda row, _old: (str(row.document), row.sender.name, f"/documents/{row.document_id}/"),
    Lot.GROUP: lambda row, _old: (row.name, row.unit.name, ""),
}
"""How a thing that waits is told."""


def _told(which: Lot, rows: Iterable[Handover], acting: Acting) -> dict[int, Line]:
    """How things that went over are told: by what they are, for who may see it."""
    listed = list(rows)
    keys = [row.key for row in listed]
    known: Mapping[int, Any] = {}
    if which in DUTIES:
        known = Assignment.objects.visible_to(acting).select_related("lead").in_bulk(keys)
    elif which == Lot.PROGRAMME:
        known = Programme.objects.visible_to(acting).select_related("answers").in_bulk(keys)
    elif which == Lot.DELIVERY:
        known = Delivery.objects.visible_to(acting).select_related("document", "sender").in_bulk(keys)
    out = {}
    for row in listed:
        found = known.get(row.key)
        if which in DUTIES and found is not None:
            out[row.pk] = _duty(found, found.lead)
        elif found is not None:
            out[row.pk] = LINES[which](found, row.old)
        else:
            out[row.pk] = (_("Number %(key)s") % {"key": row.key}, "", "")
    return out
