"""What is known of a document? Header, file, relations, duties, outline, who sees it, what happened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents import queries, standing
from thongsuot.documents.graph_picture import Link, Node, Picture, picture
from thongsuot.documents.models import Document, Finding, Provision
from thongsuot.documents.rules import CONFIRMED, Kind, State
from thongsuot.documents.views.history import moments
from thongsuot.documents.views.opening import opened, rights
from thongsuot.documents.wording import (
    FORCE_BADGES,
    FORCES,
    INVERSES,
    MARKS,
    REACHES,
    RELATIONS,
    STATES,
    Words,
    place_name,
    said,
)
from thongsuot.look import shapes
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right, within

OUTLINE = 400  # provisions; a code has thousands, its text page shows them all
DUTIES = 8
RELATED = 60


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as the page prints it; ``other`` is None where the reader may not see the other document."""

    words: str
    other: Document | None
    named: str
    where: str
    confirmed: bool
    state: str
    relation: str = ""


@reading
def document(request: ActingRequest, pk: int) -> HttpResponse:
    """A document's page; ``?on=`` asks whether it was in force on another day, and which text held."""
    shown = opened(request, pk)
    day = asked_day(request)[1]
    force = queries.forces([shown], day)[shown.pk]
    may = rights(request.acting, shown)
    text_then = queries.version_on(shown, day) if day else None
    drawn = queries.graph(shown, request.acting)
    inverse_rows = inverse(shown, request.acting)
    context = {
        "document": shown,
        "crumbs": crumbs(shown),
        "may": may,
        "drafts": request.acting.bears(Right.DRAFT),
        "assigns": request.acting.bears(Right.ASSIGN),
        "publishes": settings.PORTAL and may.restrict,
        "own_register": within(shown.unit.path or "", request.acting.path),
        "day": day or timezone.localdate(),
        "asked_day": day,
        "force": said(FORCES, force),
        "force_badge": FORCE_BADGES[force],
        "told": standing.told(shown, force, day or timezone.localdate(), request.acting) if day else [],
        "text_then": text_then,
        "changing": changing(shown, inverse_rows),
        "mark_words": said(MARKS, shown.mark),
        "reach": said(REACHES, shown.reach),
        "versions": versions(shown),
        "relations": relations(shown, request.acting),
        "inverse": inverse_rows,
        "findings": counted(shown),
        "duties": duties(shown),
        "outline": outline(text_then.pk if text_then else None) if day else outline(shown.current_id),
        "graph": drawn,
        "picture": painted(shown, drawn),
        "lines": said_lines(drawn),
        "shares": shown.shares.select_related("unit").order_by("unit__path"),
        "moments": moments(f"document:{shown.pk}", request.acting),
    }
    answer = render(request, "documents/document.html", context)
    if shown.restricted:
        answer["Cache-Control"] = "private, no-store"
    return answer


def asked_day(request: ActingRequest) -> tuple[str, date | None]:
    """The day that an address asks for, as written and as a day: ``?on=2026-08-01``."""
    written = request.GET.get("on", "") or request.GET.get("asof", "")
    return written, day_of(written)


def day_of(written: str) -> date | None:
    """A day as an address or a form has it: 2026-02-05 or 05/02/2026; None where it is none."""
    try:
        if "/" in written:
            return date(*(int(part) for part in reversed(written.split("/"))))
        return date.fromisoformat(written)
    except (ValueError, TypeError):
        return None


def crumbs(shown: Document, *more: shapes.Link) -> list[shapes.Link]:
    """The way to a document's pages."""
    listed = shapes.Link(_("Documents"), reverse("documents"))
    here = shapes.Link(str(shown), reverse("document", args=[shown.pk]) if more else "")
    return [listed, here, *more]


def versions(shown: Document) -> list[object]:
    """The versions, the newest first, without their texts."""
    rows = shown.versions.select_related("file").defer("text", "reading")
    return list(rows.order_by("-n"))


def relations(shown: Document, acting: Acting) -> list[Related]:
    """What the document does to others; a document that the reader may not see is named as the text names it."""
    rows = list(queries.relations(shown, acting)[:RELATED])
    seen = queries.seen_among(acting, [row.target_id for row in rows])
    return [_related(row, RELATIONS, row.target if row.target_id in seen else None, _named(row)) for row in rows]


