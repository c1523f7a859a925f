"""What did the reading find, and is it right? The text beside what was found in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import review_page as page
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import Kind
from thongsuot.documents.telling import GROUPS
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened, rights
from thongsuot.documents.wording import KINDS, said
from thongsuot.look.shapes import Link, Tab
from thongsuot.units.doors import ActingRequest, reading


@reading
def review(request: ActingRequest, pk: int) -> HttpResponse:
    """The review page; ``?state=``, ``?kind=`` narrow the findings, ``?at=`` brings the one it names."""
    return private(review_page(request, opened(request, pk)))


@reading
def more(request: ActingRequest, pk: int) -> HttpResponse:
    """The next cards of a kind, for the end of a list."""
    document = opened(request, pk)
    kind, number = request.GET.get("kind", ""), whole(request.GET.get("page", ""))
    if kind not in GROUPS:
        raise Http404
    found = page.groups(
        page.rows_of(document), request.acting, state=request.GET.get("state", ""), kind=kind, page=number
    )
    context = common(request, document) | {"group": found[0] if found else None}
    return private(render(request, "documents/_finding_more.html", context))


@reading
def finding(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """One card; its place on the review page where the whole page is asked for."""
    document = opened(request, pk)
    held = finding_of(document, number)
    if not partial(request):
        return redirect(address(document, held))
    return private(card(request, document, held))


def review_page(request: ActingRequest, document: Document, status: int = 200) -> HttpResponse:
    """The whole page."""
    asked = request.GET
    state, kind = asked.get("state", ""), asked.get("kind", "")
    rows = page.rows_of(document)
    shown = page.groups(
        rows, request.acting, state=state, kind=kind if kind in GROUPS else "", page=whole(asked.get("page", "")),
        at=whole(asked.get("at", ""), 0),
    )  # fmt: skip
    version = version_of(document)
    context = common(request, document) | {
        "crumbs": crumbs(document, Link(_("Review"))),
        "text": page.marked_text(version, rows, shown, state),
        "groups": shown,
        "lost": page.cards(page.lost(rows), request.acting),
        "progress": page.progress(rows),
        "tabs": tabs(document, rows, state, kind),
        "kinds": kind_links(document, rows, state, kind),
        "chosen_kind": kind,
        "version": version,
    }
    return render(request, "documents/review.html", context, status=status)


def card(
    request: ActingRequest, document: Document, held: Finding, *, said: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """One card, with how far the review is now and a sentence for who cannot see the change."""
    found = page.cards([held.pk], request.acting)
    context = common(request, document) | {
        "card": found[0],
        "progress": page.progress_of(document),
        "said": said,
        "problem": problem,
        "alone": True,
    }
    answer = render(request, "documents/_finding_alone.html", context, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = f"#f{held.pk}", "outerHTML"  # whatever part of it asked
    return answer


def common(request: ActingRequest, document: Document) -> dict[str, Any]:
    """What every part of the page needs."""
    state = request.GET.get("state", "")
    return {"document": document, "may": rights(request.acting, document), "state": state}


def tabs(document: Document, rows: list[page.Row], state: str, kind: str) -> list[Tab]:
    """The filters by state, each with how many it shows."""
    of_kind = [row for row in rows if not kind or row.kind == kind]
    counts = page.progress(of_kind).counts
    names = {"": _("All"), "open": _("Not reviewed"), "decided": _("Confirmed"), "dropped": _("Dropped")}
    base = reverse("review", args=[document.pk])
    tail = f"&kind={kind}" if kind in GROUPS else ""
    return [
        Tab(text, f"{base}?state={name}{tail}#findings", name == state, counts[name]) for name, text in names.items()
    ]


def kind_links(document: Document, rows: list[page.Row], state: str, kind: str) -> list[Tab]:
    """The filters by kind; kinds that have nothing are left out."""
    base = reverse("review", args=[document.pk])
    states = page.SHOWN.get(state, page.SHOWN[""])
    count = {name: sum(row.kind == name and row.state in states for row in rows) for name in GROUPS}
    every = Tab(_("All kinds"), f"{base}?state={state}#findings", kind not in GROUPS, sum(count.values()))
    some = [
        Tab(said(KINDS, name), f"{base}?state={state}&kind={Kind(name)}#findings", name == kind, count[name])
        for name in GROUPS
        if count[name]
    ]
    return [every, *some] if len(some) > 1 else []


def version_of(document: Document) -> Version | None:
    """The text that findings stand in; one query."""
    return Version.objects.filter(pk=document.current_id).first() if document.current_id else None


def finding_of(document: Document, number: int) -> Finding:
    """A finding of this document; 404 for any other."""
    held = document.findings.filter(pk=number).select_related("document__unit", "document__current").first()
    if held is None:
        raise Http404
    return held


def address(document: Document, held: Finding) -> str:
    """Where a finding stands on the review page."""
    return f"{reverse('review', args=[document.pk])}?at={held.pk}&r={held.revision}#f{held.pk}"


def partial(request: HttpRequest) -> bool:
    """Whether a script asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"


def whole(written: str, otherwise: int = 1) -> int:
    """A number of an address or form."""
    return int(written) if written.isdecimal() and len(written) < 16 else otherwise


def private(answer: HttpResponse) -> HttpResponse:
    """Nothing of a document stays in a shared cache."""
    answer["Cache-Control"] = "private, no-store"
    return answer
