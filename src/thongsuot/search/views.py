"""What is found? The page of hits, saved searches, clauses like one another."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.documents.access import may_read
from thongsuot.documents.models import Document
from thongsuot.documents.queries import version_on
from thongsuot.documents.wording import FORCE_BADGES, FORCES, MARKS, place_name, said
from thongsuot.search import actions, queries
from thongsuot.search.forms import SaveForm, SearchForm
from thongsuot.search.queries import PAGE, Found, Result
from thongsuot.units.doors import ActingRequest, reading

LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as the page prints it."""

    document: Document
    place: str
    loc: str
    path: str
    heading: str
    pieces: list[tuple[str, bool]]
    force: str
    force_badge: str
    mark: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, how many clauses have it, and the address that takes or leaves it."""

    text: str
    count: int
    url: str
    chosen: bool


@reading
def search(request: ActingRequest) -> HttpResponse:
    """Clauses that fit, the best first; without words, what can be asked and what was kept."""
    form = SearchForm(request.GET)
    query = form.asked()
    asked = bool(query.text.strip() or query.kinds or query.issuers or query.since or query.until or query.document)
    page = _page(request)
    result = queries.search(request.acting, query, page) if asked else None
    context = {
        "form": form,
        "q": query.text,
        "asked": asked,
        "result": result,
        "rows": [_row(found) for found in result.found] if result else [],
        "facets": _facets(request, result) if result else [],
        "page": page,
        "previous": page - 1,
        "following": page + 1 if result and result.total > page * PAGE and page < LAST_PAGE else 0,
        "saved": queries.saved(request.acting),
        "query": request.GET.urlencode(),
    }
    return render(request, "search/search.html", context)


@reading
def similar(request: ActingRequest, pk: int, loc: str) -> HttpResponse:
    """Clauses most like one."""
    document = get_object_or_404(Document.objects.select_related("unit", "current"), pk=pk)
    if not may_read(request.acting, document):
        raise Http404
    version = version_on(document)
    clause = version.provisions.filter(loc=loc).first() if version else None
    if clause is None:
        raise Http404
    rows = [_row(found) for found in queries.similar(request.acting, clause)]
    context = {"document": document, "place": place_name(loc), "loc": loc, "rows": rows}
    return render(request, "search/similar.html", context)


@require_POST
@reading
def save(request: ActingRequest) -> HttpResponse:
    """Keep a search under a name."""
    form = SaveForm(request.POST)
    if form.is_valid():
        kept = actions.save(form.cleaned_data["name"], form.cleaned_data["query"], by=request.acting)
        messages.success(request, _("The search “%(name)s” is kept.") % {"name": kept.name})
        return redirect(f"/search/?{kept.query}")
    messages.error(request, _("Give the search a name."))
    return redirect(f"/search/?{request.POST.get('query', '')[:4000]}")


@require_POST
@reading
def drop(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep a search no more."""
    actions.drop(get_object_or_404(queries.saved(request.acting), pk=pk), by=request.acting)
    return redirect("search")


def _page(request: ActingRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _row(found: Found) -> Row:
    clause, document = found.hit.clause, found.document
    known = found.force in FORCE_BADGES
    return Row(
        document=document,
        place=place_name(clause.loc) or _("Opening"),
        loc=clause.loc,
        path=" › ".join(clause.path[-2:]),
        heading=clause.heading,
        pieces=found.hit.pieces,
        force=said(FORCES, found.force) if known else "",
        force_badge=FORCE_BADGES.get(found.force, ""),
        mark=said(MARKS, document.mark) if document.mark else "",
    )


def _facets(request: ActingRequest, result: Result) -> list[tuple[str, list[Choice]]]:
    kinds = [_choice(request, "kind", name, count) for name, count in result.facets.kind if name]
    issuers = [_choice(request, "issuer", name, count) for name, count in result.facets.issuer if name]
    years = [_year(request, year, count) for year, count in result.facets.year if year]
    groups = ((_("Kind"), kinds), (_("Issued by"), issuers), (_("Year"), years))
    return [(text, choices[:10]) for text, choices in groups if choices]


def _choice(request: ActingRequest, field: str, value: str, count: int) -> Choice:
    chosen = request.GET.get(field) == value
    return Choice(value, count, _address(request, **{field: "" if chosen else value}), chosen)


def _year(request: ActingRequest, year: int, count: int) -> Choice:
    since, until = f"{year}-01-01", f"{year}-12-31"
    chosen = (request.GET.get("since"), request.GET.get("until")) == (since, until)
    given: dict[str, Any] = {"since": "", "until": ""} if chosen else {"since": since, "until": until}
    return Choice(str(year), count, _address(request, **given), chosen)


def _address(request: ActingRequest, **changes: str) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    for field, value in changes.items():
        if value:
            asked[field] = value
        else:
            asked.pop(field, None)
    return f"?{asked.urlencode()}"
