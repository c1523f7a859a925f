"""Which documents are there, and what do they say? The reading operations."""

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any, Literal, cast

from django.core.files.storage import default_storage
from django.db.models import BigIntegerField, Case, QuerySet, When
from django.db.models.functions import Cast, Substr
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from thongsuot.api import records as out
from thongsuot.api.errors import READ_ERRORS
from thongsuot.api.fields import Cursor, Day, Key, KeyPath, Limit
from thongsuot.api.paging import page_of
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents import queries
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import Kind, State
from thongsuot.documents.standing import acts_of
from thongsuot.events.models import Event
from thongsuot.events.queries import timeline
from thongsuot.units.access import Acting

router = Router(tags=["Documents"])
"""One for all that stands under a document: an address belongs to one router, whatever is done there."""
TYPES = {"pdf": "application/pdf", "html": "application/octet-stream", "text": "text/plain; charset=utf-8"}


class Narrowing(Schema):
    """How the list is narrowed."""

    words: str = Field("", max_length=200, description="The symbol, or words of the title.")
    kind: str = Field("", max_length=80, examples=["Quy định"])
    issuer: str = Field("", max_length=200, examples=["Bộ Chính trị"])
    unit: Key | None = Field(None, description="The unit that registered it.")
    direction: Literal["", "in", "out"] = ""
    since: dt.date | None = Field(None, description="Dated on this day or later.", examples=["2026-01-01"])
    until: dt.date | None = Field(None, description="Dated on this day or earlier.")
    status: Literal["", "waiting", "read", "failed"] = ""
    mark: Literal["", "internal", "return", "draft"] = ""

    def chosen(self) -> queries.Filter:
        """The filter that the pages use."""
        return queries.Filter(**{name: getattr(self, name) for name in Narrowing.model_fields})


class Asked(Narrowing):
    """What a call for the list may say."""

    updated_since: dt.datetime | None = Field(
        None, description="Only documents with an event since then; ask again from a little before your last call.",
        examples=["2026-01-31T08:00:00+07:00"],
    )  # fmt: skip


def seen(acting: Acting, pk: int) -> Document:
    """A document that the caller may see; else there is nothing here."""
    return get_object_or_404(queries.visible(acting), pk=pk)


def told(document: Document, day: dt.date | None = None) -> out.DocumentOut:
    """A document as programs get it, with its validity on a day."""
    return out.DocumentOut.of(document, queries.forces([document], day)[document.pk])


def version_at(document: Document, day: dt.date | None) -> Version:
    """The version of a document on a day; there may be none."""
    found = queries.version_on(document, day)
    if found is None:
        raise Http404
    return found


def told_findings(rows: Iterable[Finding], acting: Acting) -> list[out.FindingOut]:
    """Findings as programs get them: no target that the caller may not see."""
    listed = list(rows)
    targets = {row.target_id for row in listed if row.target_id}
    known = set(Document.objects.visible_to(acting).filter(pk__in=targets).values_list("pk", flat=True))
    return [out.FindingOut.of(row, known) for row in listed]


def touched_since(rows: QuerySet[Document], moment: dt.datetime) -> QuerySet[Document]:
    """Those to which something happened since a moment."""
    first = _first_event(moment - dt.timedelta(minutes=5))
    number = Case(
        When(thread__startswith="document:", then=Cast(Substr("thread", 10), BigIntegerField())),
        output_field=BigIntegerField(),
    )
    events = Event.objects.filter(seq__gte=first, at__gte=moment, thread__startswith="document:")
    return rows.filter(pk__in=events.annotate(number=number).values("number"))


def _first_event(moment: dt.datetime) -> int:
    """About the first event since a moment, by halving: numbers have no gaps, and times go up with them."""
    last = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    low, high = 1, last + 1
    while low < high:
        middle = (low + high) // 2
        at = Event.objects.filter(pk=middle).values_list("at", flat=True).first()
        low, high = (middle + 1, high) if at is not None and at < moment else (low, middle)
    return low


