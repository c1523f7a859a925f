"""How is an assignment table taken over? Chosen, looked at row by row, then all that was chosen, or none."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.actions import Intake, admit
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.views.detail import day_of
from thongsuot.documents.wording import place_name
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes import annexes, clauses
from thongsuot.programmes.annexes import Row
from thongsuot.programmes.forms import TableForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.taking import take_rows
from thongsuot.programmes.views.opening import crumbs, opened, rights
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right

DIRECTIVE = "directive"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its box."""

    n: int
    row: Row
    due: object
    place: str


@taking_files(Right.DRAFT)
def choose(request: ActingRequest, pk: int) -> HttpResponse:
    """A file, or the annex of what is answered (``?from=directive``), and what its rows would become."""
    shown = opened(request, pk)
    may = rights(request.acting, shown)
    if not may.edit:
        raise Forbidden
    if request.method != "POST" and request.GET.get("from") == DIRECTIVE:
        if not may.directive:
            raise Http404
        return preview(request, shown, annexes.dry_run(shown, annexes.of_directive(shown.answers)))
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            text, _reason = admit(file.read(), file.name or "", Intake(shown.unit), request.acting)
            if text is None:
                raise Problem(_("This file cannot be read."))
            return preview(request, shown, annexes.dry_run(shown, annexes.of_text(text)))
        except Problem as problem:
            form.add_error("file", str(problem))
    context = {
        "programme": shown,
        "form": form,
        "n_directive": len(annexes.of_directive(shown.answers)) if may.directive else 0,
        "crumbs": crumbs(shown, Link(_("Take over a table"))),
    }
    answer = render(request, "programmes/annex.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def preview(request: ActingRequest, shown: Programme, rows: list[Row], chosen: set[int] | None = None) -> HttpResponse:
    """The rows, each with what it would become; nothing has been changed by looking."""
    status = 200 if chosen is None else 422
    if chosen is None:
        chosen = {n for n, row in enumerate(rows) if row.chosen}
    locs = [] if any(row.loc for row in rows) else [(loc, place_name(loc)) for loc in clauses.locs_of(shown.answers)]
    context = {
        "programme": shown,
        "rows": [Shown(n, row, day_of(row.due), place_name(row.loc)) for n, row in enumerate(rows)],
        "chosen": chosen,
        "n_faults": sum(bool(row.fault) for row in rows),
        "locs": locs if rights(request.acting, shown).directive else [],
        "packed": annexes.packed(shown, rows),
        "crumbs": crumbs(
            shown, Link(_("Take over a table"), reverse("annex", args=[shown.pk])), Link(_("What would become of it"))
        ),
    }
    answer = render(request, "programmes/annex_rows.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@acting_in(Right.DRAFT)
def take(request: ActingRequest, pk: int) -> HttpResponse:
    """The chosen rows become items, or suggestions."""
    shown = opened(request, pk)
    rows = annexes.unpacked(shown, request.POST.get("rows", ""))
    chosen = {int(n) for n in request.POST.getlist("row") if n.isdecimal() and int(n) < len(rows)}
    loc, keep = request.POST.get("clause", "")[:120], request.POST.get("as") == "kept"
    try:
        n = take_rows(shown, [rows[n] for n in sorted(chosen)], keep=keep, loc=loc, by=request.acting)
    except Problem as problem:
        messages.error(request, str(problem))
        return preview(request, shown, rows, chosen)
    if keep:
        messages.success(request, _("%(n)s items were added.") % {"n": n})
    else:
        messages.success(request, _("%(n)s suggestions were added. Nothing counts until you keep it.") % {"n": n})
    return redirect("programme", pk=pk)
