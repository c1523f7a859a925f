"""Which duties are there? The list, its filters and its pages."""

from django.http import HttpResponse
from django.shortcuts import render

from thongsuot.followup import queries, totals
from thongsuot.followup.duty_rows import DutyRows
from thongsuot.followup.listing import WINDOW, Chosen
from thongsuot.followup.paging import page, place
from thongsuot.followup.views.asked import Asked, around, written
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right


@reading
def duties(request: ActingRequest) -> HttpResponse:
    """The duties that the reader may see, narrowed by the address."""
    asked, given = Asked.of(request), request.GET
    sorts = asked.wanted.sorts
    sort = given.get("sort", "") if given.get("sort") in sorts else sorts[0]
    after, before = place(given.get("after", "")), place(given.get("before", ""))
    fitting = asked.rows()
    floor = asked.today if asked.wanted.floor else None
    found = page(fitting, sort, streams(asked.wanted, request.acting), after, before, floor=floor)
    rows = DutyRows(asked.today, queries.threads(found.rows), select=acts(request.acting))
    total, exact = totals.total(asked.wanted, request.acting, asked.today, fitting)
    context = around(
        request, asked, "list",
        rows=[rows.write(held) for held in found.rows], page=found, sort=sort, sorts=sorts,
        total=written(total, exact), acts=acts(request.acting), window=WINDOW,
    )  # fmt: skip
    return render(request, "followup/list.html", context)


def streams(wanted: Chosen, acting: Acting) -> list[int | None]:
    """The buckets whose rows come along an index each; none where few rows are there to be sorted."""
    few = wanted.words or wanted.waits or wanted.mine in ("lead", "partner", "monitor")
    if few or (not wanted.mine and not queries.wide(acting)):
        return []
    return [None] if wanted.state else list(map(int, wanted.buckets))  # a state has an index of its own


def acts(acting: Acting) -> bool:
    """Whether somebody may do anything with duties."""
    return any(acting.bears(right) for right in (Right.ASSIGN, Right.REPORT, Right.CONFIRM))
