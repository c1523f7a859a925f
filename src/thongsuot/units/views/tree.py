"""Which units are there, on any day, and what is one unit? The tree and the unit's page."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thongsuot.events.queries import timeline
from thongsuot.look.fields import DayField
from thongsuot.look.shapes import Link
from thongsuot.units import outline
from thongsuot.units.access import Acting, may
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.models import Membership, Unit
from thongsuot.units.moments import moments
from thongsuot.units.queries import history, members
from thongsuot.units.rules import Right, above, holds, within
from thongsuot.units.wording import change_name, role_name

EVENTS = 12
"""So many events stand on a unit's page."""


@acting_in()
@require_safe
def tree(request: ActingRequest) -> HttpResponse:
    """The tree of units on a day; with ``q``, the units found in it."""
    day, fault = day_asked(request)
    words = request.GET.get("q", "").strip()[:100]
    twigs, levels = outline.outline(day), outline.level_names()
    query = f"?on={day.isoformat()}" if day != timezone.localdate() else ""
    facts = {
        "day": day, "today": timezone.localdate(), "fault": fault, "q": words, "total": len(twigs), "query": query,
        "manages": request.acting.bears(Right.MANAGE),
    }  # fmt: skip
    if words:
        hits = outline.found(twigs, words)
        ways = outline.ways(twigs, hits)
        facts["hits"] = [(twig, levels.get(twig.level, ""), ways[twig.pk]) for twig in hits]
        facts["most"] = outline.MOST
    else:
        facts["tree"] = outline.nested(twigs, levels, query)
    return render(request, "units/tree.html", facts, status=400 if fault else 200)


def day_asked(request: ActingRequest) -> tuple[date, str]:
    """The day of ``?on=``, as 2025-07-01 or 01/07/2025; today, with a sentence, when it cannot be read."""
    told = request.GET.get("on", "").strip()
    if not told:
        return timezone.localdate(), ""
    try:
        return DayField().clean(told), ""
    except Exception:
        return timezone.localdate(), _("Write the day as 05/02/2026.")


@acting_in()
@require_safe
def unit(request: ActingRequest, pk: int) -> HttpResponse:
    """A unit: particulars, what stands above and below, what it came from and became, who works there."""
    shown = get_object_or_404(Unit.objects.select_related("level", "parent"), pk=pk)
    day, _fault = day_asked(request)
    near = is_near(request.acting, shown)
    chain = list(Unit.objects.filter(path__in=above(shown.path or "")[:-1]).order_by("path"))
    children = list(Unit.objects.filter(parent=shown).select_related("level"))
    facts = {
        "unit": shown,
        "day": day,
        "exists": holds(shown.valid_from, shown.valid_to, day),
        "crumbs": [
            Link(_("Units"), "/units/"),
            *(Link(one.name, f"/units/{one.pk}/") for one in chain),
            Link(shown.name),
        ],
        "children": [one for one in children if holds(one.valid_from, one.valid_to, day)],
        "gone": [one for one in children if one.valid_to and one.valid_to < day],
        "history": [(change_name(step.kind), step) for step in history(shown)],
        "members": [(role_name(post.role), post) for post in shown_members(shown, near)],
        "near": near,
        "manages": may(request.acting, Right.MANAGE, shown),
        "moves": shown.parent is not None and may(request.acting, Right.MANAGE, shown.parent),
        "moments": moments(timeline(f"unit:{shown.pk}")[:EVENTS]) if near else None,
    }
    return render(request, "units/unit.html", facts)


def is_near(acting: Acting, unit: Unit) -> bool:
    """Whether somebody works at a unit or above it, and so sees who works there; others see posts without names."""
    return within(unit.path or "", acting.path)


def shown_members(unit: Unit, near: bool) -> list[Membership]:
    """The posts of a unit; without the people who hold them where the reader has no need of them."""
    return list(members(unit) if near else members(unit).select_related(None).defer("user"))
