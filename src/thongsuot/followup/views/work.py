"""What must my unit do? All that waits for it, and one page of a month to print."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.followup import queries, waiting, work
from thongsuot.followup.duty_rows import DutyRows
from thongsuot.followup.listing import filtered
from thongsuot.followup.models import Assignment
from thongsuot.followup.paging import BY_DAY, loaded
from thongsuot.followup.rules import Every, turn_end
from thongsuot.followup.views.boards import month_of
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, reading

MOST = 300
"""Rows of the page of a month: more is no page of one unit."""


@reading
def mine(request: ActingRequest) -> HttpResponse:
    """What waits for the unit of the post."""
    today = timezone.localdate()
    parts = work.sections(request.acting, today)
    rows = DutyRows(today, queries.threads(held for part in parts for held in part.rows))
    context = {
        "others": waiting.sections(request.acting),
        "parts": [(part, [rows.write(held) for held in part.rows]) for part in parts],
        "month": reverse("duties-month"),
        "acting": request.acting,
    }
    return render(request, "followup/mine.html", context)


@reading
def month(request: ActingRequest) -> HttpResponse:
    """One page: what the unit must do in a month, each with the clause it comes from."""
    today = timezone.localdate()
    first = month_of(request.GET.get("on", ""), today)
    last = turn_end(Every.MONTH, first)
    before, due = _led(request, today, due_to=first - timedelta(1)), _led(request, today, due_from=first, due_to=last)
    rows = DutyRows(today, queries.threads([*before, *due]))
    parts = [(_("Left over from before"), before)] if before else []
    parts.append((_("Due in this month"), due))
    context = {
        "first": first, "unit": request.acting.unit, "today": today, "most": MOST,
        "parts": [(title, [(held, rows.thread(held), rows.standing(held)) for held in some]) for title, some in parts],
        "crumbs": [Link(_("Work of my unit"), reverse("duties-mine")), Link(f"{first:%m/%Y}")],
        "previous": f"?on={first - timedelta(1):%Y%m}", "following": f"?on={last + timedelta(1):%Y%m}",
    }  # fmt: skip
    return render(request, "followup/month.html", context)


def _led(request: ActingRequest, today: date, **days: date) -> list[Assignment]:
    rows = filtered({"mine": "lead", "standing": "open", **days}, request.acting, today)
    return loaded(list(rows.order_by(*BY_DAY).values_list("pk", flat=True)[:MOST]))
