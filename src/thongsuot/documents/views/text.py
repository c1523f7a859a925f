"""What does a document say, on a day? The whole text to read, with its outline and a link for each clause."""

from dataclasses import dataclass
from html import escape

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import queries, readings, standing
from thongsuot.documents.marking import Mark, Marker
from thongsuot.documents.models import Document, Version
from thongsuot.documents.rules import Kind, State
from thongsuot.documents.typesetting import HEADED, typeset
from thongsuot.documents.views.detail import asked_day, crumbs
from thongsuot.documents.views.opening import opened, rights
from thongsuot.documents.views.review import private
from thongsuot.documents.wording import FORCE_BADGES, FORCES, place_name, said
from thongsuot.look.shapes import Link
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the outline."""

    loc: str
    name: str
    heading: str
    depth: int


@reading
def text(request: ActingRequest, pk: int) -> HttpResponse:
    """The text as it stands on a day; the newest where none is named."""
    document = opened(request, pk)
    asked, day = asked_day(request)
    if asked and day is None:
        raise Http404
    version = queries.version_on(document, day)
    if version is not None:
        version = Version.objects.get(pk=version.pk)
    read = readings.unpack(version.reading, version.text) if version else {}
    force = queries.forces([document], day)[document.pk]
    context = {
        "document": document,
        "may": rights(request.acting, document),
        "crumbs": crumbs(document, Link(_("Text"))),
        "version": version,
        "told": standing.told(document, force, day or timezone.localdate(), request.acting),
        "newest": version is not None and version.pk == document.current_id,
        "versions": document.versions.defer("text", "reading").order_by("-n"),
        "day": day or timezone.localdate(),
        "asked_day": day,
        "force": said(FORCES, force),
        "force_badge": FORCE_BADGES[force],
        "outline": outline(read),
        "text": typeset(
            version.text,
            read,
            Marker(version.text, links(document, version, request.acting)),
            links=True,
            beside=margins(read, request.acting) if version.consolidated else {},
        )
        if version
        else "",
    }
    return private(render(request, "documents/text.html", context))


def margins(read: readings.Json, acting: Acting) -> dict[str, str]:
    """What stands behind the clauses of a consolidated text that were changed or do not hold."""
    rows = standing.beside(read.get("provisions", ()), acting)
    return {loc: render_to_string("documents/_beside.html", {"beside": row}) for loc, row in rows.items()}


def outline(read: readings.Json) -> list[Step]:
    """The headed provisions."""
    steps, around = list[Step](), list[readings.Json]()
    for row in read.get("provisions", ()):
        if row["level"] not in HEADED:
            continue
        around = [outer for outer in around if outer["end"] > row["start"]]
        name = place_name(row["loc"].rpartition(".")[2])
        steps.append(Step(row["loc"], name, row["heading"], min(len(around), 3)))
        around.append(row)
    return steps


def links(document: Document, version: Version, acting: Acting) -> list[Mark]:
    """Citations and relations that lead to documents the reader may see."""
    if version.pk != document.current_id:
        return []
    rows = document.findings.filter(kind__in=(Kind.CITATION, Kind.RELATION), target__isnull=False, lost=False)
    found = list(rows.exclude(state=State.DROPPED).values_list("pk", "start", "end", "target_id"))
    seen = queries.seen_among(acting, [row[3] for row in found])
    places = dict[tuple[int, int], Mark]()
    for pk, start, end, target in found:
        if target in seen:
            url = escape(reverse("document", args=[target]))
            places.setdefault((start, end), Mark(start, end, pk, "cited", url))
    return list(places.values())
