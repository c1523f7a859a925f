"""Which conferences are there, and how is one planned? With its agenda tied to documents and clauses."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import meetings, queries, sheets
from thongsuot.dissemination.access import PLANNING, may_count, may_plan
from thongsuot.dissemination.concluding import conclusions, written_here
from thongsuot.dissemination.meeting_forms import MeetingForm, PointForm, Points, points, shown, shown_points
from thongsuot.dissemination.models import AgendaItem, Conference
from thongsuot.dissemination.naming import points_of, symbol_of
from thongsuot.dissemination.rules import Progress
from thongsuot.dissemination.views.asking import key_of
from thongsuot.dissemination.wording import CAUSES, MEETINGS, PROGRESS, PROGRESS_BADGES
from thongsuot.documents import queries as documents
from thongsuot.documents.access import may_change
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.review_page import cards
from thongsuot.documents.rules import Kind, State
from thongsuot.documents.views.detail import day_of
from thongsuot.documents.views.history import moments
from thongsuot.documents.wording import place_name, said
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Forbidden
from thongsuot.units.access import may
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right

SIZE = 50
VENUES = 50
CONCLUSIONS = 20
HEAVY = ("record__current__text", "record__current__reading")


@dataclass(frozen=True, slots=True)
class Shown:
    """A point of the agenda as the reader may see it: a document that is not his to see is not named."""

    item: AgendaItem
    document: Document | None
    hidden: bool
    clauses: list[tuple[str, str]]


def opened(request: ActingRequest, pk: int) -> Conference:
    """The conference of an address; 404 where there is none or it is not the reader's to see."""
    rows = Conference.objects.visible_to(request.acting).filter(pk=pk)
    found = rows.select_related("unit", "record__unit", "record__current").defer(*HEAVY).first()
    if found is None:
        raise Http404
    return found


def planned(request: ActingRequest, pk: int) -> Conference:
    """One that the reader may change."""
    conference = opened(request, pk)
    if not may_plan(request.acting, conference.unit):
        raise Forbidden
    return conference


def crumbs(conference: Conference | None, *more: Link) -> list[Link]:
    """The way to a conference's pages."""
    listed = Link(_("Conferences"), reverse("conferences"))
    here = [Link(conference.title[:60], reverse("conference", args=[conference.pk]))] if conference and more else []
    return [listed, *here, *more]


@reading
def conferences(request: ActingRequest) -> HttpResponse:
    """The conferences and study sessions that the reader may see."""
    status = request.GET.get("status", "")
    rows = queries.conferences(request.acting)
    if status in set(Progress):
        rows = rows.filter(status=status)
    here = reverse("conferences")
    tabs = [Tab(_("All"), here, status not in set(Progress))]
    tabs += [Tab(str(words), f"{here}?status={key}", status == key) for key, words in PROGRESS.items()]
    about = _named(request)
    if about is not None:
        rows = rows.filter(pk__in=AgendaItem.objects.filter(document=about).values("conference"))
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    told = [
        (row, said(MEETINGS, row.kind), said(PROGRESS, row.status), PROGRESS_BADGES[Progress(row.status)])
        for row in page
    ]
    plans = any(request.acting.bears(right) for right in PLANNING)
    context = {"page": page, "rows": told, "tabs": tabs, "plans": plans, "about": about}
    return render(request, "dissemination/conferences.html", context)


@reading
def conference(request: ActingRequest, pk: int) -> HttpResponse:
    """A conference's page: agenda, venues with headcounts, what happened."""
    found = opened(request, pk)
    acting = request.acting
    venues = queries.venues(found, acting)
    page = Paginator(venues, VENUES).get_page(request.GET.get("page"))
    open_ = found.status != Progress.CANCELLED
    listed = queries.listed(page)
    rows = [(venue, open_ and may_count(acting, venue, found), listed.get(venue.pk, (0, 0))) for venue in page]
    handed = list(found.materials.select_related("document", "file"))
    seen = documents.seen_among(acting, [found.record_id, *(one.document_id for one in handed)])
    totals = queries.headcount(venues)
    context = {
        "conference": found,
        "crumbs": [Link(_("Conferences"), reverse("conferences")), Link(found.title[:60])],
        "kind": said(MEETINGS, found.kind),
        "status": said(PROGRESS, found.status),
        "badge": PROGRESS_BADGES[Progress(found.status)],
        "agenda": agenda(found, request),
        "page": page,
        "venues": rows,
        "totals": totals,
        "causes": [(words, totals[cause]) for cause, words in CAUSES.items() if totals[cause]],
        "counts": any(may for _venue, may, _listed in rows),
        "plans": open_ and may_plan(acting, found.unit),
        "record": found.record if found.record_id in seen else None,
        "materials": [(one, one.document if one.document_id in seen else None) for one in handed],
        "moments": moments(f"conference:{found.pk}", acting),
        **_conclusions(request, found, seen=found.record_id in seen),
    }
    return render(request, "dissemination/conference.html", context)


