"""How is a progress report made? From the figures of a page or of a snapshot, with what its paper needs."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dashboard import live
from thongsuot.dashboard import report as paper
from thongsuot.dashboard.freezing import rows_of
from thongsuot.dashboard.past import structure_on
from thongsuot.dashboard.report import Late, Told
from thongsuot.dashboard.rules import Figures, Row, Split, fold
from thongsuot.dashboard.structured import listed
from thongsuot.dashboard.views.asking import Asked
from thongsuot.dashboard.views.figures import names, past_rows, today_figures
from thongsuot.dashboard.views.snapshots import opened, shown
from thongsuot.followup.listing import Chosen, filtered, narrowed
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Kind, Standing
from thongsuot.followup.written import day as written_day
from thongsuot.followup.written import number
from thongsuot.look.shapes import Link
from thongsuot.programmes.forms import IssueForm
from thongsuot.programmes.views.moves import word
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

MOST_LATE = 300
"""Overdue duties of one annex, those longest overdue first."""
KINDS = {Kind.ONCE: "nhiệm vụ cụ thể", Kind.REGULAR: "nhiệm vụ thường xuyên"}


class ReportForm(IssueForm):
    """Số, ngày, ai ký, gửi ai."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["revision"]
        for name in ("symbol", "position", "signer"):
            self.fields[name].required = False


@reading
def report(request: ActingRequest) -> HttpResponse:
    """The report: a form, then the file."""
    asked = Asked(request)
    until = written_day(request.GET.get("asof", "").strip())
    if until and until > timezone.localdate():
        messages.error(request, _("The period has not ended. Choose a day that is not later than today."))
        return redirect(f"{reverse('dashboard-report')}?{urlencode(asked.filters())}")
    key = number(request.GET.get("snapshot"))
    held = opened(request, key) if key else None
    node = held.node if held else asked.node
    form = ReportForm(request.POST if request.method == "POST" else None, initial=ReportForm.of(node))
    if request.method == "POST" and form.is_valid():
        told = _sealed(request, held, asked) if held and held.sha256 else _told(asked)
        raw = paper.write(told, form.form(), form.cleaned_data["symbol"], form.cleaned_data["dated"])
        return word(raw, f"bao-cao-tien-do-{told.day:%Y-%m-%d}.docx")
    back = Link(str(held), reverse("snapshot", args=[held.pk])) if held else Link(_("Figures"), reverse("dashboard"))
    context = {"form": form, "node": node, "snapshot": held, "crumbs": [back, Link(_("Progress report"))]}
    return render(request, "dashboard/report.html", context, status=422 if form.errors else 200)


def _told(asked: Asked) -> Told:
    """From the figures of a page."""
    acting, day = asked.request.acting, asked.asof or timezone.localdate()
    if asked.asof:
        rows, child = past_rows(asked)
        told = list(rows)
        figures = fold(told, asked.kind, day, child).most(live.DOCUMENTS)
        late = _named([row for row in told if row.kind == asked.kind], acting)
    else:
        figures = today_figures(asked)
        late = _late(asked, acting, day, figures.complete)
    only = str(asked.document) if asked.document else ""
    return _laid(asked.node, day, figures, acting, late, asked.kind, only=only)


def _sealed(request: ActingRequest, held: Any, asked: Asked) -> Told:
    """From a snapshot."""
    rows = [row for row in rows_of(held) if row.kind == asked.kind and row.standing == Standing.OPEN_OVERDUE]
    late = _named(rows, request.acting)
    return _laid(held.node, held.until, shown(held, asked.kind), request.acting, late, asked.kind, sealed=held.sha256)


def _laid(
    node: Unit, day: date, figures: Figures, acting: Acting, late: list[Late], kind: str, *, only: str = "",
    sealed: str = "",
) -> Told:  # fmt: skip
    called = names(acting, figures)
    order = {pk: n for n, pk in enumerate(called.units)}
    units: list[tuple[int, Split]] = sorted(figures.units.items(), key=lambda told: order.get(told[0], len(order)))
    by_unit = [(called.units.get(pk, ""), split) for pk, split in units]
    by_document = [(called.documents[pk].partition(" · ")[0], split) for pk, split in figures.documents.items()]
    return Told(node.name, day, figures, by_unit, by_document, late, only, sealed, KINDS[Kind(kind)])


def _late(asked: Asked, acting: Acting, day: date, complete: bool) -> list[Late]:
    wanted = Chosen(
        asked.node.pk, asked.level.pk if asked.level else None, document=asked.document_key, kind=asked.kind,
        standing=("open-overdue",), counted=not complete,
    )  # fmt: skip
    rows = filtered(wanted, acting, day)
    if asked.structure:
        there = listed(acting, structure_on(asked.structure), asked.node.pk, lead=None, level=wanted.level)
        rows = narrowed(there, replace(wanted, unit=None, level=None), acting, day)
    seen = rows.select_related("lead", "document").order_by("due_on", "pk")[:MOST_LATE]
    return [_printed(held, held.due_on) for held in seen if held.due_on]


def _named(rows: list[Row], acting: Acting) -> list[Late]:
    overdue = [row for row in rows if row.standing == Standing.OPEN_OVERDUE and row.due]
    some = sorted(overdue, key=lambda row: (row.due or date.max, row.pk))[:MOST_LATE]
    seen = Assignment.objects.visible_to(acting).filter(pk__in=[row.pk for row in some])
    known = {held.pk: held for held in seen.select_related("lead", "document")}
    return [_printed(known[row.pk], row.due) for row in some if row.pk in known and row.due]


def _printed(held: Assignment, due: date) -> Late:
    return Late(held.action, held.lead.name, str(held.document) if held.document else "", due)
