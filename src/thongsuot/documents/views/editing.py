"""How is the header of a document corrected, and its file closed? What was typed is never lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents import actions
from thongsuot.documents.forms import HeaderForm
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.history import FIELDS, plain
from thongsuot.documents.views.opening import opened, rights
from thongsuot.look.shapes import Change, Link
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right


@acting_in(Right.REGISTER, Right.REVIEW)
def edit(request: ActingRequest, pk: int) -> HttpResponse:
    """The form of the header; 409 with what was typed where somebody else was faster."""
    document = opened(request, pk)
    if not rights(request.acting, document).edit:
        raise Forbidden
    if request.method != "POST":
        return _page(request, document, HeaderForm(instance=document))
    form = HeaderForm(request.POST, instance=document)
    if not form.is_valid():
        return _page(request, document, form, status=422)
    changed = form.changed()
    try:
        if changed:
            actions.edit_header(
                document, changed, revision=_revision(request), by=request.acting, reason=form.cleaned_data["reason"]
            )
    except Stale as problem:
        form.add_error(None, str(problem))
        return _page(request, document, form, status=409, theirs=_theirs(document, form))
    except Problem as problem:
        form.add_error(None, str(problem))
        return _page(request, opened(request, pk), form, status=422)
    messages.success(request, _("The header was saved.") if changed else _("Nothing was changed."))
    return redirect("document", pk=pk)


@require_POST
@acting_in(Right.REGISTER)
def close(request: ActingRequest, pk: int) -> HttpResponse:
    """Close the file of a document."""
    document = opened(request, pk)
    actions.close(document, by=request.acting, reason=request.POST.get("reason", "")[:500])
    messages.success(request, _("The file is closed."))
    return redirect("document", pk=pk)


def _revision(request: HttpRequest) -> int:
    written = request.POST.get("revision", "")
    return int(written) if written.isdecimal() and len(written) < 10 else -1


def _theirs(document: Document, form: HeaderForm) -> list[Change]:
    """What stands in the fields now beside what was typed."""
    return [
        Change(str(FIELDS[name]), plain(name, _json(getattr(document, name))), plain(name, _json(typed)))
        for name, typed in form.changed().items()
    ]


def _json(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _page(
    request: ActingRequest, document: Document, form: HeaderForm, status: int = 200, theirs: list[Change] | None = None
) -> HttpResponse:
    context = {
        "document": document,
        "form": form,
        "theirs": theirs,
        "crumbs": crumbs(document, Link(_("Edit the header"))),
    }
    return render(request, "documents/edit.html", context, status=status)
