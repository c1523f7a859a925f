"""What becomes of the documents that an ended unit issued? Those nobody has decided on, the decisions, the form."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.queries import forces, seen_among
from thongsuot.documents.wording import FORCE_BADGES, FORCES, said
from thongsuot.followup.written import number
from thongsuot.handover import estates
from thongsuot.handover.access import may_decide
from thongsuot.handover.estates import Estate, undecided_seen
from thongsuot.handover.forms import ReviewForm
from thongsuot.handover.models import Review
from thongsuot.handover.reviewing import Decision, decide, decide_all
from thongsuot.handover.rules import Verdict
from thongsuot.handover.views.estates import crumbs, opened
from thongsuot.handover.wording import VERDICT_BADGES, VERDICTS
from thongsuot.look.shapes import Link, Tab
from thongsuot.problems import Forbidden
from thongsuot.programmes.views.opening import sent
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading, said_in
from thongsuot.units.rules import above

SIZE = 50


def inherited(held: Estate, acting: Acting, *, done: bool) -> QuerySet[Document]:
    """The documents of a unit that somebody sees: decided on, or still to be decided on."""
    seen = Document.objects.visible_to(acting)
    if done:
        return seen.filter(unit=held.old, reviewed__isnull=False)
    return undecided_seen([held.old.pk], timezone.localdate(), acting)


@reading
def documents(request: ActingRequest, pk: int) -> HttpResponse:
    """Those that wait; ``?done=1`` the decisions. Several can be kept at once, with one reason."""
    held, acting = opened(request, pk), request.acting
    decides = may_decide(acting, held)
    if request.method == "POST":
        return _keep(request, held, decides)
    done = request.GET.get("done") == "1"
    found = inherited(held, acting, done=done).select_related("reviewed__other", "reviewed__by").order_by("date", "pk")
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    force, told = forces(rows), _shown(rows, acting) if done else {}
    context = {
        "estate": held, "page": page, "done": done, "decides": decides,
        "rows": [(row, told.get(row.pk), FORCES[force[row.pk]], FORCE_BADGES[force[row.pk]])
                 for row in rows],
        "tabs": [Tab(_("To be decided"), "?", not done), Tab(_("Decided"), "?done=1", done)],
        "crumbs": crumbs(held, Link(_("Inherited documents"))),
    }  # fmt: skip
    return render(request, "handover/documents.html", context)


def _shown(rows: list[Document], acting: Acting) -> dict[int, dict[str, Any]]:
    """Decisions as the list prints them; another document is named to who may see it."""
    decided = [row.reviewed for row in rows if hasattr(row, "reviewed")]
    seen = seen_among(acting, [row.other_id for row in decided])
    return {
        row.document_id: {"row": row, "words": VERDICTS[row.verdict], "badge": VERDICT_BADGES[Verdict(row.verdict)],
                          "other": row.other if row.other_id in seen else None}
        for row in decided
    }  # fmt: skip


def _keep(request: ActingRequest, held: Estate, decides: bool) -> HttpResponse:
    if not decides:
        raise Forbidden
    keys = [key for key in map(number, request.POST.getlist("pk")) if key]
    rows = list(inherited(held, request.acting, done=False).filter(pk__in=keys[:500]).select_related("unit"))
    told = Decision(Verdict.KEEP, request.POST.get("reason", "")[:2000])
    n = decide_all(rows, told, by=request.acting)
    messages.success(request, _("Kept in force: %(n)s.") % {"n": n})
    return redirect("handover-documents", pk=held.old.pk)


@reading
def review(request: ActingRequest, pk: int) -> HttpResponse:
    """Decide on one document, or otherwise than before."""
    acting = request.acting
    document = Document.objects.visible_to(acting).select_related("unit__parent").filter(pk=pk).first()
    held = estates.estate(document.unit, timezone.localdate()) if document else None
    if document is None or held is None or not held.reaches(acting):
        raise Http404
    if not may_decide(acting, held):
        raise Forbidden
    row = Review.objects.select_related("other").filter(document=document).first()
    among = Document.objects.visible_to(acting).filter(unit__path__in=above(document.unit.path or ""))
    first = {"verdict": row.verdict, "reason": row.reason, "until": row.until, "other": row.other.symbol
             if row.other else ""} if row else {}  # fmt: skip
    initial = {**first, "revision": row.revision if row else 0}
    form = ReviewForm(sent(request), among=among.exclude(pk=pk), initial=initial)
    if request.method == "POST" and form.is_valid():
        with said_in(form):
            decide(document, form.decision(), revision=form.cleaned_data["revision"], by=acting)
            messages.success(request, _("The decision is kept."))
            return redirect("handover-documents", pk=held.old.pk)
    force = forces([document])[document.pk]
    context = {
        "document": document, "estate": held, "form": form, "row": row, "back": reverse("handover-documents",
        args=[held.old.pk]), "force": said(FORCES, force), "badge": FORCE_BADGES[force],
        "crumbs": crumbs(held, Link(_("Inherited documents"), reverse("handover-documents", args=[held.old.pk])),
                         Link(str(document))),
    }  # fmt: skip
    return render(request, "handover/review.html", context, status=422 if form.errors else 200)
