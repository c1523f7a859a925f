"""How far is it, at a unit, now or on a past day? The page of figures; each number opens its list."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thongsuot.dashboard import live, past, structured
from thongsuot.dashboard.access import may_freeze
from thongsuot.dashboard.board import Links, Names, board, live_links
from thongsuot.dashboard.funnel import Bar, funnel
from thongsuot.dashboard.live import Wanted
from thongsuot.dashboard.rules import Figures, Row, fold
from thongsuot.dashboard.views.asking import Asked
from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Kind
from thongsuot.followup.wording import KINDS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Level, Succession, Unit
from thongsuot.units.rules import above

SHOWN = 6
"""Days on which units were merged, split or renamed, the newest ones."""
MOST_PAST = 50_000
"""Duties of a unit that are told for a past day while somebody waits; beyond, figures are frozen in the background."""


@reading
def figures(request: ActingRequest) -> HttpResponse:
    """The figures of a unit and those below it: today's, or those of ``?asof=``; by the units of ``?structure=``."""
    asked = Asked(request)
    told, links = _past(asked) if asked.asof else _live(asked)
    here = names(request.acting, told, asked)
    context = {
        **board(told, links, here, asked.node.pk, asked.kind, asked.asof or timezone.localdate()),
        "asked": asked,
        "crumbs": _crumbs(asked),
        "tabs": _kinds(asked),
        "structures": _structures(asked),
        "all_levels": Level.objects.all(),
        "may_freeze": may_freeze(request.acting, asked.node),
        "report_url": f"{reverse('dashboard-report')}?{urlencode(asked.filters())}",
        "clear_document": f"?{urlencode(asked.filters(document=None))}",
        "funnel": _funnel(asked),
        **_pages(asked, told),
    }
    return render(request, "dashboard/figures.html", context)


def _live(asked: Asked) -> tuple[Figures, Links]:
    told = today_figures(asked, asked.page)
    if not asked.structure:
        return told, live_links(asked.filters(), told)
    common = {**asked.filters(), **({} if told.complete else {"counted": 1})}
    return told, Links(reverse("dashboard-duties"), common)


def today_figures(asked: Asked, page: int = 1) -> Figures:
    """How duties stand today, by the units of today or of another day."""
    wanted = Wanted(asked.kind, asked.document_key, asked.level.pk if asked.level else None, page)
    acting, today = asked.request.acting, timezone.localdate()
    if not asked.structure:
        return live.figures(asked.node, acting, wanted, today)
    try:
        return structured.figures(asked.node, acting, wanted, today, past.structure_on(asked.structure))
    except structured.TooManyMoved:
        raise Problem(
            _("Too many duties stood elsewhere on that day to be told at once. Choose a lower unit or a document.")
        ) from None


def _structures(asked: Asked) -> list[tuple[str, str, bool]]:
    """The days by whose units duties can be counted: today's, and those before units were merged or split."""
    days = list(Succession.objects.order_by("-on").values_list("on", flat=True).distinct()[:SHOWN])
    before = {day - timedelta(1) for day in days if day <= timezone.localdate()}
    chosen = asked.structure if asked.structure != timezone.localdate() else None
    listed = sorted(before | ({chosen} if chosen else set()), reverse=True)
    now = asked.request.GET.get("structure") == "now" or (asked.structure is not None and chosen is None)
    first = ("", _("that day") if asked.asof else _("as they are kept"), not chosen and not now)
    return [first, ("now", _("today"), now), *((day.isoformat(), f"{day:%d/%m/%Y}", day == chosen) for day in listed)]


def _past(asked: Asked) -> tuple[Figures, Links]:
    rows, child = past_rows(asked)
    told = fold(rows, asked.kind, asked.asof or timezone.localdate(), child)
    shown = live.DOCUMENTS if asked.document_key is None else 0
    told = told.most(shown, (asked.page - 1) * live.DOCUMENTS)
    if asked.document_key is not None or asked.level:
        told = replace(told, due=None)
    return told, Links(reverse("dashboard-duties"), asked.filters())


def past_rows(asked: Asked) -> tuple[Iterable[Row], dict[int, int]]:
    """The duties of a past day that the reader may see there, and under which unit each is shown."""
    day: date = asked.asof or timezone.localdate()
    moment = past.end_of(day)
    if asked.structure:
        structure = past.structure_on(asked.structure)
    else:
        structure = past.structure_of(moment) if asked.then else past.structure_now()
    leads = structure.below(asked.node.pk)
    among = Assignment.objects.visible_to(asked.request.acting)
    if asked.document_key is not None:
        among = among.filter(document=asked.document_key or None)
    if among.filter(lead__in=list(leads))[MOST_PAST : MOST_PAST + 1].exists():
        raise Problem(
            _("These are too many duties to be told for a past day at once. Choose a lower unit or a document, "
              "or freeze the figures to that day: that is done in the background.")
        )  # fmt: skip
    rows = past.rows(among, structure, leads, moment, day)
    level = asked.level.pk if asked.level else None
    return (row for row in rows if level in (None, row.level)), structure.children(asked.node.pk)


def names(acting: Acting, told: Figures, asked: Asked | None = None) -> Names:
    """What is printed of units, levels and documents; a document that the reader may not see is not named."""
    documents = {0: _("Ordered by no document")}
    wanted = [pk for pk in told.documents if pk]
    documents |= dict.fromkeys(wanted, _("A document that you may not see"))
    for document in Document.objects.visible_to(acting).filter(pk__in=wanted):
        documents[document.pk] = f"{document} · {document.title}"[:160]
    rows = Unit.objects.filter(pk__in=list(told.units)).order_by("path" if asked is None else "position", "sort_key")
    names = Names(
        dict(rows.values_list("pk", "name")), {level.pk: str(level) for level in Level.objects.all()}, documents
    )
    if asked is None:
        return names

    def to(**changes: Any) -> str:
        return f"?{urlencode(asked.filters(**changes))}"

    return replace(
        names,
        unit_url=lambda pk: to(unit=pk),
        level_url=lambda pk: to(level=pk),
        document_url=lambda pk: to(document=pk),
    )


def _funnel(asked: Asked) -> list[Bar]:
    return funnel(asked.document, asked.request.acting, asked.node) if asked.document and not asked.asof else []


def _kinds(asked: Asked) -> list[Tab]:
    return [Tab(str(KINDS[kind]), f"?{urlencode(asked.filters(kind=kind))}", asked.kind == kind) for kind in Kind]


def _pages(asked: Asked, told: Figures) -> dict[str, str]:
    full, first = len(told.documents) >= live.DOCUMENTS, asked.page == 1
    query = {step: f"?{urlencode(asked.filters(page=asked.page + step))}#documents" for step in (-1, 1)}
    return {"previous": "" if first else query[-1], "following": query[1] if full else ""}


def _crumbs(asked: Asked) -> list[Link]:
    """The units from the reader's own down to the one that is shown."""
    own = asked.request.acting.path
    keys = [path for path in above(asked.node.path or "") if path.startswith(own)]
    units = Unit.objects.filter(path__in=keys).order_by("path") if len(keys) > 1 else [asked.node]
    links = [Link(unit.name, f"?{urlencode(asked.filters(unit=unit.pk))}") for unit in units]
    return [*links[:-1], Link(asked.node.name)]
