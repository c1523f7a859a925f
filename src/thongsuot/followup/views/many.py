"""How are many duties given at once, from a programme or a document? Chosen, looked at, then given as one change."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents.views.opening import opened as opened_document
from thongsuot.followup.due import note
from thongsuot.followup.giving import Duty
from thongsuot.followup.giving_many import Order, assign_all
from thongsuot.followup.offers import Below, Offer, leads, of_document, of_programme
from thongsuot.look.fields import DayField
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes import rules as programmes
from thongsuot.programmes.views.opening import opened as opened_programme
from thongsuot.units.access import may
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

SHOWN = 3
"""Units of a row that are named; the others are counted."""


@dataclass(slots=True)
class Row:
    """An offer as the form has it."""

    offer: Offer
    picked: bool
    how: str
    written: str = ""
    due: str = ""
    units: list[Unit] = field(default_factory=list)
    day: date | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def suggested(self) -> str:
        """The suggested units, the first ones by name."""
        names = [unit.name for unit in self.offer.suggested]
        if len(names) <= SHOWN:
            return ", ".join(names)
        return _("%(n)s units: %(names)s, …") % {"n": len(names), "names": ", ".join(names[:SHOWN])}

    @property
    def working(self) -> str:
        """How its day was come to, where it is the day of the words."""
        return self.offer.working if self.day == self.offer.due else ""

    @property
    def due_note(self) -> str:
        """What to know of its day."""
        return note(self.day, self.working)


def begun(offer: Offer, every: bool) -> Row:
    """A row at first; where all are asked for, those are chosen that were not given before and whose lead is clear."""
    due = f"{offer.due:%d/%m/%Y}" if offer.due else ""
    picked = every and bool(offer.suggested) and not offer.before
    return Row(offer, picked, "suggested" if offer.suggested else "named", due=due)


def filled(offer: Offer, sent: QueryDict, below: Below) -> Row:
    """A row as it was sent, with what is wrong in it."""
    key = str(offer.key)
    row = Row(
        offer, key in sent.getlist("pick"), sent.get(f"to-{key}", ""), sent.get(f"lead-{key}", "")[:2000],
        sent.get(f"due-{key}", "")[:20],
    )  # fmt: skip
    if not row.picked:
        return row
    units, unknown = leads(offer, row.how, row.written, below)
    row.units = list(units)
    if unknown:
        row.errors.append(_("No unit of yours has this code: %(codes)s.") % {"codes": ", ".join(unknown)})
    elif not row.units:
        row.errors.append(_("Say which unit leads it."))
    try:
        row.day = DayField(required=False).clean(row.due)
    except ValidationError:
        row.errors.append(_("Write the day as 05/02/2026."))
    return row


@acting_in(Right.ASSIGN)
def from_programme(request: ActingRequest, pk: int) -> HttpResponse:
    """The items of an issued programme."""
    programme = opened_programme(request, pk)
    if not may(request.acting, Right.ASSIGN, programme.unit):
        raise Forbidden
    if programme.state != programmes.State.ISSUED:
        raise Problem(_("This programme has not been issued: nothing is given from it yet."))
    here = reverse("programme", args=[pk])
    context = {
        "heading": _("Give duties from the programme"), "about": programme, "document": programme.issued,
        "about_url": here, "back": here,
        "crumbs": [
            Link(_("Programmes"), reverse("programmes")), Link(str(programme)[:80], here), Link(_("Give duties")),
        ],
    }  # fmt: skip
    return _page(request, programme.unit, context, lambda below, number: of_programme(programme, below, number))


@acting_in(Right.ASSIGN)
def from_document(request: ActingRequest, pk: int) -> HttpResponse:
    """The confirmed duties that a document names."""
    document = opened_document(request, pk)
    context = {
        "heading": _("Give duties from the document"), "about": document, "document": document,
        "about_url": reverse("document", args=[pk]), "back": reverse("document", args=[pk]), "named": True,
        "crumbs": [Link(_("Documents"), reverse("documents")), Link(str(document), reverse("document", args=[pk])),
                   Link(_("Give duties"))],
    }  # fmt: skip
    return _page(request, request.acting.unit, context, lambda below, number: of_document(document, below, number))


Offers = Callable[[Below, str | None], tuple[Page[Any], list[Offer]]]


def _page(request: ActingRequest, unit: Unit, context: dict[str, Any], offers: Offers) -> HttpResponse:
    below = Below(unit)
    page, listed = offers(below, request.GET.get("page"))
    context |= {"page": page, "unit": unit, "codes": below.units if len(below.units) <= 600 else ()}
    if request.method != "POST":
        every = request.GET.get("all") == "1"
        return render(request, "followup/many.html", context | {"rows": [begun(offer, every) for offer in listed]})
    rows = [filled(offer, request.POST, below) for offer in listed]
    picked = [row for row in rows if row.picked]
    problem = "" if picked else _("Choose at least one row.")
    if not problem and not any(row.errors for row in picked):
        if "confirm" not in request.POST:
            total = sum(len(row.units) for row in picked)
            return render(request, "followup/many_preview.html", context | {"rows": picked, "total": total})
        try:
            given = assign_all(unit, [_order(row) for row in picked], by=request.acting)
        except Stale:
            raise
        except Problem as fault:
            problem = str(fault)
        else:
            messages.success(request, _("Duties given: %(n)s.") % {"n": len(given)})
            return redirect(request.get_full_path())
    return render(request, "followup/many.html", context | {"rows": rows, "problem": problem}, status=422)


def _order(row: Row) -> Order:
    offer = row.offer
    return Order(row.units, Duty(offer.action, offer.product, row.day, row.working), offer.source)