def _conclusions(request: ActingRequest, found: Conference, *, seen: bool) -> dict[str, object]:
    """The duties of the minutes, and what the reader may do about them."""
    acting, minutes = request.acting, found.record
    writes = may(acting, Right.REGISTER, found.unit) and found.status != Progress.CANCELLED
    if minutes is None or not seen:
        return {
            "writes": writes and minutes is None,
            "noticed": minutes is None and (writes or may_plan(acting, found.unit)),
        }
    duties = conclusions(minutes)
    shown = list(duties.values_list("pk", flat=True)[:CONCLUSIONS])
    return {
        "duties": cards(shown, acting),
        "more_duties": max(0, duties.count() - len(shown)) if len(shown) == CONCLUSIONS else 0,
        "reviews": may_change(acting, Right.REVIEW, minutes),
        "assigns": acting.bears(Right.ASSIGN),
        "writes": writes and minutes.current is not None and written_here(minutes),
        "noticed": written_here(minutes),
    }


@reading
def sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The venues that the reader sees, with headcounts, as a workbook."""
    rows = list(queries.venues(opened(request, pk), request.acting))
    return sheets.answer(sheets.venues(rows, queries.listed(rows)), f"diem-cau-{pk}.xlsx")


def agenda(found: Conference, request: ActingRequest) -> list[Shown]:
    """The points of the agenda, with links where the reader may go."""
    items = list(found.items.select_related("document"))
    seen = documents.seen_among(request.acting, [item.document_id for item in items])
    out = []
    for item in items:
        hidden = item.document_id is not None and item.document_id not in seen
        clauses = [] if hidden else [(loc, place_name(loc)) for loc in item.locs]
        out.append(Shown(item, None if hidden else item.document, hidden, clauses))
    return out


@acting_in(*PLANNING)
def new(request: ActingRequest) -> HttpResponse:
    """Plan a conference; ``?finding=`` fills the form from a report, ``?document=`` from a document.

    ``?point=`` names another point of the agenda, such as a draft programme that is to be presented.
    """
    source = _source(request)
    first, agenda_ = _first(request, source)
    form, formset = _forms(request, first, agenda_)
    way = crumbs(None, Link(_("New conference")))
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        with said_in(form):
            made = meetings.plan_conference(form.plan(points(formset)), by=request.acting, source=source)
            messages.success(request, _("The conference was planned. Add its venues now."))
            return redirect("conference", pk=made.pk)
    return _page(request, form, formset, way, source=source)


@acting_in(*PLANNING)
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """Change a conference."""
    found = planned(request, pk)
    seen = Q(document__in=Document.objects.visible_to(request.acting).values("pk")) | Q(document__isnull=True)
    items = found.items.select_related("document").filter(seen)
    form, formset = _forms(request, shown(found), shown_points(items))
    way = crumbs(found, Link(_("Edit")))
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        revision = form.cleaned_data["revision"] or 0
        with said_in(form):
            meetings.edit_conference(found, form.plan(points(formset)), revision=revision, by=request.acting)
            messages.success(request, _("Saved."))
            return redirect("conference", pk=pk)
    return _page(request, form, formset, way, conference=found)


def _forms(
    request: ActingRequest, first: dict[str, Any], rows: list[dict[str, Any]]
) -> tuple[MeetingForm, BaseFormSet[PointForm]]:
    sent = request.POST if request.method == "POST" else None
    with_acting = {"acting": request.acting}
    form = MeetingForm(sent, initial=first, acting=request.acting)
    return form, Points(sent, initial=rows, prefix="agenda", form_kwargs=with_acting)


def _page(
    request: ActingRequest, form: MeetingForm, formset: BaseFormSet[PointForm], way: list[Link], **more: object
) -> HttpResponse:
    context = {"form": form, "formset": formset, "crumbs": way, **more}
    return render(request, "dissemination/conference_form.html", context, status=422 if form.is_bound else 200)


def _source(request: ActingRequest) -> Finding | None:
    """The event of a report that the reader may see."""
    key = key_of(request.GET.get("finding", ""))
    seen = Document.objects.visible_to(request.acting).values("pk")
    return Finding.objects.filter(pk=key, kind=Kind.EVENT, document__in=seen).exclude(state=State.DROPPED).first()


def _first(request: ActingRequest, source: Finding | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the empty form is filled with."""
    if source is not None:
        told = source.payload
        day = day_of(str(told.get("date") or ""))
        first = {"title": told.get("name") or "", "on": day, "place": str(told.get("place") or "")[:200]}
        return first, points_of(source, request.acting)
    about = _named(request)
    rows = [{"document": symbol_of(about)}] if about else []
    if point := request.GET.get("point", "").strip()[:1000]:
        rows.append({"title": point})
    return {"title": study_title(about)} if about else {}, rows


def _named(request: ActingRequest) -> Document | None:
    """The document of ``?document=``, if the reader may see it."""
    key = key_of(request.GET.get("document", ""))
    return Document.objects.visible_to(request.acting).filter(pk=key).first() if key else None


def study_title(about: Document) -> str:
    """A title to begin with; a restricted document is not named in it, as more people see titles than documents."""
    return "" if about.restricted else _("Study of %(document)s") % {"document": about}


@require_POST
@acting_in(*PLANNING)
def hold(request: ActingRequest, pk: int) -> HttpResponse:
    """It took place."""
    meetings.hold(planned(request, pk), by=request.acting)
    messages.success(request, _("The conference counts as held. State the headcounts of its venues."))
    return redirect("conference", pk=pk)


@require_POST
@acting_in(*PLANNING)
def cancel(request: ActingRequest, pk: int) -> HttpResponse:
    """It will not take place."""
    meetings.cancel(planned(request, pk), request.POST.get("reason", "")[:1000], by=request.acting)
    messages.success(request, _("The conference was cancelled."))
    return redirect("conference", pk=pk)
