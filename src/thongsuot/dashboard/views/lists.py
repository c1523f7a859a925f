"""Which duties does a number of a past day, or of a snapshot, count? Its list, of the same rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thongsuot.dashboard import structured
from thongsuot.dashboard.models import Snapshot
from thongsuot.dashboard.packing import chosen
from thongsuot.dashboard.past import structure_of, structure_on
from thongsuot.dashboard.rules import Row
from thongsuot.dashboard.views.asking import Asked, kind_of
from thongsuot.dashboard.views.figures import past_rows
from thongsuot.dashboard.views.snapshots import opened
from thongsuot.followup.listing import NAMES, narrowed
from thongsuot.followup.listing import chosen as filters
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import SPLIT, Standing, age, month
from thongsuot.followup.wording import STANDING_BADGES, STANDINGS
from thongsuot.followup.written import day, number
from thongsuot.look.shapes import Link
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

SIZE = 50
BY_NAME = {name: (one,) for one, name in NAMES.items()} | {"valid": SPLIT}


class Fit:
    """How a list is narrowed: by the names that live lists have; an address is read once for all its rows."""

    def __init__(self, told: QueryDict, node: int, child: Mapping[int, int], today: date) -> None:
        self.node, self.child, self.today = node, child, today
        self.kind = kind_of(told)
        self.standings = BY_NAME.get(told.get("standing", ""), tuple(Standing))
        self.unit, self.lead, self.level, self.document, self.age, self.month = (
            number(told.get(name)) for name in ("unit", "lead", "level", "document", "age", "month")
        )
        self.first, self.last = (day(told.get(name, "").strip()) for name in ("due_from", "due_to"))

    def __call__(self, row: Row) -> bool:
        """Whether a duty is in the list."""
        return (
            row.kind == self.kind
            and row.standing in self.standings
            and (self.unit in (None, self.node) or self.child.get(row.lead, row.lead) == self.unit)
            and self.lead in (None, row.lead)
            and self.level in (None, row.level)
            and self.document in (None, row.document)
            and (self.age is None or (row.due is not None and age(row.due, self.today) == self.age))
            and (self.month is None or (row.finished is not None and month(row.finished) == self.month))
            and (self.first is None or (row.due is not None and row.due >= self.first))
            and (self.last is None or (row.due is not None and row.due <= self.last))
        )


@reading
def duties(request: ActingRequest) -> HttpResponse:
    """The duties behind a number of a past day, or by the units of another day."""
    asked = Asked(request)
    if asked.asof is None and asked.structure:
        return _structured(request, asked, asked.structure)
    if asked.asof is None:
        raise Http404
    rows, child = past_rows(asked)
    fit = Fit(request.GET, asked.node.pk, child, asked.asof)
    page = Paginator([row for row in rows if fit(row)], SIZE).get_page(request.GET.get("page"))
    back = Link(_("Figures"), f"{reverse('dashboard')}?{asked.request.GET.urlencode()}")
    title = _("%(unit)s on %(day)s") % {"unit": asked.node.name, "day": f"{asked.asof:%d/%m/%Y}"}
    return _listed(request, page.object_list, title, [back, Link(_("Duties"))], page=page)


def _structured(request: ActingRequest, asked: Asked, by: date) -> HttpResponse:
    """The duties behind a number of today by the units of another day: a page, and whether there are more."""
    structure, today = structure_on(by), timezone.localdate()
    told = filters(request.GET)
    rows = structured.listed(request.acting, structure, asked.node.pk, lead=told.lead, level=told.level)
    found = narrowed(rows, replace(told, unit=None, lead=None, level=None), request.acting, today)
    page = max(number(request.GET.get("page")) or 1, 1)
    held = list(found.order_by("pk")[(page - 1) * SIZE : page * SIZE + 1])
    title = _("%(unit)s by the units of %(day)s") % {"unit": asked.node.name, "day": f"{by:%d/%m/%Y}"}
    crumbs = [Link(_("Figures"), f"{reverse('dashboard')}?{urlencode(asked.filters())}"), Link(_("Duties"))]
    return _listed(request, structured.rows(held[:SIZE], structure, today), title, crumbs, previous=page - 1,
                   following=page + 1 if len(held) > SIZE else 0, today=True)  # fmt: skip


@reading
def frozen(request: ActingRequest, pk: int) -> HttpResponse:
    """The duties behind a number of a snapshot."""
    snapshot = opened(request, pk)
    if not snapshot.sha256:
        raise Http404
    page = max(number(request.GET.get("page")) or 1, 1)
    rows = list(islice(_frozen(snapshot, request.GET, (page - 1) * SIZE), SIZE + 1))
    more, rows = len(rows) > SIZE, rows[:SIZE]
    crumbs = [
        Link(_("Snapshots"), reverse("snapshots")),
        Link(str(snapshot), reverse("snapshot", args=[pk])),
        Link(_("Duties")),
    ]
    return _listed(request, rows, str(snapshot), crumbs, previous=page - 1, following=page + 1 if more else 0)


def _frozen(snapshot: Snapshot, told: QueryDict, start: int) -> Iterator[Row]:
    """The duties that fit from the ``start``-th on; parts before it are not opened where their counts tell enough."""
    plain = not any(told.get(name) for name in ("lead", "level", "document", "age", "month", "due_from", "due_to"))
    plain = plain and number(told.get("unit")) in (None, snapshot.node_id)
    child = {} if plain else structure_of(snapshot.moment).children(snapshot.node_id)
    fit = Fit(told, snapshot.node_id, child, snapshot.until)
    for part in snapshot.parts.order_by("n").defer("held"):
        there = sum(part.counts.get(f"{fit.kind} {int(one)}", 0) for one in fit.standings)
        if not there or (plain and start >= there):
            start -= there if plain else 0
            continue
        found = [row for row in chosen(part.held, fit.kind, fit.standings) if plain or fit(row)]
        yield from found[start:]
        start = max(start - len(found), 0)


def _listed(request: ActingRequest, rows: Iterable[Row], title: str, crumbs: list[Link], **more: Any) -> HttpResponse:
    context = {"lines": lines(rows, request.acting), "title": title, "crumbs": crumbs, **more}
    return render(request, "dashboard/duties.html", context)


def lines(rows: Iterable[Row], acting: Acting) -> list[dict[str, Any]]:
    """Duties of a list as it prints them; one that the reader may not see now is not named."""
    told = list(rows)
    seen = Assignment.objects.visible_to(acting).filter(pk__in=[row.pk for row in told]).select_related("document")
    known = {held.pk: held for held in seen}
    units = dict(Unit.objects.filter(pk__in={row.lead for row in told}).values_list("pk", "name"))
    return [
        {"row": row, "duty": known.get(row.pk), "unit": units.get(row.lead, ""), "said": STANDINGS[row.standing],
         "badge": STANDING_BADGES[row.standing]}
        for row in told
    ]  # fmt: skip
