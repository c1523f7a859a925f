"""What came in as edXML, and what does a clerk make of it?"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.actions import Duplicate, Unread
from thongsuot.documents.queries import seen_among
from thongsuot.documents.telling import day_words
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.wording import said
from thongsuot.exchange import deciding, queries, statuses
from thongsuot.exchange.access import may_take
from thongsuot.exchange.edxml.lists import PRIORITIES, Business
from thongsuot.exchange.forms import DecisionForm
from thongsuot.exchange.incoming import spoken_of, take
from thongsuot.exchange.keeping import content
from thongsuot.exchange.models import Incoming
from thongsuot.exchange.rules import Came, Sort, Way
from thongsuot.exchange.views.opening import SIZE, crumbs, number, opened, saved, tabs
from thongsuot.exchange.views.taking import taken_in
from thongsuot.exchange.wording import BUSINESSES, CAME, CAME_BADGES, STATUSES, WAYS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Row:
    """A message as the list prints it."""

    message: Incoming
    what: str
    words: str
    state: str
    badge: str


@reading
def inbox(request: ActingRequest) -> HttpResponse:
    """What waits for a decision; ``?done=1``: what was decided or noted."""
    done = request.GET.get("done") == "1"
    page = Paginator(queries.inbox(request.acting, waiting=not done), SIZE).get_page(request.GET.get("page"))
    here = reverse("exchange")
    context = {
        "page": page,
        "rows": [_row(message) for message in page],
        "done": done,
        "rooms": tabs(request.acting, "exchange"),
        "parts": [Tab(_("Waiting"), here, not done), Tab(_("Decided"), f"{here}?done=1", done)],
        "may_take": may_take(request.acting, request.acting.unit),
    }
    return render(request, "exchange/inbox.html", context)


def _row(message: Incoming) -> Row:
    if message.sort == Sort.STATUS:
        what = said(STATUSES, str(message.told.get("code")))
    else:
        what = said(BUSINESSES, str(message.business))
    words = str(message.told.get("subject") or message.told.get("description") or "")
    return Row(message, what, words, said(CAME, message.state), CAME_BADGES[Came(message.state)])


@taking_files(Right.RECEIVE)
def take_in(request: ActingRequest) -> HttpResponse:
    """Messages from files."""
    return taken_in(request, _take, _("Take in messages"))


def _take(raw: bytes, unmarked: bool, by: Acting) -> tuple[str, str]:
    rows, fresh = take(raw, by=by, way=Way.UPLOAD, unmarked=unmarked)
    words = _("The message was taken in.") if fresh else _("This message came before. Nothing was changed.")
    return words, reverse("message", args=[rows[0].pk])


@reading
def message(request: ActingRequest, pk: int) -> HttpResponse:
    """What a message says, and what can be decided."""
    return _page(request, _found(request, pk))


def _found(request: ActingRequest, pk: int) -> Incoming:
    rows = Incoming.objects.visible_to(request.acting)
    return opened(rows.select_related("unit", "document", "raw", "about__delivery", "about__message__document"), pk)


def _page(request: ActingRequest, row: Incoming, problem: Problem | None = None) -> HttpResponse:
    row_ = _row(row)
    waiting = row.state == Came.WAITING and may_take(request.acting, row.unit)
    targets = [one.document for one in spoken_of(row) if one.document]
    seen = seen_among(request.acting, [row.document_id, *(one.pk for one in targets)])
    priority = int(row.told.get("priority") or 0)
    context = {
        "message": row,
        "row": row_,
        "told": {**row.told, **{name: day_words(row.told.get(name)) for name in ("date", "due")}},
        "way": said(WAYS, row.way),
        "priority": PRIORITIES[priority] if priority else "",
        "status": row.sort == Sort.STATUS,
        "change": row.business != Business.NEW,
        "recall": row.business == Business.RECALL,
        "targets": [one for one in targets if one.pk in seen],
        "opens": row.document_id in seen,
        "may_decide": waiting,
        "form": DecisionForm(initial={"revision": row.revision}),
        "problem": problem,
        "double": problem.document if isinstance(problem, Duplicate) else None,
        "crumbs": crumbs(Link(row.name or _("Message"))),
    }
    return render(request, "exchange/message.html", context, status=422 if problem else 200)


@require_POST
@acting_in(Right.RECEIVE)
def decide(request: ActingRequest, pk: int) -> HttpResponse:
    """Register or return; agree or decline; take a delivery back or note that it was returned."""
    row, revision = _found(request, pk), number(request, "revision")
    reason, by, act = request.POST.get("reason", "")[:1000], request.acting, request.POST.get("act", "")
    try:
        if act == "register":
            anyway = "anyway" in request.POST
            document = deciding.register(row, revision=revision, by=by, anyway=anyway)
            said_ = _("Registered as number %(number)s of %(year)s.")
            messages.success(request, said_ % {"number": document.number, "year": document.year})
        elif act == "return":
            deciding.give_back(row, reason, revision=revision, by=by)
            messages.success(request, _("Returned. The sender reads your reason."))
        elif act == "agree":
            deciding.agree(row, revision=revision, by=by)
            messages.success(request, _("Done as the sender asked. He is told."))
        elif act == "decline":
            deciding.decline(row, reason, revision=revision, by=by)
            messages.success(request, _("Declined. The sender reads your reason."))
        elif act in ("take-back", "note"):
            statuses.settle(row, take_back=act == "take-back", revision=revision, by=by)
            messages.success(request, _("Decided."))
        else:
            raise Problem(_("Choose what is to be done."))
    except Stale:
        raise
    except (Duplicate, Unread, Problem) as problem:
        return _page(request, row, problem)
    return redirect("message", pk=pk)


@reading
def raw(request: ActingRequest, pk: int) -> HttpResponse:
    """The message as it came."""
    return saved(content(_found(request, pk).raw), f"{pk}.edxml", XML)
