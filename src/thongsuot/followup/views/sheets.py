"""How do duties go to Excel and come back? The list as a workbook; a workbook looked at, then taken, all or nothing."""

import base64
import binascii
from typing import IO, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.events.actions import writing
from thongsuot.followup import exporting, importing
from thongsuot.followup.importing import Plan, What
from thongsuot.followup.list_forms import SheetForm
from thongsuot.followup.models import Assignment
from thongsuot.followup.sheets import DUTIES, NOTES
from thongsuot.followup.views.asked import Asked
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.exports import TYPE, with_faults
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right
from thongsuot.units.views.imports import excel

MOST = 4 * 2**20
"""Bytes of a workbook that a page takes: it travels with the page that shows the plan."""
SHOWN = 500
"""Rows of the plan that the page lists; what is wrong comes first."""
ORDER = {What.FAULT: 0, What.CHANGED: 1, What.REPORTED: 2, What.NEW: 3, What.SAME: 4}
works = acting_in(Right.ASSIGN, Right.REPORT)


@reading
@require_safe
def export(request: ActingRequest) -> HttpResponse:
    """The duties of the list, in the form that can be taken again."""
    units = Unit.objects.on(timezone.localdate()).below(request.acting.path).order_by("path")
    held = exporting.exported(Asked.of(request).rows(), units, timezone.localdate())
    return _file(held, f"nhiem-vu-{timezone.localdate():%Y-%m-%d}.xlsx")


@works
@require_safe
def template(request: ActingRequest) -> HttpResponse:
    """The same without a duty, to fill in."""
    units = Unit.objects.on(timezone.localdate()).below(request.acting.path).order_by("path")
    return _file(exporting.exported(Assignment.objects.none(), units, timezone.localdate()), "mau-nhiem-vu.xlsx")


def _file(held: IO[bytes], name: str) -> HttpResponse:
    return cast(HttpResponse, FileResponse(held, as_attachment=True, filename=name, content_type=TYPE))


@works
@require_http_methods(["GET", "POST"])
def upload(request: ActingRequest) -> HttpResponse:
    """Choose a workbook; nothing is changed by looking at what it would do."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_valid():
        raw = form.cleaned_data["file"].read()
        try:
            if len(raw) > MOST:
                raise Problem(_("The workbook is too large. Keep only the sheets and rows to import."))
            return preview(request, raw, form.cleaned_data["reason"], importing.plan(raw, by=request.acting))
        except Problem as problem:
            form.add_error("file", str(problem))
    facts = {"form": form, "crumbs": _crumbs()}
    return render(request, "followup/import.html", facts, status=422 if form.errors else 200)


def preview(request: HttpRequest, raw: bytes, reason: str, plan: Plan, status: int = 200) -> HttpResponse:
    """What the workbook would do, what is wrong in it first."""
    lines = sorted(plan.lines, key=lambda line: ORDER[line.what])
    facts = {
        "plan": plan, "lines": lines[:SHOWN], "hidden": max(0, len(lines) - SHOWN), "counts": plan.counts,
        "book": base64.b64encode(raw).decode(), "reason": reason, "crumbs": _crumbs(_("What would change")),
    }  # fmt: skip
    return render(request, "followup/import_preview.html", facts, status=status)


@works
@never_cache
@require_POST
def confirm(request: ActingRequest) -> HttpResponse:
    """Take what was looked at; when something changed meanwhile, look again."""
    raw, reason = _book(request), request.POST.get("reason", "")[:2000]
    with writing(request.acting):
        plan = importing.plan(raw, by=request.acting)
        if plan.fingerprint != request.POST.get("fingerprint") or not plan.ready:
            messages.warning(request, _("Something changed since you looked. This is what would change now."))
            return preview(request, raw, reason, plan, 409)
        importing.carry_out(plan, by=request.acting, reason=reason or _("Imported from Excel"))
    messages.success(request, _("The workbook is imported."))
    return redirect("duties")


@works
@require_POST
def faults(request: ActingRequest) -> HttpResponse:
    """The same workbook with what is wrong in a last column."""
    raw = _book(request)
    found = importing.plan(raw, by=request.acting).faults
    return excel(with_faults(raw, found, (DUTIES,), NOTES), "nhiem-vu-can-sua.xlsx")


def _book(request: HttpRequest) -> bytes:
    try:
        raw = base64.b64decode(request.POST.get("book", ""), validate=True)
    except binascii.Error:
        raw = b""
    if not raw:
        raise Problem(_("The workbook did not arrive whole. Choose it once more."))
    return raw


def _crumbs(*last: str) -> list[Link]:
    way = [Link(_("Duties"), reverse("duties")), Link(_("Import"), reverse("duties-import") if last else "")]
    return [*way, *(Link(text) for text in last)]
