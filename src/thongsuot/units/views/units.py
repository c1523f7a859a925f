"""How does an administrator change units? Add, correct, move, and let one follow another."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.look.shapes import Change, Link
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import require
from thongsuot.units.actions import add_unit, edit_unit, move_unit
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.forms.units import EditUnitForm, MoveForm, NewUnitForm, SuccessionForm
from thongsuot.units.models import Level, Unit
from thongsuot.units.queries import manageable
from thongsuot.units.rules import Right
from thongsuot.units.succession import carry_out, plan
from thongsuot.units.wording import change_name

_FORM = require_http_methods(["GET", "POST"])


def again[Form: forms.Form](request: HttpRequest, make: Callable[[Any], Form], revision: int) -> Form:
    """What was typed, ready to be saved over the state that somebody else made meanwhile."""
    typed = request.POST.copy()
    typed["revision"] = str(revision)
    form = make(typed)
    form.full_clean()
    return form


def crumbs(unit: Unit | None, last: str) -> list[Link]:
    """The way to a page about a unit."""
    way = [Link(_("Units"), "/units/")]
    return [*way, *([Link(unit.name, f"/units/{unit.pk}/")] if unit else []), Link(last)]


@acting_in(Right.MANAGE)
@_FORM
def add(request: ActingRequest) -> HttpResponse:
    """A new unit below one of one's own."""
    units = manageable(request.acting)
    asked = request.GET.get("parent", "")
    parent = units.filter(pk=asked).select_related("level").first() if asked.isdigit() else request.acting.unit
    level = Level.objects.filter(rank__gt=parent.level.rank).first() if parent else None
    form = NewUnitForm(
        units, request.POST if request.method == "POST" else None, initial={"parent": parent, "level": level}
    )
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            unit = add_unit(
                told.pop("code"), told.pop("name"), told.pop("level"), told.pop("parent"), **told, by=request.acting
            )
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("%(unit)s is added.") % {"unit": unit.name})
            return redirect("unit", pk=unit.pk)
    facts = {
        "form": form,
        "crumbs": crumbs(parent, _("Add a unit")),
        "cancel": f"/units/{parent.pk}/" if parent else "/units/",
    }
    return render(request, "units/add.html", facts, status=400 if form.errors else 200)


@acting_in(Right.MANAGE)
@_FORM
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Correct how a unit is written; what somebody else changed meanwhile is shown, nothing typed is lost."""
    unit = get_object_or_404(Unit.objects.select_related("level"), pk=pk)
    require(request.acting, Right.MANAGE, unit)
    at_first = {name: getattr(unit, name) for name in ("name", "short_name", "level", "position", "revision")}
    form = EditUnitForm(request.POST if request.method == "POST" else None, initial=at_first)
    facts: dict[str, Any] = {"unit": unit, "crumbs": crumbs(unit, _("Correct"))}
    status = 400 if form.errors else 200
    if form.is_valid():
        try:
            edit_unit(unit, **form.cleaned_data, by=request.acting)
        except Stale as stale:
            form, status = again(request, EditUnitForm, unit.revision), 409
            facts |= {"stale": stale, "now": _differences(form, unit)}
        else:
            messages.success(request, _("The correction is saved."))
            return redirect("unit", pk=unit.pk)
    return render(request, "units/edit.html", {"form": form, **facts}, status=status)


def _differences(form: EditUnitForm, unit: Unit) -> list[Change]:
    """What stands there now beside what was typed."""
    names = ("name", "short_name", "level", "position")
    return [
        Change(str(form.fields[name].label), getattr(unit, name), form.cleaned_data[name])
        for name in names
        if name in form.cleaned_data and getattr(unit, name) != form.cleaned_data[name]
    ]


@acting_in(Right.MANAGE)
@_FORM
def move(request: ActingRequest, pk: int) -> HttpResponse:
    """Put a unit, with all below it, under another one."""
    unit = get_object_or_404(Unit.objects.select_related("parent", "level"), pk=pk)
    require(request.acting, Right.MANAGE, unit)
    if unit.parent is not None:
        require(request.acting, Right.MANAGE, unit.parent)
    units = manageable(request.acting).exclude(path__startswith=unit.path or "-")

    def make(typed: Any) -> MoveForm:
        return MoveForm(units, typed, initial={"revision": unit.revision})

    form = make(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"unit": unit, "crumbs": crumbs(unit, _("Move"))}
    facts["below"] = Unit.objects.below(unit.path or "-").count() - 1
    status = 400 if form.errors else 200
    if form.is_valid():
        try:
            move_unit(unit, **form.cleaned_data, by=request.acting)
        except Stale as stale:
            form, status = again(request, make, unit.revision), 409
            facts |= {"stale": stale, "now": [Change(_("Unit above"), unit.parent, form.cleaned_data.get("parent"))]}
        except Problem as problem:
            form.add_error(None, str(problem))
            status = 400
        else:
            messages.success(request, _("%(unit)s stands under its new place.") % {"unit": unit.name})
            return redirect("unit", pk=unit.pk)
    return render(request, "units/move.html", {"form": form, **facts}, status=status)


@acting_in(Right.MANAGE)
@_FORM
def succession(request: ActingRequest) -> HttpResponse:
    """Merge, split, rename, dissolve: the form, then what would end and begin, then the change."""
    units = manageable(request.acting).filter(valid_to__isnull=True) | manageable(request.acting).filter(
        valid_to__gte=timezone.localdate()
    )
    step = request.POST.get("step", "")
    form = SuccessionForm(units, request.POST if step else None, initial=_asked(request, units))
    if step in ("preview", "confirm") and form.is_valid():
        told = form.cleaned_data
        try:
            planned = plan(told["kind"], told["on"], told["olds"], told["news"], by=request.acting)
            if step == "confirm":
                carry_out(
                    planned, by=request.acting, reason=told["reason"], children=told["children"], posts=told["posts"]
                )  # fmt: skip
                messages.success(request, _("The change is made. Both units show it in their history."))
                return redirect("unit", pk=planned.olds[0].pk)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            typed = [(name, request.POST[name]) for name in form.fields if request.POST.get(name)]
            facts = {"plan": planned, "typed": typed, "told": told, "kind": change_name(told["kind"])}
            return render(request, "units/succession_preview.html", facts | {"crumbs": crumbs(None, _("Succession"))})
    facts = {"form": form, "crumbs": crumbs(None, _("Succession"))}
    return render(request, "units/succession.html", facts, status=400 if form.errors else 200)


def _asked(request: HttpRequest, units: Any) -> dict[str, Any]:
    """The unit that the link came from stands in the form already."""
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=asked).first() if asked.isdigit() else None
    return {"olds": f"{unit.code} — {unit.name}\n"} if unit else {}