def inverse(shown: Document, acting: Acting) -> list[Related]:
    """What documents that the reader may see do to this one."""
    rows = queries.inverse_relations(shown, acting)[:RELATED]
    return [_related(row, INVERSES, row.document, str(row.document)) for row in rows]


def _related(row: Finding, words: Words, other: Document | None, named: str) -> Related:
    where = place_name(str(row.payload.get("loc") or ""))
    confirmed = row.state in CONFIRMED
    return Related(said(words, row.relation), other, named, where, confirmed, said(STATES, row.state), row.relation)


def changing(shown: Document, rows: Iterable[Related]) -> list[Document]:
    """The documents that are known to change this one's words, each once."""
    found = dict[int, Document]()
    for row in rows:
        partly = row.relation in ("amends", "corrects") or (row.relation in ("repeals", "suspends") and row.where)
        if row.confirmed and partly and row.other is not None and row.other.pk != shown.pk:
            found[row.other.pk] = row.other
    return list(found.values())


def _named(row: Finding) -> str:
    """The other document as the text names it: “Quy định 126-QĐ/TW”, “Điều lệ Đảng”."""
    kind = str(row.payload.get("type") or "")
    symbol = str(row.payload.get("doc") or "").removeprefix("NAME:")
    if not symbol or symbol == "SELF":
        return row.quote
    return symbol if symbol.lower().startswith(kind.lower()) else f"{kind} {symbol}"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many findings there are, and how many of them wait for somebody to look."""

    waiting: int
    decided: int
    lost: int


def counted(shown: Document) -> Counted:
    """The findings of a document, counted."""
    rows = Counter(shown.findings.exclude(state=State.DROPPED).values_list("state", "lost"))
    waiting = sum(n for (state, _lost), n in rows.items() if state == State.PROPOSED)
    lost = sum(n for (_state, gone), n in rows.items() if gone)
    return Counted(waiting, sum(rows.values()) - waiting, lost)


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody shall do, by when, and where the text says so."""

    action: str
    lead: str
    due: date | None
    due_words: str
    loc: str
    where: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """The first duties of a document, and how many there are."""

    rows: list[Duty]
    total: int


def duties(shown: Document) -> Duties:
    """The duties that the text gives somebody."""
    rows = shown.findings.filter(kind=Kind.OBLIGATION).exclude(state=State.DROPPED)
    return Duties([_duty(row) for row in rows[:DUTIES]], rows.count())


def _duty(row: Finding) -> Duty:
    told = row.payload
    limit = told.get("deadline") or {}
    return Duty(
        action=str(told.get("action") or row.quote),
        lead="; ".join(told.get("lead") or ()),
        due=day_of(str(limit.get("due") or "")),
        due_words=str(limit.get("text") or ""),
        loc=row.loc,
        where=place_name(row.loc),
        confirmed=row.state in CONFIRMED,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A provision of the outline."""

    loc: str
    name: str
    heading: str
    depth: int


def outline(version: int | None) -> list[Step]:
    """The headed provisions of a text."""
    if version is None:
        return []
    rows = Provision.objects.filter(version=version).exclude(level__in=("point", "subpoint", "dash"))
    kept = rows.exclude(level="clause", heading="")[:OUTLINE]
    return [Step(row.loc, place_name(row.loc.rsplit(".", 1)[-1]), row.heading, row.loc.count(".")) for row in kept]


def painted(shown: Document, drawn: queries.Graph) -> Picture | None:
    """The graph as a picture; None where the document stands alone."""
    if not drawn.edges:
        return None
    links = [
        Link(
            edge.source,
            edge.target,
            said(RELATIONS if edge.source == shown.pk else INVERSES, edge.kind),
            edge.confirmed,
        )
        for edge in drawn.edges
    ]
    nodes = [Node(node.pk, str(node), node.title[:1].upper() + node.title[1:]) for node in drawn.nodes]
    return picture(nodes[0], nodes[1:], links)


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the graph in words."""

    source: Document
    words: str
    target: Document
    confirmed: bool


def said_lines(drawn: queries.Graph) -> list[Said]:
    """The graph as a table: who does what to whom."""
    nodes = {node.pk: node for node in drawn.nodes}
    return [
        Said(nodes[edge.source], said(RELATIONS, edge.kind), nodes[edge.target], edge.confirmed) for edge in drawn.edges
    ]
