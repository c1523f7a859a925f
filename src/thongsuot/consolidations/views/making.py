"""How is a document's consolidated text made? Step by step, what is open, the draft, its adoption."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thongsuot.consolidations import actions, adopting, queries, showing
from thongsuot.consolidations.access import may_adopt, may_settle
from thongsuot.consolidations.amending import amending
from thongsuot.consolidations.forms import DayForm
from thongsuot.consolidations.models import Making, Settlement
from thongsuot.consolidations.rules import State
from thongsuot.consolidations.wording import STATE_BADGES, STATES
from thongsuot.documents.marking import Marker
from thongsuot.documents.models import Document
from thongsuot.documents.typesetting import typeset
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.documents.views.review import private
from thongsuot.documents.views.text import margins, outline
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, reading
from vanban import outline as read_outline
from vanban.model import Cell

SIZE = 50  # steps on a page


@reading
def making(request: ActingRequest, pk: int) -> HttpResponse:
    """What changes a document, how its text is made, and what waits for somebody."""
    document = opened(request, pk)
    held = queries.latest(document)
    return private(render(request, "consolidations/making.html", _context(request, document, held)))


def _context(request: ActingRequest, document: Document, held: Making | None) -> dict[str, Any]:
    acting, today = request.acting, timezone.localdate()
    found = amending(document, acting)
    settlements = list(Settlement.objects.filter(document=document).select_related("settled_by"))
    known = {act.pk: act for act in found.acts}
    if held is not None:
        held.document = document
        known |= showing.seen(held, acting)
    settles, draft = may_settle(acting, document), held is not None and held.state == State.PROPOSED
    page = Paginator(held.told["steps"] if held else [], SIZE).get_page(request.GET.get("page"))
    kept = {row.pk: row for row in settlements}
    return {
        "document": document,
        "crumbs": crumbs(document, Link(_("Consolidated text"))),
        "found": found,
        "making": held,
        "draft": draft,
        "state": said(STATES, held.state) if held else "",
        "state_badge": STATE_BADGES.get(State(held.state), "neutral") if held else "",
        "acts": showing.acts(held, known) if held else [],
        "page": page,
        "steps": showing.steps(held, page, known, kept, today) if held else [],
        "open": showing.waiting(held, known, settles and draft) if held else [],
        "decisions": showing.decisions(held, settlements, known),
        "whole": held is not None and showing.keys(held) <= set(known),
        "until": showing.day(held.told.get("until")) if held else None,
        "settles": settles,
        "adopts": draft and may_adopt(acting, document),
        "form": DayForm(),
        "versions": document.versions.filter(consolidated=True).defer("text", "reading").order_by("-n"),
        "today": today,
    }


@require_POST
@reading
def make(request: ActingRequest, pk: int) -> HttpResponse:
    """Propose the text, or propose it anew."""
    document = opened(request, pk)
    form = DayForm(request.POST)
    if not form.is_valid():
        raise Problem(_("Write the day as 05/02/2026."))
    held = actions.make(document, form.cleaned_data["as_of"], by=request.acting)
    steps, left = len(held.told["steps"]), held.open
    told = ngettext("%(n)s instruction was read.", "%(n)s instructions were read.", steps) % {"n": steps}
    rest = _("%(n)s wait to be settled.") % {"n": left} if left else _("All are settled.")
    messages.success(request, f"{told} {rest}")
    return redirect("consolidation", pk=pk)


@reading
def text(request: ActingRequest, pk: int) -> HttpResponse:
    """The whole text of the draft, for those who may open every act it is made of."""
    document = opened(request, pk)
    held = queries.latest(document)
    if held is None or held.state != State.PROPOSED:
        raise Http404
    if not showing.keys(held) <= set(showing.seen(held, request.acting)):
        raise Http404
    words = held.told["text"]
    read = {"provisions": held.told["provisions"], "tables": _tables(words)}
    context = {
        "document": document,
        "making": held,
        "crumbs": crumbs(document, Link(_("Consolidated text"), reverse("consolidation", args=[pk])), Link(_("Draft"))),
        "outline": outline(read),
        "text": typeset(words, read, Marker(words), links=True, beside=margins(read, request.acting)),
    }
    return private(render(request, "consolidations/text.html", context))


def _tables(words: str) -> list[dict[str, Any]]:
    """The tables of a text as a reading has them."""
    tables = read_outline(words).structure.tables
    return [
        {"start": one.start, "end": one.end, "rows": [[_cell(c) for c in row] for row in one.rows]} for one in tables
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return {"start": cell.start, "end": cell.end, "colspan": cell.colspan, "rowspan": cell.rowspan, "head": cell.head}


@require_POST
@reading
def adopt(request: ActingRequest, pk: int) -> HttpResponse:
    """Make the draft the document's text."""
    document = opened(request, pk)
    held = _draft(document)
    reason = request.POST.get("reason", "")[:2000]
    versions = adopting.adopt(held, revision=revision(request), by=request.acting, reason=reason)
    said_ = _("Adopted. The text did not change.")
    if versions:
        listed = ", ".join(str(version.n) for version in versions)
        said_ = _("Adopted as version %(n)s.") % {"n": listed}
    messages.success(request, said_)
    return redirect("consolidation", pk=pk)


@require_POST
@reading
def drop(request: ActingRequest, pk: int) -> HttpResponse:
    """Give the draft up; decisions are kept."""
    document = opened(request, pk)
    reason = request.POST.get("reason", "")[:2000]
    actions.drop(_draft(document), revision=revision(request), by=request.acting, reason=reason)
    messages.success(request, _("The draft was dropped. What was settled is kept."))
    return redirect("consolidation", pk=pk)


def _draft(document: Document) -> Making:
    held = document.makings.filter(state=State.PROPOSED).first()
    if held is None:
        raise Http404
    held.document = document
    return held


def revision(request: ActingRequest) -> int:
    """The state that somebody saw; none where the form does not say."""
    written = request.POST.get("revision", "")
    return int(written) if written.isdecimal() and len(written) < 10 else -1
