"""What was sent to my unit, and what did my unit send? Received one by one or in one go; returned with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import actions, funnel, queries
from thongsuot.dissemination.access import may_receive
from thongsuot.dissemination.forms import ReasonForm
from thongsuot.dissemination.rows import Number, numbers_row
from thongsuot.dissemination.rules import Part, Tally
from thongsuot.dissemination.views import asking
from thongsuot.dissemination.wording import PARTS
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SIZE = 50
SENT = 20


@reading
def inbox(request: ActingRequest) -> HttpResponse:
    """What waits for the unit's clerk; ``?done=1``: what was received before."""
    done = request.GET.get("done") == "1"
    rows = queries.taken(request.acting) if done else queries.inbox(request.acting)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    here = reverse("dissemination-inbox")
    context = {
        "page": page,
        "done": done,
        "tabs": [Tab(_("To be received"), here, not done), Tab(_("Received"), f"{here}?done=1", done)],
        "may_receive": request.acting.bears(Right.RECEIVE),
        "reminded": queries.reminders(request.acting, [row.document_id for row in page]),
    }
    return render(request, "dissemination/inbox.html", context)


@require_POST
@acting_in(Right.RECEIVE)
def receive(request: ActingRequest) -> HttpResponse:
    """Receive the chosen ones."""
    wanted = asking.keys(request.POST.getlist("pk"))
    if not wanted:
        raise Problem(_("Select what is to be received first."))
    n = actions.receive(list(asking.own(request).filter(pk__in=wanted)), by=request.acting)
    messages.success(request, _("%(n)s documents were received.") % {"n": n})
    return redirect("dissemination-inbox")


@acting_in(Right.RECEIVE)
def give_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Say why, and return it."""
    delivery = asking.delivery(request, pk)
    if not may_receive(request.acting, delivery):
        raise Forbidden
    form = ReasonForm(request.POST if request.method == "POST" else None)
    context = {
        "delivery": delivery,
        "document": delivery.document,
        "form": form,
        "crumbs": crumbs(delivery.document, Link(_("Return"))),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "dissemination/return.html", context, status=422 if form.is_bound else 200)
    actions.return_with_reason(delivery, form.cleaned_data["reason"], by=request.acting)
    messages.success(request, _("Returned. The sender reads your reason."))
    return redirect("dissemination-inbox")


@reading
def outbox(request: ActingRequest) -> HttpResponse:
    """The documents that the unit and those below it have sent, with their numbers; ``?returned=1``: what came back."""
    if request.GET.get("returned") == "1":
        return _returned(request)
    sent = list(queries.sent_documents(request.acting).values_list("pk", flat=True))  # all deliveries are read for it
    page = Paginator(sent, SENT).get_page(request.GET.get("page"))
    shown, numbers = Document.objects.in_bulk(list(page)), funnel.outbox(list(page), request.acting)
    rows = [_sent(shown[key], numbers[key]) for key in page if key in numbers]
    columns = [said(PARTS, part) for part in Part]
    context = {"page": page, "rows": rows, "columns": columns, "tabs": _tabs(returned=False)}
    return render(request, "dissemination/outbox.html", context)


def _returned(request: ActingRequest) -> HttpResponse:
    page = Paginator(queries.returned(request.acting), SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": _tabs(returned=True), "may_send": request.acting.bears(Right.SEND)}
    return render(request, "dissemination/returned.html", context)


def _tabs(*, returned: bool) -> list[Tab]:
    here = reverse("dissemination-outbox")
    return [Tab(_("All"), here, not returned), Tab(_("Given back to us"), f"{here}?returned=1", returned)]


def _sent(document: Document, counted: Tally) -> SafeString:
    here = reverse("dissemination-document", args=[document.pk])
    numbers = [Number(part, said(PARTS, part), counted[part], f"{here}?part={part}#list") for part in Part]
    return numbers_row(str(document), here, numbers, sub=Truncator(capfirst(document.title)).chars(140) or "—")
