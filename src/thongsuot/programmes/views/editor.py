"""How is a programme written? Clauses left, what answers the chosen one right; each form works by itself."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.views.history import moments
from thongsuot.documents.wording import place_name, said
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden
from thongsuot.programmes import actions, clauses, queries
from thongsuot.programmes.forms import DescribeForm, ItemForm
from thongsuot.programmes.models import Programme, ProgrammeItem
from thongsuot.programmes.rules import OPEN_TO_COMMENTS, Cover, Part, part_for
from thongsuot.programmes.views.opening import (
    Rights,
    crumbs,
    number,
    opened,
    opened_basis,
    opened_item,
    rights,
    sent,
)
from thongsuot.programmes.wording import COVER_BADGES, COVERS, LACKS, STATE_BADGES, STATES, SYMBOLS, listed
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

MOST_MOMENTS = 30


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause of the list on the left."""

    loc: str
    name: str
    words: str
    how: Cover
    said: str
    badge: str
    symbol: str
    here: bool


@reading
def programme(request: ActingRequest, pk: int) -> HttpResponse:
    """The page of a programme: ``?clause=`` chooses one, ``?clause=none`` what rests on none, nothing all items."""
    shown = opened(request, pk)
    may = rights(request.acting, shown)
    chosen = request.GET.get("clause", "")
    rows = clause_rows(shown, chosen) if may.directive else []
    items = list(shown.items.select_related("lead").prefetch_related("bases"))
    asked = queries.asked(shown) if shown.state in OPEN_TO_COMMENTS else []
    context = {
        "programme": shown,
        "may": may,
        "crumbs": crumbs(shown),
        "state": said(STATES, shown.state),
        "state_badge": STATE_BADGES[shown.state],
        "clauses": rows,
        "answered": sum(row.how not in (Cover.NONE, Cover.OTHERS) for row in rows),
        "asked_of_us": sum(row.how != Cover.OTHERS for row in rows),
        "others": sum(row.how == Cover.OTHERS for row in rows),
        "chosen": next((row for row in rows if row.here), None),
        "none_chosen": chosen == "none",
        "orphans": sum(item.kept and not item.bases.all() for item in items),
        "items": _shown(shown, items, chosen),
        "total": sum(item.kept for item in items),
        "undecided": sum(not item.kept for item in items),
        "changed": queries.changed(shown) if may.directive else set(),
        "open_comments": shown.comments.filter(answer="").count(),
        "moments": moments(f"programme:{shown.pk}", request.acting, MOST_MOMENTS),
        "asked": max(asked, key=lambda row: row.until, default=None),
        "consulted": len(asked),
        "heard": sum(row.comments > 0 for row in asked),
    }
    return render(request, "programmes/programme.html", context)


def clause_rows(shown: Programme, chosen: str) -> list[ClauseRow]:
    """The clauses that order something, and how the unit answers each."""
    ordered = clauses.orders(shown.answers)
    covers = queries.unit_cover(shown.unit, shown.answers, list(ordered))
    words = clauses.texts(shown.answers.current, ordered) if shown.answers.current else {}
    return [
        ClauseRow(
            loc, place_name(loc), words[loc].text if loc in words else ordered[loc][0].quote, how,
            said(COVERS, how), COVER_BADGES[how], SYMBOLS[how], loc == chosen,
        )
        for loc, how in covers.items()
    ]  # fmt: skip


def _shown(shown: Programme, items: list[ProgrammeItem], chosen: str) -> list[ProgrammeItem]:
    """The items of the chosen clause; all where none is chosen. Each base gets its name."""
    for item in items:
        item.unclear = listed(LACKS, queries.lacking(shown, item)) if item.kept else ""  # type: ignore[attr-defined]
        for basis in item.bases.all():
            basis.place = place_name(basis.loc)  # type: ignore[attr-defined]
    if chosen == "none":
        return [item for item in items if not item.bases.all()]
    if not chosen:
        return items
    return [item for item in items if any(part_for(chosen, basis.loc, Part.FULL) for basis in item.bases.all())]


