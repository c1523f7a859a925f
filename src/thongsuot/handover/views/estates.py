"""Which units left something, what is it, and to whom does it go? The list, the preview, the handing over."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.models import Document
from thongsuot.documents.wording import said
from thongsuot.followup.handing import timed
from thongsuot.followup.models import Assignment
from thongsuot.handover import estates as left
from thongsuot.handover.access import may_decide, takes
from thongsuot.handover.actions import hand_all, take_files
from thongsuot.handover.estates import Estate, undecided_seen
from thongsuot.handover.forms import HandForm, KeeperForm
from thongsuot.handover.lots import WAITING, counted
from thongsuot.handover.wording import LOTS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Forbidden
from thongsuot.programmes.views.opening import sent
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.models import Handover, Unit
from thongsuot.units.rules import Lot, Right
from thongsuot.units.wording import BECAME

SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A unit that ended, as the list prints it."""

    estate: Estate
    became: str
    work: int
    documents: int


def opened(request: ActingRequest, pk: int) -> Estate:
    """What the unit of an address leaves; 404 where it has not ended, or is not the reader's to see."""
    old = Unit.objects.select_related("parent").filter(pk=pk).first()
    found = left.estate(old, timezone.localdate()) if old else None
    if found is None or not found.reaches(request.acting):
        raise Http404
    return found


@reading
def estates(request: ActingRequest) -> HttpResponse:
    """The units that ended and of which something waits; ``?all=1`` all of them."""
    acting, today = request.acting, timezone.localdate()
    every = request.GET.get("all") == "1"
    rows = left.ended(acting, today)
    page = Paginator(rows if every else left.unfinished(rows, today), SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": _rows(list(page.object_list), acting), "every": every,
        "tabs": [Tab(_("Unfinished"), "?", not every), Tab(_("All"), "?all=1", every)],
        "crumbs": [Link(_("Handing over"))],
    }  # fmt: skip
    return render(request, "handover/list.html", context)


def _rows(units: list[Unit], acting: Acting) -> list[Row]:
    """How much waits of each unit of the page."""
    work = {pk: sum(lots.values()) for pk, lots in counted([unit.pk for unit in units], acting).items()}
    open_ = undecided_seen([unit.pk for unit in units], timezone.localdate(), acting)
    documents = dict(open_.order_by().values_list("unit").annotate(n=Count("pk")))
    return [
        Row(held, said(BECAME, held.kind), work[held.old.pk], documents.get(held.old.pk, 0))
        for held in left.estates(units, timezone.localdate())
    ]


@acting_in(Right.READ)
def estate(request: ActingRequest, pk: int) -> HttpResponse:
    """What a unit leaves: each lot, how much of it waits and how much went to whom; handed over all at once."""
    held, acting = opened(request, pk), request.acting
    mine, seen = takes(acting, held), Assignment.objects.visible_to(acting)
    counts = counted([held.old.pk], acting)[held.old.pk]
    waiting = [lot for lot, n in counts.items() if n]
    ready = held.heir is not None or held.keeper is not None
    form = HandForm(sent(request), heirs=mine, lots=waiting) if mine and waiting and ready else None
    if request.method == "POST":
        if form is None:
            raise Forbidden
        if form.is_valid():
            with said_in(form):
                done = hand_all(held, form.to(), by=acting, reason=form.cleaned_data["reason"])
                told = _("Handed over: %(n)s. Still waiting: %(left)s.") % {"n": done.n, "left": done.left}
                messages.success(request, told)
                return redirect("handover", pk=pk)
    context = {
        "estate": held, "became": said(BECAME, held.kind), "lots": _lots(held, counts), "form": form, "mine": mine,
        "time": timed(held.old).filter(Exists(seen.filter(pk=OuterRef("assignment")))).count(),
        "keeping": KeeperForm(heirs=mine) if mine and not ready else None, "ready": ready,
        "documents": _documents(held, acting), "decides": may_decide(acting, held), "crumbs": crumbs(held),
    }  # fmt: skip
    return render(request, "handover/estate.html", context, status=422 if form is not None and form.errors else 200)


def _lots(held: Estate, counts: dict[Lot, int]) -> list[dict[str, Any]]:
    """Each lot: its words, how much waits, how much went to each heir."""
    rows = Handover.objects.filter(old=held.old, lot__in=list(WAITING)).order_by()
    went: dict[str, dict[int, int]] = {}
    for lot, new, n in rows.values_list("lot", "new").annotate(n=Count("key", distinct=True)):
        went.setdefault(lot, {})[new] = n
    units = Unit.objects.in_bulk({new for told in went.values() for new in told}) if went else {}
    return [
        {"name": str(lot), "words": str(LOTS[lot]), "n": n,
         "went": [(units[new], k) for new, k in sorted(went.get(lot, {}).items())]}
        for lot, n in counts.items()
    ]  # fmt: skip


def _documents(held: Estate, acting: Acting) -> tuple[int, int]:
    """How many documents nobody has decided on, and on how many somebody has."""
    seen = Document.objects.visible_to(acting)
    open_ = undecided_seen([held.old.pk], timezone.localdate(), acting)
    return open_.count(), seen.filter(unit=held.old, reviewed__isnull=False).count()


@require_POST
@acting_in(Right.ASSIGN, Right.DRAFT)
def keeper(request: ActingRequest, pk: int) -> HttpResponse:
    """Say which of several heirs keeps the files; then work can be handed over."""
    held = opened(request, pk)
    form = KeeperForm(request.POST, heirs=takes(request.acting, held))
    if not form.is_valid():
        raise Forbidden
    take_files(held, form.cleaned_data["keeper"], by=request.acting)
    messages.success(request, _("The files are with %(unit)s.") % {"unit": form.cleaned_data["keeper"].name})
    return redirect("handover", pk=pk)


def crumbs(held: Estate, *more: Link) -> list[Link]:
    """The way to the pages of what a unit leaves."""
    here = Link(held.old.name, reverse("handover", args=[held.old.pk]) if more else "")
    return [Link(_("Handing over"), reverse("handovers")), here, *more]
