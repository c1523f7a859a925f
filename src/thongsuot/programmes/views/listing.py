"""Which programmes are there, and how is a new one begun?"""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents.views.opening import opened as opened_document
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link, Tab
from thongsuot.programmes import actions, clauses, queries
from thongsuot.programmes.forms import StartForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import State, Waits
from thongsuot.programmes.views.opening import sent
from thongsuot.programmes.wording import STATE_BADGES, STATES, WAITS
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SIZE = 50
SUGGESTED = 6


@reading
def programmes(request: ActingRequest) -> HttpResponse:
    """The programmes of the reader's unit, of those below it, and those it was asked about; ``?waits=``: that wait."""
    counts = dict(Programme.objects.visible_to(request.acting).order_by().values_list("state").annotate(n=Count("pk")))
    chosen, waits = request.GET.get("state", ""), request.GET.get("waits", "")
    if waits in list(Waits):
        rows, chosen = queries.waiting(request.acting, Waits(waits)), ""
    else:
        rows, waits = queries.visible(request.acting), ""
    if chosen in list(State):
        rows = rows.filter(state=chosen)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    counted = queries.tasks(page)
    for row in page:
        row.tasks = counted.get(row.pk, 0)  # type: ignore[attr-defined]
        row.said, row.badge = said(STATES, row.state), STATE_BADGES[row.state]  # type: ignore[attr-defined]
    tabs = [Tab(_("All"), reverse("programmes"), not waits and chosen not in list(State), sum(counts.values()))]
    tabs += [Tab(said(STATES, state), f"?state={state}", chosen == state, counts.get(state, 0)) for state in State]
    if waits:
        tabs.append(Tab(said(WAITS, waits), f"?waits={waits}", True, page.paginator.count))
    context = {"page": page, "tabs": tabs, "waits": waits, **({} if waits else _suggested(request.acting))}
    return render(request, "programmes/list.html", context)


def _suggested(acting: Acting) -> dict[str, Any]:
    """The first of what a unit has not begun to answer, and of the drafts that it is asked to comment on."""
    begins = queries.unanswered(acting)[:SUGGESTED] if acting.bears(Right.DRAFT) else []
    return {"waiting": begins, "asked": queries.waiting(acting, Waits.COMMENT)[:SUGGESTED]}


@acting_in(Right.DRAFT)
def start(request: ActingRequest, pk: int) -> HttpResponse:
    """Begin the answer of one's unit to a document."""
    document = opened_document(request, pk)
    title = _("carrying out %(document)s") % {"document": document}
    form = StartForm(sent(request), initial={"title": title})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        begun = actions.start(document, request.acting.unit, kind=told["kind"], title=told["title"], by=request.acting)
        return redirect("programme", pk=begun.pk)
    context = {
        "document": document,
        "form": form,
        "n": len(clauses.locs_of(document)),
        "unit": request.acting.unit,
        "crumbs": [Link(_("Programmes"), reverse("programmes")), Link(_("Begin a programme"))],
        "others": Programme.objects.filter(answers=document, unit=request.acting.unit_id),
    }
    return render(request, "programmes/start.html", context, status=422 if form.errors else 200)
