"""Which clause does which unit answer? The map of a document, and the list behind each of its figures."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.dissemination.views.asking import unit_below
from thongsuot.documents.models import Document
from thongsuot.documents.views.opening import opened as opened_document
from thongsuot.documents.wording import place_name, said
from thongsuot.look.shapes import Link
from thongsuot.programmes import clauses, coverage
from thongsuot.programmes.coverage import Map
from thongsuot.programmes.funnel import Reached, at_stage, reached
from thongsuot.programmes.models import Basis, Exemption
from thongsuot.programmes.rules import Cover, Decision, Part, Reach, Stage, beneath
from thongsuot.programmes.wording import COVERS, REACHED, SYMBOLS
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

COLUMNS = 12  # units side by side
LIST = 200
HEADING = 110  # letters of a clause that are shown
ORDER = (Cover.DONE, Cover.FULL, Cover.PARTIAL, Cover.EXEMPT, Cover.OTHERS, Cover.NONE)


@reading
def coverage_map(request: ActingRequest, pk: int) -> HttpResponse:
    """The map: clauses down, units across a page at a time; ``?drafts=1`` counts what is still worked on."""
    document, drafts = opened_document(request, pk), request.GET.get("drafts") == "1"
    keys = list(coverage.given(document, request.acting).values_list("pk", flat=True))
    issued, all_ = coverage.both(document, keys)
    found = all_ if drafts else issued
    page = Paginator(keys, COLUMNS).get_page(request.GET.get("page"))
    units = list(Unit.objects.filter(pk__in=page.object_list).order_by("path"))
    context = {
        "document": document,
        "drafts": drafts,
        "crumbs": _crumbs(document),
        "page": page,
        "heads": [(unit, reverse("coverage-unit", args=[pk, unit.pk])) for unit in units],
        "rows": _rows(found, document, units, drafts),
        "n_units": len(keys),
        "n_clauses": len(found.locs),
        "legend": [(SYMBOLS[how], said(COVERS, how)) for how in ORDER],
        "order": [said(COVERS, how) for how in ORDER],
        "funnel": [
            (stage, said(REACHED, stage), bits.bit_count()) for stage, bits in reached(document, issued).items()
        ],
        "n_silent": coverage.silent(document, request.acting, issued).count(),
    }
    return render(request, "programmes/coverage.html", context)


def _rows(found: Map, document: Document, units: list[Unit], drafts: bool) -> SafeString:
    """The rows of the map, written in one go: thousands of cells, each a symbol with its word."""
    base = reverse("coverage-units", args=[document.pk])
    cells = {
        how: f'<td class="cell cell-{how}"><span aria-hidden="true">{SYMBOLS[how]}</span>'
        f'<span class="visually-hidden">{escape(said(COVERS, how))}</span></td>'
        for how in ORDER
    }
    names = {how: escape(said(COVERS, how)) for how in ORDER}
    headings = clauses.texts(document.current, found.locs) if document.current else {}
    out = []
    for cell in found.counts():
        words = headings[cell.loc].text if cell.loc in headings else ""
        words = words if len(words) <= HEADING else f"{words[: HEADING - 1].rstrip()}…"
        query = urlencode({"clause": cell.loc} | ({"drafts": 1} if drafts else {}))
        out.append(f'<tr><th scope="row"><strong>{escape(place_name(cell.loc))}</strong>'
                   f'<span class="sub">{escape(words)}</span></th>')  # fmt: skip
        for how in ORDER:
            n = cell.counts[how]
            at = f"{base}?{query}&amp;how={how}"
            shown = f'<a href="{at}">{n}<span class="visually-hidden"> {names[how]}</span></a>' if n else n
            out.append(f'<td class="number standing" data-label="{names[how]}">{shown}</td>')
        out.extend(cells[found.at(cell.loc, unit.pk)] for unit in units)
        out.append("</tr>\n")
    return SafeString("".join(out))


@reading
def units(request: ActingRequest, pk: int) -> HttpResponse:
    """The units behind a figure: ``?clause=`` and ``?how=``."""
    document, drafts = opened_document(request, pk), request.GET.get("drafts") == "1"
    loc, how = request.GET.get("clause", ""), request.GET.get("how", "")
    if how not in list(Cover):
        raise Http404
    keys = coverage.given(document, request.acting).values_list("pk", flat=True)
    found = coverage.coverage(document, keys, drafts=drafts)
    if loc not in found.locs:
        raise Http404
    rows = coverage.standing_units(found, loc, Cover(how))
    title = _("%(clause)s: %(how)s") % {"clause": place_name(loc), "how": said(COVERS, how)}
    return _listed(request, document, rows, title)


@reading
def stage(request: ActingRequest, pk: int) -> HttpResponse:
    """The units that have reached a stage of the funnel: ``?stage=``, below one unit where ``?below=`` names it."""
    document, stage = opened_document(request, pk), request.GET.get("stage", "")
    if stage not in list(Reached):
        raise Http404
    top = unit_below(request.acting, request.GET.get("below", ""))
    units = coverage.given(document, request.acting).filter(path__startswith=top.path or "")
    found = coverage.coverage(document, units.values_list("pk", flat=True))
    return _listed(request, document, at_stage(document, found, Reached(stage)), said(REACHED, stage))


@reading
def silent(request: ActingRequest, pk: int) -> HttpResponse:
    """The units that hold the document and have issued nothing in answer."""
    document = opened_document(request, pk)
    return _listed(request, document, coverage.silent(document, request.acting), _("Silent units"))


def _listed(request: ActingRequest, document: Document, rows: QuerySet[Unit], title: str) -> HttpResponse:
    page = Paginator(rows, LIST).get_page(request.GET.get("page"))
    context = {"document": document, "page": page, "title": title, "crumbs": _crumbs(document, Link(title))}
    return render(request, "programmes/units.html", context)


@reading
def faults(request: ActingRequest, pk: int) -> HttpResponse:
    """Items that rest on no clause, and clauses that a unit carries out twice."""
    document = opened_document(request, pk)
    context = {
        "document": document,
        "orphans": coverage.orphans(document, request.acting)[:LIST],
        "doubled": [(row, place_name(row.loc)) for row in coverage.doubled(document, request.acting)],
        "crumbs": _crumbs(document, Link(_("What to look at"))),
    }
    return render(request, "programmes/faults.html", context)


@dataclass(frozen=True, slots=True)
class Line:
    """A clause, how a unit answers it, and by which items."""

    name: str
    symbol: str
    said: str
    how: Cover
    bases: list[Basis]
    reason: str


@reading
def unit(request: ActingRequest, pk: int, unit: int) -> HttpResponse:
    """How one unit answers every clause, with the items that do it."""
    document = opened_document(request, pk)
    shown = coverage.given(document, request.acting).filter(pk=unit).first()
    if shown is None:
        raise Http404
    drafts = request.GET.get("drafts") == "1"
    context = {
        "document": document,
        "unit": shown,
        "drafts": drafts,
        "lines": _lines(document, shown, request.acting, drafts=drafts),
        "crumbs": _crumbs(document, Link(shown.name)),
    }
    return render(request, "programmes/coverage_unit.html", context)


def _lines(document: Document, shown: Unit, acting: Acting, *, drafts: bool) -> list[Line]:
    found = coverage.coverage(document, [shown.pk], drafts=drafts)
    rows = Basis.objects.filter(document=document, unit=shown, stage__gte=Stage.PLANNED if drafts else Stage.ISSUED)
    bases = list(rows.select_related("item__programme", "item__lead").order_by("item__order"))
    approved = Exemption.objects.filter(document=document, unit=shown, state=Decision.APPROVED)
    reasons = list(approved.values_list("loc", "reason"))
    reach, on = Reach(found.locs), defaultdict[str, list[Basis]](list)
    for row in bases:
        for loc, _part in reach.parts(row.loc, Part(row.part)):
            on[loc].append(row)
    out = list[Line]()
    for loc in found.locs:
        how = found.at(loc, shown.pk)
        why = next((reason for at, reason in reasons if beneath(loc, at)), "")
        if how == Cover.OTHERS:
            why = _("It names: %(names)s") % {"names": "; ".join(found.named[loc])}
        out.append(Line(place_name(loc), SYMBOLS[how], said(COVERS, how), how, on[loc], why))
    return out


def _crumbs(document: Document, *more: Link) -> list[Link]:
    here = reverse("coverage", args=[document.pk]) if more else ""
    return [
        Link(_("Programmes"), reverse("programmes")),
        Link(str(document), reverse("document", args=[document.pk])),
        Link(_("Coverage"), here),
        *more,
    ]