@router.get("/documents", response={200: out.DocumentPage, **READ_ERRORS}, summary="The documents you may see")
def documents(
    request: ApiRequest, asked: Query[Asked], asof: Day = None, cursor: Cursor = "", limit: Limit = 50
) -> out.DocumentPage:
    """Newest arrivals first. `asof` is the day for which validity (`force`) is told."""
    rows = queries.visible(request.acting, asked.chosen())
    if asked.updated_since:
        moment = asked.updated_since
        rows = touched_since(rows, moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    found, after = page_of(rows, ("-arrived_on", "-pk"), cursor, limit, request)
    forces = queries.forces(found, asof)
    return out.DocumentPage(items=[out.DocumentOut.of(row, forces[row.pk]) for row in found], next=after)


@router.get("/documents/{id}", response={200: out.DocumentOut, **READ_ERRORS}, summary="One document")
def document(request: ApiRequest, response: HttpResponse, id: KeyPath, asof: Day = None) -> out.DocumentOut:
    """Its header, who may see it, and its validity on a day. The ETag is its revision."""
    found = seen(request.acting, id)
    response.headers["ETag"] = f'"{found.revision}"'
    return told(found, asof)


@router.get("/documents/{id}/provisions", response={200: out.ProvisionList, **READ_ERRORS}, summary="Its clauses")
def provisions(request: ApiRequest, id: KeyPath, asof: Day = None) -> out.ProvisionList:
    """The clauses of the version that stands on a day, in the order of the text."""
    found = seen(request.acting, id)
    version = version_at(found, asof)
    held = list(version.provisions.all())
    known = queries.seen_among(request.acting, acts_of(one for row in held for one in row.changed_by))
    rows = [out.ProvisionOut.of(row, found, known) for row in held]
    return out.ProvisionList(version=version.n, since=version.since, items=rows)


@router.get("/documents/{id}/text", response={200: out.TextOut, **READ_ERRORS}, summary="Its text")
def text(request: ApiRequest, id: KeyPath, asof: Day = None) -> out.TextOut:
    """The text as it stands on a day; places in findings and clauses count its characters."""
    version = version_at(seen(request.acting, id), asof)
    return out.TextOut(version=version.n, since=version.since, text=version.text)


@router.get("/documents/{id}/versions", response={200: out.VersionList, **READ_ERRORS}, summary="Its versions")
def versions(request: ApiRequest, id: KeyPath) -> out.VersionList:
    """Every text the document had, the newest last."""
    rows = seen(request.acting, id).versions.select_related("file").defer("text", "reading")
    return out.VersionList(items=[out.VersionOut.of(row) for row in rows])


_FILE: dict[str, Any] = {
    "responses": {200: {"description": "The bytes.", "content": {"application/octet-stream": {"schema": {}}}}}
}


@router.get("/documents/{id}/file", response=READ_ERRORS, summary="Its file", openapi_extra=_FILE)
def file(
    request: ApiRequest,
    id: KeyPath,
    version: Annotated[int | None, Query(None, ge=1, le=2**31 - 1, description="The newest if left out.")] = None,
) -> FileResponse:
    """The file as it came."""
    rows = seen(request.acting, id).versions.select_related("file").defer("text", "reading")
    row = rows.filter(n=version).first() if version else rows.last()
    if row is None or row.file is None or not default_storage.exists(row.file.sha256):
        raise Http404
    kind = TYPES.get(row.file.content_type, "application/octet-stream")
    response = FileResponse(
        cast(Any, default_storage.open(row.file.sha256)), as_attachment=True, filename=row.file_name, content_type=kind
    )
    response.headers["ETag"] = f'"{row.file.sha256}"'
    return response


@router.get("/documents/{id}/findings", response={200: out.FindingPage, **READ_ERRORS}, summary="Its findings")
def findings(
    request: ApiRequest,
    id: KeyPath,
    kind: Annotated[Literal["", "citation", "relation", "obligation", "event"], Query("")] = "",
    state: Annotated[
        Literal["", "proposed", "accepted", "corrected", "added", "dropped"],
        Query("", description="All but the dropped where none is named."),
    ] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> out.FindingPage:
    """What the reading proposes and what people made of it, in the order of the text."""
    rows = seen(request.acting, id).findings.all()
    rows = rows.filter(state=state) if state else rows.exclude(state=State.DROPPED)
    rows = rows.filter(kind=Kind(kind)) if kind else rows
    found, after = page_of(rows, ("start", "pk"), cursor, limit, request)
    return out.FindingPage(items=told_findings(found, request.acting), next=after)


@router.get("/documents/{id}/relations", response={200: out.Relations, **READ_ERRORS}, summary="Its relations")
def relations(request: ApiRequest, id: KeyPath) -> out.Relations:
    """What the document does to others, and what others do to it: proposed and confirmed ones."""
    found, acting = seen(request.acting, id), request.acting
    return out.Relations(
        outgoing=told_findings(queries.relations(found, acting), acting),
        incoming=told_findings(queries.inverse_relations(found, acting), acting),
    )


@router.get("/documents/{id}/timeline", response={200: out.EventPage, **READ_ERRORS}, summary="What happened to it")
def events(request: ApiRequest, id: KeyPath, cursor: Cursor = "", limit: Limit = 50) -> out.EventPage:
    """The events of a document, the newest first; people by their keys."""
    rows = timeline(f"document:{seen(request.acting, id).pk}").select_related(None)
    found, after = page_of(rows, ("-seq",), cursor, limit, request)
    return out.EventPage(items=[out.EventOut.of(row) for row in found], next=after)


@router.get("/documents/{id}/shares", response={200: out.ShareOut, **READ_ERRORS}, summary="Who else sees it")
def shares(request: ApiRequest, id: KeyPath) -> out.ShareOut:
    """The units it was shared with."""
    return shared(seen(request.acting, id))


def shared(document: Document) -> out.ShareOut:
    """The units a document was shared with, as programs get them."""
    return out.ShareOut(units=list(document.shares.order_by("unit").values_list("unit", flat=True)))
