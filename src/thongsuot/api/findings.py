"""How does a program decide on findings? With the actions of the review page: accept, correct, drop, split, join."""

from typing import Annotated, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.responses import Status
from pydantic import Field

from thongsuot.api import records as out
from thongsuot.api.documents import router, seen, told_findings
from thongsuot.api.errors import READ_ERRORS, WRITE_ERRORS, invalid
from thongsuot.api.fields import IF_MATCH, Key, KeyPath, Reason, Revision, revision_seen
from thongsuot.api.idempotency import EXTRA, HEADER, once
from thongsuot.api.payloads import Said, payload_of
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents import review
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind

TAGS = ["Findings"]
MATCHED = {"parameters": [HEADER, IF_MATCH]}
Place = Annotated[int, Field(ge=0, le=2**31 - 1, description="In characters of the text.")]


class Decision(Schema, extra="forbid"):
    """A decision on a finding."""

    revision: Revision = None


class Dropping(Decision):
    """That the text does not say this."""

    reason: Reason = ""


class Correction(Decision):
    """What the finding says instead."""

    payload: Said
    start: Place | None = Field(None, description="Other words of the text; with `end`.")
    end: Place | None = None


class Splitting(Decision):
    """Where the second finding begins."""

    at: Place


class Addition(Schema, extra="forbid"):
    """A finding that the reading missed."""

    kind: Literal["citation", "relation", "obligation", "event"]
    start: Place
    end: Place
    payload: Said


class Part(Schema, extra="forbid"):
    """One of the findings to be joined."""

    id: Key
    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]


class Joining(Schema, extra="forbid"):
    """The findings that are one."""

    findings: list[Part] = Field(min_length=2, max_length=50)


class FindingList(Schema):
    """The findings that an action left."""

    items: list[out.FindingOut]


def one(request: ApiRequest, pk: int) -> Finding:
    """A finding of a document that the caller may see."""
    rows = Finding.objects.filter(document__in=Document.objects.visible_to(request.acting).values("pk"))
    return get_object_or_404(rows.select_related("document__unit"), pk=pk)


def told(request: ApiRequest, finding: Finding) -> out.FindingOut:
    """A finding as programs get it."""
    return told_findings([finding], request.acting)[0]


@router.get("/findings/{id}", response={200: out.FindingOut, **READ_ERRORS}, tags=TAGS, summary="One finding")
def finding(request: ApiRequest, id: KeyPath) -> out.FindingOut:
    """Its words, what the reading said and what holds now."""
    return told(request, one(request, id))


@router.post(
    "/findings/{id}/accept",
    response={200: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Accept",
    openapi_extra=MATCHED,
)
@once
def accept(request: ApiRequest, id: KeyPath, said: Decision) -> out.FindingOut:
    """What the reading says is right."""
    held = one(request, id)
    revision = revision_seen(request, said.revision, held.revision)
    return told(request, review.accept(held, revision=revision, by=request.acting))


@router.post(
    "/findings/{id}/correct",
    response={200: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Correct",
    openapi_extra=MATCHED,
)
@once
def correct(request: ApiRequest, id: KeyPath, said: Correction) -> out.FindingOut:
    """Send the whole payload, as you got it and with your changes; `start` and `end` take other words."""
    held = one(request, id)
    revision = revision_seen(request, said.revision, held.revision)
    if (said.start is None) != (said.end is None):
        raise invalid("end" if said.end is None else "start", _("“start” and “end” go together."))
    span = None if said.start is None or said.end is None else (said.start, said.end)
    payload = payload_of(Kind(held.kind), said.payload)
    return told(request, review.correct(held, payload, revision=revision, by=request.acting, span=span))


@router.post(
    "/findings/{id}/drop",
    response={200: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Drop",
    openapi_extra=MATCHED,
)
@once
def drop(request: ApiRequest, id: KeyPath, said: Dropping) -> out.FindingOut:
    """The text does not say this; it is not proposed again."""
    held = one(request, id)
    revision = revision_seen(request, said.revision, held.revision)
    return told(request, review.drop(held, revision=revision, by=request.acting, reason=said.reason))


@router.post(
    "/findings/{id}/restore",
    response={200: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Restore",
    openapi_extra=MATCHED,
)
@once
def restore(request: ApiRequest, id: KeyPath, said: Decision) -> out.FindingOut:
    """Back to what the reading proposed."""
    held = one(request, id)
    revision = revision_seen(request, said.revision, held.revision)
    return told(request, review.restore(held, revision=revision, by=request.acting))


@router.post(
    "/findings/{id}/split",
    response={200: FindingList, **WRITE_ERRORS},
    tags=TAGS,
    summary="Split",
    openapi_extra=MATCHED,
)
@once
def split(request: ApiRequest, id: KeyPath, said: Splitting) -> FindingList:
    """Two findings where the reading saw one."""
    held = one(request, id)
    revision = revision_seen(request, said.revision, held.revision)
    parts = review.split(held, said.at, revision=revision, by=request.acting)
    return FindingList(items=told_findings(parts, request.acting))


@router.post(
    "/documents/{id}/findings",
    response={201: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Add one",
    openapi_extra=EXTRA,
)
@once
def add(request: ApiRequest, response: HttpResponse, id: KeyPath, said: Addition) -> Status[out.FindingOut]:
    """A finding that the reading missed."""
    document, kind = seen(request.acting, id), Kind(said.kind)
    payload = payload_of(kind, said.payload)
    added = told(request, review.add(document, kind, (said.start, said.end), payload, by=request.acting))
    response.headers["Location"] = added.href
    return Status(201, added)


@router.post(
    "/documents/{id}/findings/join",
    response={200: out.FindingOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Join",
    openapi_extra=EXTRA,
)
@once
def join(request: ApiRequest, id: KeyPath, said: Joining) -> out.FindingOut:
    """One finding where the reading saw several: the first takes the words of all."""
    document = seen(request.acting, id)
    found = document.findings.in_bulk([part.id for part in said.findings])
    if len(found) != len(said.findings):
        raise invalid("findings", _("Name each finding of this document once."))
    rows = [found[part.id] for part in said.findings]
    joined = review.join(rows, revisions=[part.revision for part in said.findings], by=request.acting)
    return told(request, joined)
