"""How is one duty given, or passed down? Chosen, looked at, then given: to each unit that leads a duty of its own."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.audience import members
from thongsuot.documents.queries import groups_for
from thongsuot.followup import access, giving
from thongsuot.followup.due import note
from thongsuot.followup.duty_forms import GiveForm
from thongsuot.followup.models import Assignment
from thongsuot.followup.sources import asked
from thongsuot.followup.views.opening import leading, let, opened, page_of, rights
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden
from thongsuot.programmes.views.opening import sent
from thongsuot.units.access import Acting, may
from thongsuot.units.doors import ActingRequest, acting_in, said_in
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right


def choices(unit: Unit, acting: Acting, *, by_name: bool) -> dict[str, Any]:
    """What a form of duties offers: units that lead, from ``unit`` down; partners and monitors from everywhere."""
    today = Unit.objects.on(timezone.localdate())
    below = today.below(unit.path or "").order_by("path")
    parents = today.filter(path__isnull=False).order_by().values("parent")
    return {
        "units": below, "groups": groups_for(acting), "tops": list(below.filter(pk__in=parents)), "by_name": by_name,
        "everyone": everyone(),
    }  # fmt: skip


def everyone() -> QuerySet[Unit]:
    """The units that may take part."""
    return Unit.objects.on(timezone.localdate()).order_by("path")


def led(form: GiveForm, unit: Unit) -> list[Unit]:
    """The units that were chosen to lead, of those one may give to."""
    return list(members(form.audience()).filter(path__startswith=unit.path or "-"))


@acting_in(Right.ASSIGN)
def give(request: ActingRequest) -> HttpResponse:
    """A duty from ``?document=&clause=``, ``?finding=``, ``?item=``, or from nothing."""
    told = asked(request.GET, request.acting)
    if not may(request.acting, Right.ASSIGN, told.unit):
        raise Forbidden
    restricted = told.document is not None and told.document.restricted
    offered = choices(told.unit, request.acting, by_name=restricted)
    form = GiveForm(sent(request), initial=told.initial, **offered)
    context = {
        "form": form, "asked": told, "restricted": restricted, "heading": _("Give a duty"),
        "crumbs": [Link(_("Duties"), "/followup/"), Link(_("Give a duty"))], "back": _back(told.document),
    }  # fmt: skip

    def done(leads: Sequence[Unit]) -> list[Assignment]:
        return giving.assign(told.unit, leads, form.duty(), told.source, by=request.acting)

    return _step(request, form, told.unit, context, done)


def _back(document: Any) -> str:
    return reverse("document", args=[document.pk]) if document is not None else "/"


@acting_in(Right.ASSIGN)
def pass_down(request: ActingRequest, pk: int) -> HttpResponse:
    """Give on what was given, in whole or in part."""
    held = opened(request, pk)
    let(request, held, leading(access.may_return), rights(request.acting, held, None, None).pass_down)
    initial = {"action": held.action, "product": held.product, "due": held.due_on, "working": held.due_working}
    offered = choices(held.lead, request.acting, by_name=held.restricted)
    form = GiveForm(sent(request), initial=initial, **offered)
    context = page_of(request, held, _("Pass the duty down")) | {"form": form, "restricted": held.restricted}

    def done(leads: Sequence[Unit]) -> list[Assignment]:
        return giving.pass_down(held, leads, form.duty(), by=request.acting)

    return _step(request, form, held.lead, context, done, to=held)


def _step(
    request: ActingRequest, form: GiveForm, unit: Unit, context: dict[str, Any], done: Any, to: Assignment | None = None
) -> HttpResponse:
    """The form; what will happen; and then it happens."""
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "followup/give.html", context, status=422 if form.errors else 200)
    leads = led(form, unit)
    if "confirm" in request.POST:
        with said_in(form):
            given = done(leads)
            messages.success(request, _("Duties given: %(n)s.") % {"n": len(given)})
            return redirect("duty", pk=(to or given[0]).pk)
        return render(request, "followup/give.html", context, status=422)
    if not leads:
        form.add_error(None, _("None of these units stands below the unit that gives the duty. Choose others."))
        return render(request, "followup/give.html", context, status=422)
    duty, today = form.duty(), timezone.localdate()
    context |= {
        "leads": leads, "duty_told": duty, "due_note": note(duty.due, duty.working),
        "passed": bool(duty.due and duty.due < today),
    }  # fmt: skip
    return render(request, "followup/give_preview.html", context)
