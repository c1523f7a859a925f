"""What does a public document say? Its page, its clauses, its numbers, and what can be taken away."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import http_date

from thongsuot.documents.views.files import TYPES, kept
from thongsuot.documents.wording import FORCE_BADGES, FORCES, place_name, said
from thongsuot.followup.wording import STANDINGS
from thongsuot.portal import queries, reading
from thongsuot.portal.doors import PublicRequest, page, public
from thongsuot.portal.linked import json_ld
from thongsuot.portal.middleware import ROOT
from thongsuot.portal.models import Publication
from thongsuot.portal.progress import COUNTED, progress
from thongsuot.portal.wording import relation_words, step_name
from thongsuot.programmes.wording import COVERS

ALONE = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "akn": "application/akn+xml; charset=utf-8",
}


def opened(slug: str) -> Publication:
    """The publication of an address; what is not public is not there."""
    found = queries.at(slug)
    if found is None:
        raise Http404
    return found


@public
def document(request: PublicRequest, slug: str) -> HttpResponse:
    """A document: particulars, contents, text, relations."""
    shown = opened(slug)
    return dated(page(request, "portal/document.html", context_of(request, shown)), shown)


def context_of(request: PublicRequest, shown: Publication) -> dict[str, object]:
    """What the page of a publication prints; also its preview, before it is one."""
    body = reading.body(shown)
    related, back = queries.relations(shown), queries.inverse(shown)
    force = queries.force(shown)
    here = f"{request.base}d/{shown.slug}/"
    return {
        "shown": shown, "here": here, "force": said(FORCES, force), "force_badge": FORCE_BADGES[force],
        "outline": body.outline, "text": body.html.replace('<a class="num" href="#', f'<a class="num" href="{here}'),
        "relations": [(relation_words(row), row) for row in related],
        "inverse": [(relation_words(row, inverse=True), row, place_name(row.loc)) for row in back],
        "answers": queries.answers(shown), "answered": queries.answered(shown),
        "json_ld": json_ld(shown, related, force, request.build_absolute_uri(ROOT)),
    }  # fmt: skip


@public
def clause(request: PublicRequest, slug: str, loc: str) -> HttpResponse:
    """One clause, at an address that lasts."""
    shown = opened(slug)
    found = reading.clause(shown, loc)
    if found is None:
        raise Http404
    context = {
        "shown": shown, "here": f"{request.base}d/{shown.slug}/", "clause": found, "name": place_name(loc),
        "around": [(row.loc, step_name(row.loc), row.heading) for row in found.around],
        "before": found.before and (found.before.loc, place_name(found.before.loc)),
        "behind": found.behind and (found.behind.loc, place_name(found.behind.loc)),
    }  # fmt: skip
    return dated(page(request, "portal/clause.html", context), shown)


@public
def numbers(request: PublicRequest, slug: str) -> HttpResponse:
    """How far it is carried out, in counts."""
    shown = opened(slug)
    if not shown.show_progress:
        raise Http404
    told = progress(shown)
    columns = [(how, said(COVERS, how)) for how in COUNTED]
    lines, named = (told.lines, told.named) if told else ([], [])
    split = told.duties.split if told and told.duties else {}
    context = {
        "split": [(str(STANDINGS[how]), n) for how, n in split.items()],
        "shown": shown, "here": f"{request.base}d/{shown.slug}/", "progress": told, "columns": columns,
        "rows": [(row, place_name(row.loc), list(zip(columns, row.counts, strict=True))) for row in lines],
        "named": [(row, list(zip(columns, row.counts, strict=True))) for row in named],
    }  # fmt: skip
    return page(request, "portal/progress.html", context)


@public
def alone(request: PublicRequest, slug: str, form: str) -> HttpResponse:
    """The text to take away: as plain letters, as a bare page, as Akoma Ntoso; made from the reading."""
    shown = opened(slug)
    if form == "txt":
        content = shown.version.text
    elif form == "akn":
        content = reading.akn(shown)
    else:
        content = render_to_string("portal/alone.html", {"shown": shown, "text": reading.body(shown).html})
    answer = HttpResponse(content, content_type=f"{ALONE[form]}; charset=utf-8")
    name = f"{shown.slug}.{'xml' if form == 'akn' else form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return dated(answer, shown)


@public
def original(request: PublicRequest, slug: str) -> HttpResponse:
    """The file as it came, where its publisher chose so; under the document's name, not the file's."""
    shown = opened(slug)
    file = shown.version.file
    if not shown.show_file or file is None:
        raise Http404
    ending = file.content_type if file.content_type in TYPES else "bin"
    return kept(file, f"{shown.slug}.{ending}", "public, max-age=60")


@public
def missing(request: PublicRequest, rest: str) -> HttpResponse:
    """Whatever else is asked for below /public/."""
    raise Http404


def dated(answer: HttpResponse, shown: Publication) -> HttpResponse:
    """The answer with the moment it was published."""
    answer["Last-Modified"] = http_date(shown.at.timestamp())
    return answer
