"""Which documents are there, and what hangs together? The reads that pages, sheets and the API share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document, Finding, Refusal, Version
from thongsuot.documents.rules import CONFIRMED, Direction, Effect, Force, Kind, State, force_on, names_key, symbol_key
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit, UnitGroup
from thongsuot.units.rules import Right, above, within

ENDING = ("replaces", "repeals", "suspends", "amends")


@dataclass(frozen=True, slots=True)
class Filter:
    """How a list of documents is narrowed; empty fields do not."""

    words: str = ""
    kind: str = ""
    issuer: str = ""
    unit: int | None = None
    direction: str = ""
    since: date | None = None
    until: date | None = None
    status: str = ""
    mark: str = ""


def visible(acting: Acting | None, chosen: Filter | None = None) -> QuerySet[Document]:
    """The documents somebody may see, newest first, with what a list prints."""
    rows = Document.objects.visible_to(acting).select_related("unit", "current")
    rows = rows.defer("current__text", "current__reading")
    return narrowed(rows, chosen) if chosen else rows


def narrowed(rows: QuerySet[Document], chosen: Filter) -> QuerySet[Document]:
    """Rows that fit every field of a filter."""
    exact = {"kind": chosen.kind, "direction": chosen.direction, "status": chosen.status, "mark": chosen.mark}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if chosen.unit:
        rows = rows.filter(unit=chosen.unit)
    if chosen.issuer:
        rows = rows.filter(issuers_key__contains=names_key([chosen.issuer]))
    if chosen.since:
        rows = rows.filter(date__gte=chosen.since)
    if chosen.until:
        rows = rows.filter(date__lte=chosen.until)
    if chosen.words:
        rows = rows.filter(_fits(chosen.words))
    return rows


def _fits(words: str) -> Q:
    """A symbol that begins so, or a title that holds every word, in whatever case: SQLite knows that of ASCII alone."""
    title = Q()
    for word in words.split()[:8]:
        forms = {word, word.lower(), word.upper(), word.capitalize()}
        title &= reduce(or_, (Q(title__icontains=form) for form in forms))
    key = symbol_key(words)
    return title | Q(symbol_key__startswith=key) if key else title


def duplicates(acting: Acting, text_sha256: str, header: Mapping[str, Any]) -> Document | None:
    """A document that is the same by its text, or by issuer, symbol and date, among those somebody may see."""
    seen = Document.objects.visible_to(acting)
    same = Q(versions__text_sha256=text_sha256)
    key = symbol_key(header.get("symbol"))
    if key and header.get("date"):
        same |= Q(symbol_key=key, date=header["date"], issuers_key=names_key(header.get("issuers") or ()))
    return seen.filter(same).order_by("pk").first()


def relations(document: Document, acting: Acting | None) -> QuerySet[Finding]:
    """What this document does to others, proposed or confirmed."""
    rows = document.findings.filter(kind=Kind.RELATION).exclude(state=State.DROPPED)
    return rows.select_related("target__unit").order_by("start")


def inverse_relations(document: Document, acting: Acting | None) -> QuerySet[Finding]:
    """What other documents that somebody may see do to this one."""
    rows = Finding.objects.shown().filter(kind=Kind.RELATION, target=document).readable(acting, "document__")
    return rows.select_related("document__unit").order_by("-document__date", "pk")


def effects(documents: Iterable[Document]) -> dict[int, list[Effect]]:
    """What confirmed relations do to documents, and from when: the day the other one takes effect.

    Said by the register that holds a document, or one above it: what a unit below confirms is its own reading.
    """
    found: dict[int, list[Effect]] = {}
    rows = Finding.objects.filter(
        kind=Kind.RELATION, relation__in=ENDING, state__in=CONFIRMED, target__in=[d.pk for d in documents]
    ).values_list(
        "target", "relation", "payload", "document__effective_from", "document__date", "document__unit__path",
        "target__unit__path",
    )  # fmt: skip
    for target, relation, payload, effective, dated, source, held in rows:
        if within(held or "", source or "-"):
            found.setdefault(target or 0, []).append(Effect(relation, effective or dated, not payload.get("loc")))
    return found


def forces(documents: Iterable[Document], day: date | None = None) -> dict[int, Force]:
    """Whether documents are in force on a day; one query for all."""
    listed = list(documents)
    day = day or timezone.localdate()
    done = effects(listed)
    return {
        document.pk: force_on(
            day, document.effective_from or document.date, document.effective_to, done.get(document.pk, ())
        )
        for document in listed
    }


def version_on(document: Document, day: date | None = None) -> Version | None:
    """The text of a document as it stands on a day; the newest where none is named."""
    if day is None:
        return document.current
    rows = document.versions.filter(Q(since__isnull=True) | Q(since__lte=day))
    return max(rows, key=lambda row: (row.since or date.min, row.n), default=None)


def as_issued(document: Document) -> Version | None:
    """The text and file that a document went out with under its number and day: never one that was made of it later.

    Of several files without a day of their own, the newest (a better scan).
    """
    uploaded = document.versions.filter(consolidated=False).select_related("file")
    return uploaded.filter(since=None).last() or uploaded.first()


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of the graph around a document."""

    source: int
    target: int
    kind: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The documents around one, and what they do to each other."""

    nodes: list[Document]
    edges: list[Edge]


def graph(document: Document, acting: Acting | None, limit: int = 24) -> Graph:
    """The relations of a document, both ways, to documents that somebody may see; the newest where there are many."""
    of_kind = Finding.objects.shown().filter(kind=Kind.RELATION).select_related("document__unit", "target__unit")
    own = of_kind.filter(document=document, target__isnull=False).readable(acting, "target__")
    others = of_kind.filter(target=document).readable(acting, "document__")
    rows = [row for some in (own, others) for row in some.order_by("-state", "-pk")[:limit]]
    edges, nodes = dict[tuple[int, int, str], Edge](), {document.pk: document}
    for row in rows:
        assert row.target is not None
        for other in (row.document, row.target):
            if len(nodes) < limit:
                nodes.setdefault(other.pk, other)
        if row.document_id in nodes and row.target.pk in nodes:
            key = (row.document_id, row.target.pk, row.relation)
            edges.setdefault(key, Edge(*key, confirmed=row.state in CONFIRMED))
    return Graph(list(nodes.values()), list(edges.values()))


def register(unit: Unit, direction: Direction, year: int, acting: Acting | None) -> QuerySet[Document]:
    """A unit's register of a year (sổ đăng ký văn bản đến, đi), in its order."""
    rows = Document.objects.visible_to(acting).filter(unit=unit, direction=direction, year=year)
    return rows.select_related("unit").order_by("number", "pk")


