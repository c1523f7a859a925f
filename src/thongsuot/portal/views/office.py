"""How does an office publish? What is public of its documents; a document with its preview; taking it back."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.look.shapes import Link
from thongsuot.portal import actions, queries
from thongsuot.portal.access import may_publish, may_tell_progress, may_withdraw
from thongsuot.portal.doors import PublicRequest
from thongsuot.portal.forms import PublishForm
from thongsuot.portal.middleware import ROOT
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import allowed, slug
from thongsuot.portal.views.document import context_of
from thongsuot.portal.wording import standing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import may
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SIZE = 50


@reading
def publications(request: ActingRequest) -> HttpResponse:
    """What was published of the documents of the reader's unit and those below it."""
    _open()
    page = Paginator(queries.published_by(request.acting), SIZE).get_page(request.GET.get("page"))
    for row in page:
        row.badge, row.words = standing(row)  # type: ignore[attr-defined]
        stands = row.withdrawn_at is None
        row.outdated = stands and queries.outdated(row)  # type: ignore[attr-defined]
        row.may_withdraw = stands and may(request.acting, Right.RESTRICT, row.document.unit)  # type: ignore[attr-defined]
    context = {"page": page, "root": ROOT, "acts": request.acting.bears(Right.RESTRICT)}
    return render(request, "portal/publications.html", context)


@acting_in(Right.RESTRICT)
def publish(request: ActingRequest, pk: int) -> HttpResponse:
    """Look at what will be public, then publish."""
    _open()
    document = opened(request, pk)
    if not may(request.acting, Right.RESTRICT, document.unit):
        raise Forbidden
    numbers = may_tell_progress(request.acting, document)
    form = PublishForm(
        request.POST if request.method == "POST" else None, numbers=numbers, initial={"revision": document.revision}
    )
    why_not = _why_not(request, document)
    status = 200
    if request.method == "POST":
        if not why_not and form.is_valid() and (answer := _published(request, document, form)):
            return answer
        status = 422
    latest = queries.latest(document)
    shown = None if why_not else _preview(request, document, latest)
    context = {
        "document": document, "form": form, "why_not": why_not, "standing": latest,
        "crumbs": crumbs(document, Link(_("Publish"))), "root": ROOT,
        "may_withdraw": may_withdraw(request.acting, document), **(shown or {}),
    }  # fmt: skip
    return render(request, "portal/publish.html", context, status=status)


def _published(request: ActingRequest, document: Document, form: PublishForm) -> HttpResponse | None:
    said = form.cleaned_data
    try:
        actions.publish(
            document, by=request.acting, revision=said["revision"], shown=form.shown(), note=said["note"].strip()
        )
    except Stale:
        raise
    except Problem as problem:
        form.add_error(None, str(problem))
        return None
    messages.success(request, _("Published. Everybody can read it now."))
    return redirect("publications")


@require_POST
@acting_in(Right.RESTRICT)
def withdraw(request: ActingRequest, pk: int) -> HttpResponse:
    """Take a document back from the public."""
    _open()
    found = get_object_or_404(queries.published_by(request.acting), pk=pk)
    actions.withdraw(found, request.POST.get("reason", "")[:1000], by=request.acting)
    messages.success(request, _("Taken back. The public sees it no more."))
    return redirect("publications")


def _open() -> None:
    if not settings.PORTAL:
        raise Http404


def _why_not(request: ActingRequest, document: Document) -> str:
    """Why a document cannot be published by who looks at it; empty where it can."""
    if document.restricted:
        return _("It is for named units only, so it cannot be public. Who may see it is changed on its page.")
    if not allowed(document.mark, document.reach, document.unit_id, request.acting.unit_id):
        return _("Another unit registered this document. That unit publishes it, or opens it to every unit first.")
    if document.current is None or not document.current.text or not document.current.reading:
        return _("Nothing of its text was read, so there is nothing to publish. Add a file that can be read.")
    if not may_publish(request.acting, document):
        return _("A programme is published by the head of its unit. Ask the head to do it.")
    return ""


def _preview(request: ActingRequest, document: Document, latest: Publication | None) -> dict[str, object]:
    """The public page as it would be."""
    public = PublicRequest()
    public.META, public.base = request.META, ROOT
    named = latest.slug if latest else slug(document.kind, document.symbol, document.title, document.date)
    shown = Publication.of(
        document, version=document.current, unit=request.acting.unit, slug=named, at=timezone.now()
    )  # fmt: skip
    return {**context_of(public, shown), "base": ROOT}
