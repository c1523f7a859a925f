"""How does a programme go its way? A page for each step, which says what will happen before it does."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.queries import as_issued
from thongsuot.documents.rules import CONFIRMED, Kind, State
from thongsuot.documents.views.files import TYPES, file_of
from thongsuot.documents.views.opening import opened as opened_document
from thongsuot.documents.wording import place_name
from thongsuot.look.shapes import Link
from thongsuot.programmes import moving, queries
from thongsuot.programmes.forms import IssueForm, ReasonForm
from thongsuot.programmes.models import Programme
from thongsuot.programmes.moving import Issue
from thongsuot.programmes.official import Form, write
from thongsuot.programmes.views.opening import crumbs, opened, sent
from thongsuot.programmes.wording import LACKS, listed
from thongsuot.units.doors import ActingRequest, acting_in, reading, said_in
from thongsuot.units.rules import Right


@acting_in(Right.DRAFT)
def submit(request: ActingRequest, pk: int) -> HttpResponse:
    """To its head."""
    return _step(request, pk, "submit", _("Submit for approval"))


@acting_in(Right.APPROVE)
def give_back(request: ActingRequest, pk: int) -> HttpResponse:
    """Back to its drafters."""
    return _step(request, pk, "return", _("Return to its drafters"))


@acting_in(Right.APPROVE)
def approve(request: ActingRequest, pk: int) -> HttpResponse:
    """Approved, over clauses that nothing answers with a reason."""
    return _step(request, pk, "approve", _("Approve"))


def _step(request: ActingRequest, pk: int, step: str, heading: str) -> HttpResponse:
    shown = opened(request, pk)
    form = ReasonForm(sent(request), initial={"revision": shown.revision})
    if step == "submit":
        del form.fields["reason"]
    status = 200
    if request.method == "POST" and form.is_valid():
        with said_in(form):
            _do(shown, step, form, request)
            messages.success(request, _DONE[step]())
            return redirect("programme", pk=pk)
    if form.errors:
        status = 422
    bare = queries.uncovered(shown) if step != "return" else []
    unclear = queries.unclear(shown) if step != "return" else []
    context = {
        "programme": shown, "form": form, "heading": heading, "step": step, "back": reverse("programme", args=[pk]),
        "unclear": [(item, listed(LACKS, found)) for item, found in unclear],
        "bare": [place_name(loc) for loc in bare], "crumbs": crumbs(shown, Link(heading)),
        "open_comments": shown.comments.filter(answer="").count(),
    }  # fmt: skip
    return render(request, "programmes/step.html", context, status=status)


def _do(shown: Programme, step: str, form: ReasonForm, request: ActingRequest) -> None:
    revision, by = form.cleaned_data["revision"], request.acting
    reason = form.cleaned_data.get("reason", "")
    match step:
        case "submit":
            moving.submit(shown, revision=revision, by=by)
        case "return":
            moving.give_back(shown, reason, revision=revision, by=by)
        case _:
            moving.approve(shown, revision=revision, by=by, reason=reason)


_DONE = {
    "submit": lambda: _("Submitted. Its head will approve it or return it."),
    "return": lambda: _("Returned to its drafters."),
    "approve": lambda: _("Approved. The clerk can issue it now."),
}


@acting_in(Right.REGISTER)
def issue(request: ActingRequest, pk: int) -> HttpResponse:
    """Number, day and signature; then it is a document of the outgoing register."""
    shown = opened(request, pk)
    form = IssueForm(sent(request), initial=IssueForm.beginning(shown))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with said_in(form):
            document = moving.issue(
                shown, Issue(told["symbol"], told["dated"], form.form()), revision=told["revision"], by=request.acting
            )
            messages.success(request, _("Issued and registered. Share it with the units that shall answer it."))
            messages.info(request, _read_back(document))
            return redirect("document", pk=document.pk)
    heading = _("Issue")
    context = {
        "programme": shown, "form": form, "heading": heading, "step": "issue", "bare": [], "open_comments": 0,
        "back": reverse("programme", args=[pk]), "crumbs": crumbs(shown, Link(heading)),
    }  # fmt: skip
    return render(request, "programmes/step.html", context, status=422 if form.errors else 200)


def _read_back(document: Document) -> str:
    """What of it is confirmed by now, and what waits."""
    counts = document.findings.filter(kind=Kind.OBLIGATION).aggregate(
        n=Count("pk", filter=Q(state__in=CONFIRMED)), left=Count("pk", filter=Q(state=State.PROPOSED))
    )
    if not counts["left"]:
        return _("Duties confirmed with it: %(n)s.") % counts
    return _("Duties confirmed with it: %(n)s. Read otherwise, to be reviewed: %(left)s.") % counts


@reading
def draft_file(request: ActingRequest, pk: int) -> HttpResponse:
    """The file that was issued; before that the programme as it stands, in official form, its blanks left open."""
    shown = opened(request, pk)
    if shown.issued is not None:
        issued = opened_document(request, shown.issued.pk)
        return file_of(issued, as_issued(issued))
    raw = write(queries.printed(shown), blank(shown), "…", timezone.localdate())
    return word(raw, f"chuong-trinh-{shown.pk}.docx")


def blank(shown: Programme) -> Form:
    """The official form of a programme's unit, unsigned."""
    told = IssueForm.beginning(shown)
    return Form(told["system"], told["issuer"], told["place"], told["above"])


def word(raw: bytes, name: str) -> HttpResponse:
    """A Word file to keep."""
    return HttpResponse(
        raw, content_type=TYPES["docx"], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