@acting_in(Right.DRAFT)
def describe(request: ActingRequest, pk: int) -> HttpResponse:
    """The kind, the summary and the opening."""
    shown = opened(request, pk)
    _may_edit(rights(request.acting, shown))
    begun = {"kind": shown.kind, "title": shown.title, "opening": shown.opening, "revision": shown.revision}
    form = DescribeForm(sent(request), initial=begun)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kind", "title", "opening")}
        actions.describe(shown, told, revision=form.cleaned_data["revision"], by=request.acting)
        return redirect("programme", pk=pk)
    context = {
        "programme": shown,
        "form": form,
        "heading": _("Title and opening"),
        "back": reverse("programme", args=[pk]),
        "crumbs": crumbs(shown, Link(_("Title and opening"))),
    }
    return render(request, "programmes/form.html", context, status=422 if form.errors else 200)


@acting_in(Right.DRAFT)
def add(request: ActingRequest, pk: int) -> HttpResponse:
    """A new item, for the clause of ``?clause=``."""
    shown = opened(request, pk)
    _may_edit(rights(request.acting, shown))
    loc = (request.POST.get("clause") or request.GET.get("clause", ""))[:120]
    form = ItemForm(sent(request), unit=shown.unit, initial={"lead": shown.unit_id})
    if request.method == "POST" and form.is_valid():
        actions.add_item(shown, form.task(), by=request.acting, loc=loc)
        return _back(shown, loc)
    return _item_page(request, shown, form, _("New item"), loc)


@acting_in(Right.DRAFT)
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """An item's words, who does it, by when."""
    item = opened_item(request, pk)
    _may_edit(rights(request.acting, item.programme))
    unit = item.programme.unit
    form = ItemForm(request.POST, unit=unit) if request.method == "POST" else ItemForm.of(item, unit)
    loc = (request.POST.get("clause") or request.GET.get("clause", ""))[:120]
    if request.method == "POST" and form.is_valid():
        actions.edit_item(item, form.task(), revision=form.cleaned_data["revision"] or 0, by=request.acting)
        return _back(item.programme, loc)
    return _item_page(request, item.programme, form, _("Edit the item"), loc)


def _item_page(request: ActingRequest, shown: Programme, form: ItemForm, heading: str, loc: str) -> HttpResponse:
    context = {
        "programme": shown,
        "form": form,
        "heading": heading,
        "clause": loc,
        "place": place_name(loc),
        "back": _url(shown, loc),
        "crumbs": crumbs(shown, Link(heading)),
    }
    return render(request, "programmes/form.html", context, status=422 if form.errors else 200)


@require_POST
@acting_in(Right.DRAFT)
def take(request: ActingRequest, pk: int) -> HttpResponse:
    """An item as the reading of a clause suggests it."""
    shown, loc = opened(request, pk), request.POST.get("clause", "")[:120]
    actions.take(shown, loc, by=request.acting)
    return _back(shown, loc)


@require_POST
@acting_in(Right.DRAFT)
def item_act(request: ActingRequest, pk: int, act: str) -> HttpResponse:
    """Keep a suggestion; remove an item; move it; tie it to a clause."""
    item, loc = opened_item(request, pk), request.POST.get("clause", "")[:120]
    revision, by = number(request, "revision"), request.acting
    match act:
        case "keep":
            actions.keep_item(item, revision=revision, by=by)
        case "remove":
            actions.remove_item(item, revision=revision, by=by)
        case "up" | "down":
            actions.move_item(item, act == "up", revision=revision, by=by)
        case _:
            part = Part.PARTIAL if request.POST.get("part") == Part.PARTIAL else Part.FULL
            actions.link(item, request.POST.get("loc", "")[:120], part, revision=revision, by=by)
    return _back(item.programme, loc, f"item-{item.pk}" if act != "remove" else "")


@require_POST
@acting_in(Right.DRAFT)
def unlink(request: ActingRequest, pk: int) -> HttpResponse:
    """An item rests on a clause no more."""
    basis = opened_basis(request, pk)
    actions.unlink(basis, revision=number(request, "revision"), by=request.acting)
    return _back(basis.item.programme, request.POST.get("clause", "")[:120], f"item-{basis.item_id}")


def _may_edit(may: Rights) -> None:
    if not may.edit:
        raise Forbidden


def _url(shown: Programme, loc: str) -> str:
    return reverse("programme", args=[shown.pk]) + (f"?{urlencode({'clause': loc})}" if loc else "")


def _back(shown: Programme, loc: str, place: str = "") -> HttpResponse:
    return redirect(_url(shown, loc) + (f"#{place}" if place else ""))