def registering(acting: Acting) -> QuerySet[Unit]:
    """The units in whose registers somebody may write today."""
    if not acting.bears(Right.REGISTER):
        return Unit.objects.none()
    return Unit.objects.on(timezone.localdate()).below(acting.path).order_by("path")


def refusals(acting: Acting) -> QuerySet[Refusal]:
    """The refusals of the units somebody answers for, newest first."""
    return Refusal.objects.filter(unit__path__startswith=acting.path).select_related("user", "unit").order_by("-pk")


def groups_for(acting: Acting) -> QuerySet[UnitGroup]:
    """The saved groups of somebody's unit and of those above it."""
    return (
        UnitGroup.objects.filter(unit__path__in=above(acting.path))
        .select_related("unit")
        .prefetch_related("members")
        .order_by("unit__path", "name")
    )


def partners(acting: Acting) -> QuerySet[Unit]:
    """The units one may send to today: all of them, in the order of the tree."""
    return Unit.objects.on(timezone.localdate()).exclude(pk=acting.unit_id).order_by("path")


def seen_among(acting: Acting | None, keys: Iterable[int | None]) -> set[int]:
    """Of documents by their keys, those somebody may see."""
    wanted = {key for key in keys if key}
    return (
        set(Document.objects.visible_to(acting).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    )
