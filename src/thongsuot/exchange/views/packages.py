"""Which signed packages came and went, what do they hold, and what is made of them?"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from thongsuot.documents.actions import Duplicate
from thongsuot.documents.queries import seen_among
from thongsuot.documents.telling import day_words
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.wording import said
from thongsuot.exchange import queries, sending, unpacking
from thongsuot.exchange.access import may_take
from thongsuot.exchange.forms import DecisionForm
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Parcel
from thongsuot.exchange.rules import Came, Sent, Sort, Way
from thongsuot.exchange.views.machines import package_posted
from thongsuot.exchange.views.opening import SIZE, crumbs, number, opened, saved, tabs
from thongsuot.exchange.views.taking import taken_in
from thongsuot.exchange.wording import CAME, CAME_BADGES, SENT, SENT_BADGES, SORTS, STANDS, WAYS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting, may
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right


@csrf_exempt
def packages(request: HttpRequest) -> HttpResponse:
    """A partner's package, signed; or the list, for who reads."""
    return package_posted(request) if request.method == "POST" else listed(request)


@dataclass(frozen=True, slots=True)
class Row:
    """A package as the list prints it."""

    parcel: Parcel
    sort: str
    state: str
    badge: str


def _row(parcel: Parcel) -> Row:
    if parcel.inward:
        words, badge = said(CAME, parcel.state), CAME_BADGES[Came(parcel.state)]
    else:
        words, badge = said(SENT, parcel.state), SENT_BADGES[Sent(parcel.state)]
    return Row(parcel, said(SORTS, parcel.sort), words, badge)


@reading
def listed(request: ActingRequest) -> HttpResponse:
    """The packages that came; ``?out=1``: those that went; ``?waits=1``: those that came and wait for a decision."""
    out, waits = request.GET.get("out") == "1", request.GET.get("waits") == "1"
    rows = queries.waiting_parcels(request.acting) if waits else queries.parcels(request.acting, inward=not out)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    here = reverse("packages")
    context = {
        "page": page,
        "rows": [_row(parcel) for parcel in page],
        "out": out,
        "rooms": tabs(request.acting, "packages"),
        "parts": [
            Tab(_("Waiting"), f"{here}?waits=1", waits),
            Tab(_("Came"), here, not out and not waits),
            Tab(_("Went"), f"{here}?out=1", out and not waits),
        ],
        "may_take": may_take(request.acting, request.acting.unit),
    }
    return render(request, "exchange/packages.html", context)


@taking_files(Right.RECEIVE)
def take_in(request: ActingRequest) -> HttpResponse:
    """A package from a file: proven, then shown before anything is done."""
    return taken_in(request, _take, _("Take in a package"), package=True)


def _take(raw: bytes, unmarked: bool, by: Acting) -> tuple[str, str]:
    row, fresh = unpacking.take(raw, by=by, way=Way.UPLOAD, unmarked=unmarked)
    words = _("The package was taken in.") if fresh else _("This package came before. Nothing was changed.")
    return words, reverse("package", args=[row.pk])


def _found(request: ActingRequest, pk: int) -> Parcel:
    rows = Parcel.objects.visible_to(request.acting)
    return opened(rows.select_related("unit", "partner__unit", "document", "programme__answers", "raw"), pk)


@reading
def package(request: ActingRequest, pk: int) -> HttpResponse:
    """What a package holds, and what accepting it would do."""
    return _page(request, _found(request, pk))


def _page(request: ActingRequest, row: Parcel, problem: Problem | None = None) -> HttpResponse:
    waiting = row.inward and row.state == Came.WAITING
    shown = unpacking.preview(row) if row.inward else unpacking.Preview()
    seen = seen_among(request.acting, [row.document_id, shown.answers.pk if shown.answers else None])
    told = row.told
    header = told.get("header") or told.get("answers") or {}
    context = {
        "parcel": row,
        "row": _row(row),
        "told": told,
        "header": {**header, "date": day_words(header.get("date"))},
        "way": said(WAYS, row.way),
        "preview": shown if row.sort != Sort.DOCUMENT else None,
        "answers": shown.answers if shown.answers and shown.answers.pk in seen else None,
        "counts": [(said(STANDS, name), n) for name, n in sorted((told.get("counts") or {}).items())],
        "duties": [_duty(duty) for duty in (told.get("duties") or ())[:200]],
        "items": [{**item, "due": day_words(item.get("due"))} for item in (told.get("items") or ())[:200]],
        "opens": row.document_id in seen,
        "may_decide": waiting and may(request.acting, Right.RECEIVE, row.unit),
        "may_confirm": row.programme_id and not row.counted and may(request.acting, Right.CONFIRM, row.unit),
        "may_turn": not row.inward and row.state != "sent" and may(request.acting, Right.SEND, row.unit),
        "form": DecisionForm(initial={"revision": row.revision}),
        "problem": problem,
        "double": problem.document if isinstance(problem, Duplicate) else None,
        "crumbs": [*crumbs(Link(_("Packages"), reverse("packages"))), Link(f"{row.partner} · {row.sequence}")],
    }
    return render(request, "exchange/package.html", context, status=422 if problem else 200)


def _duty(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "words": said(STANDS, str(told.get("state"))), "due": day_words(told.get("due"))}


@require_POST
@acting_in(Right.RECEIVE, Right.CONFIRM)
def decide(request: ActingRequest, pk: int) -> HttpResponse:
    """Accept or refuse; confirm what it covers; send again, or note that it was carried."""
    row, revision, by = _found(request, pk), number(request, "revision"), request.acting
    act, reason = request.POST.get("act", ""), request.POST.get("reason", "")[:1000]
    try:
        if act == "accept":
            unpacking.accept(row, revision=revision, by=by, anyway="anyway" in request.POST)
            messages.success(request, _("Accepted."))
        elif act == "refuse":
            unpacking.refuse(row, reason, revision=revision, by=by)
            messages.success(request, _("Refused. Nothing came of it."))
        elif act == "confirm":
            unpacking.confirm(row, revision=revision, by=by)
            messages.success(request, _("Its coverage counts from now on."))
        elif act in ("again", "carried"):
            sending.turn(row, carried=act == "carried", by=by)
            messages.success(request, _("It is sent again.") if act == "again" else _("Noted as sent."))
        else:
            raise Problem(_("Choose what is to be done."))
    except Stale:
        raise
    except Problem as problem:
        return _page(request, row, problem)
    return redirect("package", pk=pk)


@reading
def file(request: ActingRequest, pk: int) -> HttpResponse:
    """The package, to be saved."""
    row = _found(request, pk)
    return saved(content(row.raw), f"goi-{row.sequence}.tspkg", "application/zip")
