"""What is done about an instruction that words do not settle? A person decides; a decision may be taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.consolidations import actions, showing
from thongsuot.consolidations.access import require_settle
from thongsuot.consolidations.forms import SettleForm
from thongsuot.consolidations.models import Making, Settlement
from thongsuot.consolidations.rules import State, To
from thongsuot.consolidations.telling import choices, place_of
from thongsuot.consolidations.views.making import revision
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.documents.wording import place_name
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem, Stale
from thongsuot.units.doors import ActingRequest, reading

Json = dict[str, Any]


@reading
def settle(request: ActingRequest, pk: int, n: int) -> HttpResponse:
    """Decide for an instruction; ``?at=`` brings the present words of a clause into the form."""
    document = opened(request, pk)
    require_settle(request.acting, document)
    held = document.makings.filter(state=State.PROPOSED).first()
    if held is None or n >= len(held.told["open"]):
        raise Http404
    held.document = document
    entry = held.told["open"][n]
    known = showing.seen(held, request.acting)
    if entry["document"] not in known:
        raise Http404
    form = _form(request, held, entry)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(held, n, form.choice(), revision=form.cleaned_data["revision"], by=request.acting)
            messages.success(request, _("Settled. The draft was made anew with it."))
            return redirect("consolidation", pk=pk)
        except Stale:
            raise
        except Problem as problem:
            form.add_error(None, str(problem))
    context = {
        "document": document,
        "form": form,
        "making": held,
        "open": showing.waiting(held, known, settles=True)[n],
        "locs": [(row["loc"], place_name(row["loc"])) for row in held.told["provisions"]],
        "chosen": _chosen(request, held, entry),
        "wide": choices(entry) != {To.NONE},
        "crumbs": crumbs(
            document, Link(_("Consolidated text"), reverse("consolidation", args=[pk])), Link(_("Settle"))
        ),
    }
    return render(request, "consolidations/settle.html", context, status=422 if form.errors else 200)


def _form(request: ActingRequest, held: Making, entry: Json) -> SettleForm:
    locs = [row["loc"] for row in held.told["provisions"]]
    at = _chosen(request, held, entry)
    initial = {"at": at, "revision": held.revision, "to": To.REPLACE if at and entry["op"] != "insert" else None}
    if at and entry["op"] != "insert":
        initial["words"] = words_at(held, at)
    sent = request.POST if request.method == "POST" else None
    return SettleForm(sent, allowed=choices(entry), locs=locs, initial=initial)


def _chosen(request: ActingRequest, held: Making, entry: Json) -> str:
    """The clause that was asked for; else the one that bears the name in the instruction, where a single one does."""
    asked = request.GET.get("at", "")
    if asked in (row["loc"] for row in held.told["provisions"]):
        return asked
    return place_of(held.told, entry)


def words_at(held: Making, loc: str) -> str:
    """The words of a clause as they stand in the draft."""
    found = next((row for row in held.told["provisions"] if row["loc"] == loc), None)
    return str(held.told["text"][found["start"] : found["end"]]).strip() if found else ""


@require_POST
@reading
def take_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = Settlement.objects.select_related("document__unit").filter(pk=pk).first()
    if row is None:
        raise Http404
    document: Document = opened(request, row.document_id)
    row.document = document
    actions.take_back(row, revision=revision(request), by=request.acting)
    messages.success(request, _("Taken back. The instruction waits to be settled again."))
    return redirect("consolidation", pk=document.pk)
