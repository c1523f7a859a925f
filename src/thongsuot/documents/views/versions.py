"""Which texts does a document have? A new one, and what changed from one to another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thongsuot.documents import actions
from thongsuot.documents.difference import compared
from thongsuot.documents.forms import VersionForm
from thongsuot.documents.models import Document, Version
from thongsuot.documents.views.bodies import taking_files
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened, rights
from thongsuot.look.shapes import Link
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right


@taking_files(Right.REGISTER)
def add(request: ActingRequest, pk: int) -> HttpResponse:
    """Add a file as a new version."""
    document = opened(request, pk)
    if not rights(request.acting, document).register:
        raise Forbidden
    form = VersionForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, document, form)
    file = request.FILES.get("file")
    if form.is_valid() and file is None:
        form.add_error(None, _("Choose a file."))
    if not form.is_valid() or file is None:
        return _page(request, document, form, 422)
    try:
        version = actions.add_version(
            document, file.read(), file.name or "", since=form.cleaned_data["since"], by=request.acting
        )
    except Problem as problem:
        form.add_error(None, str(problem))
        return _page(request, document, form, 422)
    messages.success(request, _("Version %(n)s was added.") % {"n": version.n} + _elsewhere(document, version))
    return redirect("document", pk=pk)


def _elsewhere(document: Document, version: Version) -> str:
    """Which text is shown today, where it is not the one that was added."""
    current = Document.objects.select_related("current").get(pk=document.pk).current
    if current is None or current.pk == version.pk:
        return ""
    return " " + _("The text of today is still that of version %(n)s.") % {"n": current.n}


def _page(request: ActingRequest, document: Document, form: VersionForm, status: int = 200) -> HttpResponse:
    context = {"document": document, "form": form, "crumbs": crumbs(document, Link(_("Add a version")))}
    answer = render(request, "documents/version_add.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@reading
def compare(request: ActingRequest, pk: int) -> HttpResponse:
    """What changed from one version to another, clause by clause; the last two where none are named."""
    document = opened(request, pk)
    rows = list(document.versions.defer("reading", "text").order_by("n"))
    if len(rows) < 2:
        raise Http404
    old = _named(request, rows, "from", rows[-2])
    new = _named(request, rows, "to", rows[-1])
    context = {
        "document": document,
        "versions": rows,
        "old": old,
        "new": new,
        "compared": compared(old.text, new.text),
        "crumbs": crumbs(document, Link(_("Compare versions"))),
    }
    return render(request, "documents/compare.html", context)


def _named(request: ActingRequest, rows: list[Version], name: str, otherwise: Version) -> Version:
    written = request.GET.get(name, "")
    return next((row for row in rows if str(row.n) == written), otherwise)
