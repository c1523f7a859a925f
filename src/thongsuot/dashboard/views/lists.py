"""Which duties does a number of a past day, or of a snapshot, count? Its list, of the same rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.dashboard.board import NAMES
from thongsuot.dashboard.models import Snapshot
from thongsuot.dashboard.packing import chosen
from thongsuot.dashboard.past import structure_of
from thongsuot.dashboard.rules import Row
from thongsuot.dashboard.views.asking import Asked, day, number
from thongsuot.dashboard.views.figures import past_rows
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import SPLIT, Kind, Standing, age
from thongsuot.followup.wording import STANDING_BADGES, STANDINGS
from thongsuot.look.shapes import Link
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

SIZE = 50
BY_NAME = {name: (one,) for one, name in NAMES.items()} | {"valid": SPLIT}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a list is narrowed: by the names that live lists have."""

    told: QueryDict
    node: int
    child: Mapping[int, int]
    today: Any

    @property
    def kind(self) -> str:
        """Single or regular."""
        return Kind.REGULAR if self.told.get("kind") == Kind.REGULAR else Kind.ONCE

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Those asked for."""
        return BY_NAME.get(self.told.get("standing", ""), tuple(Standing))

    def __call__(self, row: Row) -> bool:
        """Whether a duty is in the list."""
        numbers = {name: number(self.told.get(name)) for name in ("unit", "lead", "level", "document", "age", "month")}
        unit, lead = numbers["unit"], numbers["lead"]
        finished = row.finished and row.finished.year * 100 + row.finished.month
        first, last = day(self.told.get("due_from")), day(self.told.get("due_to"))
        return (
            row.kind == self.kind
            and row.standing in self.standings
            and (unit in (None, self.node) or self.child.get(row.lead, row.lead) == unit)
            and lead in (None, row.lead)
            and numbers["level"] in (None, row.level)
            and numbers["document"] in (None, row.document)
            and (numbers["age"] is None or (row.due is not None and age(row.due, self.today) == numbers["age"]))
            and numbers["month"] in (None, finished)
            and (first is None or (row.due is not None and row.due >= first))
            and (last is None or (row.due is not None and row.due <= last))
        )


@reading
def duties(request: ActingRequest) -> HttpResponse:
    """The duties behind a number of a past day."""
    asked = Asked(request)
    if asked.asof is None:
        raise Http404
    rows, child = past_rows(asked)
    fit = Fit(request.GET, asked.node.pk, child, asked.asof)
    page = Paginator([row for row in rows if fit(row)], SIZE).get_page(request.GET.get("page"))
    back = Link(_("Figures"), f"{reverse('dashboard')}?{asked.request.GET.urlencode()}")
    title = _("%(unit)s on %(day)s") % {"unit": asked.node.name, "day": f"{asked.asof:%d/%m/%Y}"}
    return _listed(request, page.object_list, title, [back, Link(_("Duties"))], page=page)


@reading
def frozen(request: ActingRequest, pk: int) -> HttpResponse:
    """The duties behind a number of a snapshot."""
    snapshot = (
        Snapshot.objects.visible_to(request.acting).select_related("node").exclude(sha256="").filter(pk=pk).first()
    )
    if snapshot is None:
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
