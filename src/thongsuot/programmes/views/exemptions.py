"""What does not apply to a unit, and who agreed? The list, the form to ask, the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination.views.asking import key_of
from thongsuot.documents.models import Document
from thongsuot.documents.views.opening import opened as opened_document
from thongsuot.documents.wording import place_name, said
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Problem
from thongsuot.programmes import clauses, exempting, queries
from thongsuot.programmes.forms import ExemptionForm
from thongsuot.programmes.models import Exemption
from thongsuot.programmes.views.opening import number, sent
from thongsuot.programmes.wording import DECISION_BADGES, DECISIONS
from thongsuot.units.access import may
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SIZE = 50


@reading
def exemptions(request: ActingRequest) -> HttpResponse:
    """The exemptions of the reader's unit and of those below it; ``?document=`` from one, ``?waits=1`` to decide on."""
    waits = request.GET.get("waits") == "1"
    rows = queries.to_decide(request.acting) if waits else queries.exemptions(request.acting)
    if document := key_of(request.GET.get("document", "")):
        rows = rows.filter(document=document)
    page = Paginator(rows, SIZE).get_page(request.GET.get("page"))
    heads = request.acting.bears(Right.APPROVE)
    for row in page:
        row.said, row.badge = said(DECISIONS, row.state), DECISION_BADGES[row.state]  # type: ignore[attr-defined]
        row.place = place_name(row.loc)  # type: ignore[attr-defined]
        row.mine = heads and row.state == "asked" and row.asked_by_id != request.acting.user_id  # type: ignore[attr-defined]
    crumbs = [Link(_("Programmes"), reverse("programmes")), Link(_("Exemptions"))]
    here = reverse("exemptions")
    tabs = [Tab(_("All"), here, not waits), Tab(_("Waiting for your decision"), f"{here}?waits=1", waits)]
    context = {"page": page, "crumbs": crumbs, "tabs": tabs if heads else (), "waits": waits}
    return render(request, "programmes/exemptions.html", context)


@acting_in(Right.DRAFT)
def ask(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask that a clause of a document does not apply to one's unit."""
    document = opened_document(request, pk)
    locs = [(loc, place_name(loc)) for loc in clauses.locs_of(document)]
    form = ExemptionForm(sent(request), locs=locs, initial={"loc": request.GET.get("clause", "")})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            exempting.ask(document, request.acting.unit, told["loc"], told["reason"], by=request.acting)
            messages.success(request, _("Asked. It counts when your head, or one above, has approved it."))
            return redirect("exemptions")
        except Problem as problem:
            form.add_error(None, str(problem))
    context = {
        "form": form, "heading": _("Ask for an exemption"), "about": document, "back": reverse("exemptions"),
        "crumbs": [Link(_("Exemptions"), reverse("exemptions")), Link(_("Ask for an exemption"))],
    }  # fmt: skip
    return render(request, "programmes/form.html", context, status=422 if form.errors else 200)


@require_POST
@acting_in(Right.APPROVE)
def decide(request: ActingRequest, pk: int) -> HttpResponse:
    """Approve or refuse."""
    rows = Exemption.objects.filter(document__in=Document.objects.visible_to(request.acting))
    found = rows.filter(pk=pk).select_related("unit").first()
    if found is None or not may(request.acting, Right.APPROVE, found.unit):
        raise Http404
    approved, why = request.POST.get("decision") == "approve", request.POST.get("why", "")[:4000]
    exempting.decide(found, approved=approved, why=why, revision=number(request, "revision"), by=request.acting)
    messages.success(request, _("The decision was saved."))
    return redirect("exemptions")
