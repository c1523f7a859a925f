"""What does a clause say, on a day? Its words, the clauses around it, what was found in it, who speaks of it."""

import re
from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from thongsuot.documents import queries, standing
from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.rules import CONFIRMED, Kind, State
from thongsuot.documents.views.detail import crumbs, day_of
from thongsuot.documents.views.opening import opened
from thongsuot.documents.wording import FORCE_BADGES, FORCES, INVERSES, KINDS, STANDINGS, STATES, place_name, said
from thongsuot.look.shapes import Link
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right

_DATED = re.compile(r"(?P<loc>.+?)@(?P<day>\d{4}-\d\d-\d\d)")
INTO = 200  # findings in other documents that are looked through
_CITING = {Kind.RELATION, Kind.CITATION}


@reading
def whole(request: ActingRequest, pk: int, day: str = "") -> HttpResponse:
    """The permalink of a document: its page, on a day."""
    document = opened(request, pk)
    if day and day_of(day) is None:
        raise Http404
    asked = f"?on={day}" if day else ""
    return redirect(reverse("document", args=[document.pk]) + asked)


@reading
def clause(request: ActingRequest, pk: int, loc: str) -> HttpResponse:
    """A clause as it stands on a day; the newest text where no day is named."""
    document = opened(request, pk)
    dated = _DATED.fullmatch(loc)
    day = day_of(dated["day"]) if dated else None
    if dated:
        loc = dated["loc"]
    if "on" in request.GET:
        return redirect(address(document, loc, day_of(request.GET["on"])))
    if "\0" in loc or (dated and day is None):
        raise Http404
    version = queries.version_on(document, day)
    found = version.provisions.filter(loc=loc).first() if version else None
    wordings = standing.history(document, loc, request.acting)
    if version is None or found is None:
        return _absent(request, document, loc, day, wordings)
    parents = list(_parents(version, found))
    force = queries.forces([document], day)[document.pk]
    context = {
        "document": document,
        "clause": found,
        "name": place_name(loc),
        "day": day,
        "today": timezone.localdate(),
        "version": version,
        "words": _words(version, found),
        "parents": [{"step": place_name(_step(one.loc)), "heading": one.heading} for one in parents],
        "crumbs": _crumbs(document, parents, found, day),
        "beside": _beside(version, found),
        "findings": _inside(document, version, found),
        "into": _into(document, found.loc, request.acting),
        "force": said(FORCES, force),
        "force_badge": FORCE_BADGES[force],
        "told": standing.told(document, force, day or timezone.localdate(), request.acting),
        "standing": said(STANDINGS, found.state) if found.state else "",
        "wordings": wordings[::-1],
        "gives": day is None and request.acting.bears(Right.ASSIGN),
    }
    return render(request, "documents/clause.html", context)


def _absent(
    request: ActingRequest, document: Document, loc: str, day: date | None, wordings: list[standing.Wording]
) -> HttpResponse:
    """A clause that another text of the document has, and not that of the day; 404 where none has it."""
    if not wordings:
        raise Http404
    context = {
        "document": document,
        "name": place_name(loc),
        "loc": loc,
        "day": day or timezone.localdate(),
        "today": timezone.localdate(),
        "wordings": wordings[::-1],
        "crumbs": crumbs(document, Link(place_name(_step(loc)))),
    }
    return render(request, "documents/clause_absent.html", context, status=404)


def address(document: Document, loc: str, day: date | None) -> str:
    """A clause's permalink."""
    return reverse("clause", args=[document.pk, f"{loc}@{day.isoformat()}" if day else loc])


def _parents(version: Version, found: Provision) -> Iterator[Provision]:
    """The clauses around one, the largest first."""
    around = version.provisions.filter(start__lte=found.start, end__gte=found.end, index__lt=found.index)
    yield from around.order_by("index")


def _crumbs(document: Document, parents: list[Provision], found: Provision, day: date | None) -> list[Link]:
    steps = [Link(place_name(_step(one.loc)), address(document, one.loc, day)) for one in parents]
    return crumbs(document, *steps, Link(place_name(_step(found.loc))))


def _step(loc: str) -> str:
    """The last step of a place: “Điều 5” of Chapter II."""
    return loc.rsplit(".", 1)[-1]


def _words(version: Version, found: Provision) -> list[str]:
    """The clause's own words, a paragraph each."""
    return [line.strip() for line in version.text[found.start : found.end].split("\n") if line.strip()]


def _beside(version: Version, found: Provision) -> dict[str, Provision | None]:
    """The clause before and the one behind, of the same rank."""
    same = version.provisions.filter(level=found.level)
    return {
        "before": same.filter(index__lt=found.index).order_by("-index").first(),
        "behind": same.filter(index__gt=found.index).order_by("index").first(),
    }


def _inside(document: Document, version: Version, found: Provision) -> list[dict[str, object]]:
    """What was found in the clause; findings speak of the newest text alone."""
    if version.pk != document.current_id:
        return []
    rows = document.findings.exclude(state=State.DROPPED).filter(lost=False, start__gte=found.start, end__lte=found.end)
    return [
        {"kind": said(KINDS, row.kind), "quote": row.quote, "state": said(STATES, row.state),
         "confirmed": row.state in CONFIRMED}
        for row in rows[:INTO]
    ]  # fmt: skip


def _into(document: Document, loc: str, acting: Acting) -> list[dict[str, object]]:
    """What documents that the reader may see say of this clause or of a part of it."""
    seen = queries.visible(acting).values("pk")
    rows = (
        Finding.objects.filter(target=document, kind__in=_CITING, document__in=seen)
        .exclude(state=State.DROPPED)
        .select_related("document")
        .order_by("-document__date", "pk")[:INTO]
    )
    return [
        {"document": row.document, "words": said(INVERSES, row.relation) if row.relation else said(KINDS, row.kind),
         "loc": row.loc, "where": place_name(row.loc), "confirmed": row.state in CONFIRMED}
        for row in rows
        if any(one == loc or one.startswith(loc + ".") for one in _locs(row))
    ]  # fmt: skip


def _locs(row: Finding) -> Iterator[str]:
    told = row.payload
    yield str(told.get("loc") or "")
    for ref in told.get("refs") or ():
        if ref.get("doc") != "SELF":
            yield str(ref.get("loc") or "")
