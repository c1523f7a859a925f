"""Who sees a document? Its reach and shares, and how both are changed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents import actions, queries
from thongsuot.documents.access import require
from thongsuot.documents.forms import RestrictForm, UnitsForm
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened, rights
from thongsuot.documents.wording import REACHES, said
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem, Stale
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right, within


@reading
def access(request: ActingRequest, pk: int) -> HttpResponse:
    """Who sees a document, and the forms to change that."""
    document = opened(request, pk)
    return page(request, document)


def page(
    request: ActingRequest,
    document: Document,
    units: UnitsForm | None = None,
    restrict: RestrictForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its forms; one of them as it was typed."""
    may = rights(request.acting, document)
    now = {"mark": document.mark, "reach": document.reach, "revision": document.revision}
    context = {
        "document": document,
        "crumbs": crumbs(document, Link(_("Who sees it"))),
        "may": may,
        "reach": said(REACHES, document.reach),
        "shares": document.shares.select_related("unit__level").order_by("unit__path"),
        "above": _above(document) if document.reach == "unit" else [],
        "units_form": (units or units_form(request, prefix="share")) if may.send else None,
        "restrict_form": (restrict or RestrictForm(initial=now)) if may.restrict else None,
    }
    return render(request, "documents/access.html", context, status=status)


def units_form(request: ActingRequest, prefix: str = "", *, bound: bool = False) -> UnitsForm:
    """The form that asks for units and groups."""
    chosen = {"groups": queries.groups_for(request.acting), "units": queries.partners(request.acting)}
    return UnitsForm(request.POST if bound else None, prefix=prefix or None, **chosen)


def require_right(request: ActingRequest, right: Right, document: Document) -> Document:
    """The document if the reader bears the right over it: asked before what he typed is looked at."""
    require(request.acting, right, document)
    return document


@require_POST
@acting_in(Right.SEND)
def share(request: ActingRequest, pk: int) -> HttpResponse:
    """Share with the units chosen."""
    document = require_right(request, Right.SEND, opened(request, pk))
    form = units_form(request, "share", bound=True)
    if not form.is_valid():
        return page(request, document, units=form, status=422)
    units = form.members()
    actions.share(document, units, by=request.acting, reason=form.cleaned_data["reason"])
    messages.success(request, _("Shared with %(n)s units.") % {"n": len(units)})
    return redirect("document-access", pk=pk)


@require_POST
@acting_in(Right.SEND)
def unshare(request: ActingRequest, pk: int) -> HttpResponse:
    """Take the document back from a unit."""
    document = opened(request, pk)
    written = request.POST.get("unit", "")
    unit = get_object_or_404(Unit, pk=int(written) if written.isdecimal() and len(written) < 19 else 0)
    actions.unshare(document, unit, by=request.acting, reason=request.POST.get("reason", "")[:500])
    messages.success(request, _("%(unit)s sees the document no more.") % {"unit": unit.name})
    return redirect("document-access", pk=pk)


@require_POST
@acting_in(Right.RESTRICT)
def restrict(request: ActingRequest, pk: int) -> HttpResponse:
    """Change the mark and the reach."""
    document = require_right(request, Right.RESTRICT, opened(request, pk))
    form = RestrictForm(request.POST)
    if not form.is_valid():
        return page(request, document, restrict=form, status=422)
    mark, reach = form.said
    said_ = form.cleaned_data
    try:
        actions.restrict(
            document, mark=mark, reach=reach, revision=said_["revision"], by=request.acting, reason=said_["reason"]
        )
    except Stale as problem:
        form = RestrictForm({**request.POST.dict(), "revision": opened(request, pk).revision})
        form.add_error(None, str(problem))
        return page(request, opened(request, pk), restrict=form, status=409)
    except Problem as problem:
        form.add_error(None, str(problem))
        return page(request, document, restrict=form, status=422)
    messages.success(request, _("Saved: who may see the document was changed."))
    seen = queries.visible(request.acting).filter(pk=pk).exists()  # a head above may have shut himself out
    return redirect("document-access", pk=pk) if seen else redirect("documents")


def _above(document: Document) -> list[Unit]:
    """The units above the registering one, which see the document too."""
    path = document.unit.path or ""
    rows = Unit.objects.filter(pk__in=[int(part) for part in path.rstrip(".").split(".")[:-1]])
    return [unit for unit in rows.order_by("path") if within(path, unit.path or "")]
