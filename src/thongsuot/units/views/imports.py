"""How do units and accounts come from Excel? Upload, look at what would change, then change it, all or nothing."""

import base64
import binascii

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.events.actions import writing
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units import exports, importing
from thongsuot.units.actions import lock_tree
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.forms.people import ImportForm
from thongsuot.units.imports import Plan, What, levels, plan_workbook
from thongsuot.units.models import Level
from thongsuot.units.queries import manageable, people
from thongsuot.units.rules import Right
from thongsuot.units.sheets import template

MOST = 2 * 2**20
"""Bytes of a workbook that a page takes: it travels with the page that shows the plan. Larger: command line."""
SHOWN = 500
"""Rows of the plan that the page lists; what is wrong comes first."""
ORDER = {What.FAULT: 0, What.CHANGED: 1, What.NEW: 2, What.SAME: 3}


@acting_in(Right.MANAGE)
@require_http_methods(["GET", "POST"])
def upload(request: ActingRequest) -> HttpResponse:
    """Choose a workbook; nothing is changed by looking at what it would do."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        raw = form.cleaned_data["file"].read()
        try:
            if len(raw) > MOST:
                command = "thongsuot import units"
                raise Problem(_("The workbook is larger than 2 MB. Have it imported with “%s”.") % command)
            return preview(request, raw, plan_workbook(raw, by=request.acting))
        except Problem as problem:
            form.add_error("file", str(problem))
    facts = {"form": form, "levels": Level.objects.all(), "crumbs": _crumbs()}
    return render(request, "units/import.html", facts, status=400 if form.errors else 200)


def preview(request: HttpRequest, raw: bytes, plan: Plan, status: int = 200) -> HttpResponse:
    """What the workbook would do, what is wrong in it first."""
    lines = sorted(plan.lines, key=lambda line: ORDER[line.what])
    facts = {
        "plan": plan, "lines": lines[:SHOWN], "hidden": max(0, len(lines) - SHOWN), "counts": plan.counts,
        "book": base64.b64encode(raw).decode(), "crumbs": _crumbs(_("What would change")),
    }  # fmt: skip
    return render(request, "units/import_preview.html", facts, status=status)


@acting_in(Right.MANAGE)
@never_cache
@require_POST
def confirm(request: ActingRequest) -> HttpResponse:
    """Import what was looked at; when something changed meanwhile, look again."""
    raw = _book(request)
    with writing(request.acting):
        lock_tree()
        plan = plan_workbook(raw, by=request.acting)
        if plan.fingerprint != request.POST.get("fingerprint") or not plan.ready:
            messages.warning(request, _("Something changed since you looked. This is what would change now."))
            return preview(request, raw, plan, 409)
        fresh = importing.carry_out(plan, by=request.acting, reason=_("Imported from Excel"))
    messages.success(request, _("The workbook is imported."))
    if not fresh:
        return redirect("units")
    sheet = base64.b64encode(exports.passwords(fresh)).decode()
    facts = {"fresh": fresh.items(), "sheet": sheet, "crumbs": _crumbs(_("Passwords"))}
    return render(request, "units/import_done.html", facts)


@acting_in(Right.MANAGE)
@require_POST
def faults(request: ActingRequest) -> HttpResponse:
    """The same workbook with what is wrong in a last column."""
    raw = _book(request)
    return excel(exports.with_faults(raw, plan_workbook(raw, by=request.acting).faults), "can-sua.xlsx")


@acting_in(Right.MANAGE)
@require_safe
def blank(request: ActingRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    return excel(template(levels()), "mau-don-vi-tai-khoan.xlsx")


@acting_in(Right.MANAGE)
@require_safe
def export(request: ActingRequest) -> HttpResponse:
    """One's units and accounts, in the form that can be imported again."""
    raw = exports.filled(manageable(request.acting), people(request.acting))
    return excel(raw, f"don-vi-{timezone.localdate():%Y-%m-%d}.xlsx")


def excel(raw: bytes, name: str) -> HttpResponse:
    """A workbook to keep."""
    return HttpResponse(
        raw, content_type=exports.TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )  # fmt: skip


def _book(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(request.POST.get("book", ""), validate=True)
    except binascii.Error:
        raise Problem(_("The workbook did not arrive whole. Choose it once more.")) from None


def _crumbs(*last: str) -> list[Link]:
    way = [Link(_("Units"), "/units/"), Link(_("Import"), "/units/import/" if last else "")]
    return [*way, *(Link(text) for text in last)]
