"""How does a program register and change documents? The same actions as the pages."""

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.responses import Status
from pydantic import Field

from thongsuot.api import records as out
from thongsuot.api.body import described, uploaded
from thongsuot.api.documents import router, seen, shared, told
from thongsuot.api.errors import WRITE_ERRORS, Wrong, invalid
from thongsuot.api.fields import IF_MATCH, Key, KeyPath, Reason, Revision, revision_seen
from thongsuot.api.idempotency import EXTRA, HEADER, once
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents import actions
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Direction, Mark, Reach
from thongsuot.units.models import Unit

TAGS = ["Register"]
Line = Annotated[str, Field(max_length=120)]


class Registration(Schema, extra="forbid"):
    """What is stated of a file that comes in."""

    unit: Key | None = Field(None, description="The unit that registers it; the one you act in if left out.")
    direction: Literal["in", "out"] = "in"
    arrived_on: dt.date | None = Field(None, description="Today if left out.", examples=["2026-01-31"])
    note: str = Field("", max_length=4000)
    unmarked: bool = Field(False, description="You state that a file nobody can read bears no secrecy mark.")
    anyway: bool = Field(False, description="Register it although the same document is there already.")


class NewVersion(Schema, extra="forbid"):
    """What is stated of another text of a document."""

    since: dt.date | None = Field(None, description="The text stands like this from this day on.")


class Header(Schema, extra="forbid"):
    """What a person says of the header; fields left out stay as they are."""

    system: str | None = Field(None, max_length=10)
    kind: str | None = Field(None, max_length=80, examples=["Quy định"])
    symbol: Line | None = Field(None, examples=["58-QĐ/TW"])
    issuers: list[Annotated[str, Field(max_length=200)]] | None = Field(None, max_length=20)
    place: Line | None = None
    date: dt.date | None = None
    title: str | None = Field(None, max_length=4000)
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    urgency: str | None = Field(None, max_length=40)
    note: str | None = Field(None, max_length=4000)
    number: int | None = Field(None, ge=1, le=2**31 - 1)
    arrived_on: dt.date | None = None
    revision: Revision = None
    reason: Reason = ""


class Sharing(Schema, extra="forbid"):
    """With whom a document is shared."""

    units: list[Key] = Field(min_length=1, max_length=1000, examples=[[3, 4]])
    reason: Reason = ""


class Restriction(Schema, extra="forbid"):
    """What a document bears and who may see it."""

    mark: Literal["", "internal", "return", "draft"]
    reach: Literal["unit", "named", "open"]
    revision: Revision = None
    reason: Reason = ""


class Why(Schema, extra="forbid"):
    """Why something is done."""

    reason: Reason = ""


EMPTIABLE = frozenset({"date", "effective_from", "effective_to", "number"})


@router.post(
    "/documents",
    response={201: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Register a document",
    openapi_extra={**EXTRA, **described(Registration)},
)
@once
def register(request: ApiRequest, response: HttpResponse) -> Status[out.DocumentOut]:
    """Send a file as multipart/form-data (`file`), or in JSON as base64 (`name`, `content`; small ones).

    A file under a secrecy mark is `refused` and nothing of it is kept. A file that cannot be read is `unreadable`
    unless you state `unmarked`. The same document twice is a `duplicate` unless you say `anyway`.
    """
    raw, name, stated = uploaded(request, Registration)
    unit = request.acting.unit if stated.unit is None else _units([stated.unit], "unit")[0]
    intake = actions.Intake(
        unit, Direction(stated.direction), stated.arrived_on, stated.note, stated.unmarked, stated.anyway
    )
    document = _fresh(request, actions.receive(raw, name, intake, by=request.acting))
    response.headers["Location"] = f"/api/documents/{document.pk}"
    return Status(201, told(document))


@router.post(
    "/documents/{id}/versions",
    response={201: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Add a version",
    openapi_extra={**EXTRA, **described(NewVersion)},
)
@once
def add_version(request: ApiRequest, response: HttpResponse, id: KeyPath) -> Status[out.DocumentOut]:
    """A better scan, or the wording from another day on; sent like a new document."""
    document = seen(request.acting, id)
    raw, name, stated = uploaded(request, NewVersion)
    actions.add_version(document, raw, name, since=stated.since, by=request.acting)
    response.headers["Location"] = f"/api/documents/{document.pk}"
    return Status(201, told(_fresh(request, document)))


@router.patch(
    "/documents/{id}",
    response={200: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Correct the header",
    openapi_extra={"parameters": [IF_MATCH]},
)
def edit(request: ApiRequest, response: HttpResponse, id: KeyPath, said: Header) -> out.DocumentOut:
    """What a person says holds, and survives every re-reading."""
    document = seen(request.acting, id)
    revision = revision_seen(request, said.revision, document.revision)
    fields = said.model_dump(exclude_unset=True, exclude={"revision", "reason"})
    for name, value in fields.items():
        if value is None and name not in EMPTIABLE:
            raise invalid(name, _("“%(field)s” cannot be empty here. Leave it out, or send a value.") % {"field": name})
    actions.edit_header(document, fields, revision=revision, by=request.acting, reason=said.reason)
    fresh = _fresh(request, document)
    response.headers["ETag"] = f'"{fresh.revision}"'
    return told(fresh)


@router.post(
    "/documents/{id}/shares",
    response={200: out.ShareOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Share it with units",
    openapi_extra=EXTRA,
)
@once
def share(request: ApiRequest, id: KeyPath, said: Sharing) -> out.ShareOut:
    """The units see it from now on; those that do already are passed over."""
    document = seen(request.acting, id)
    actions.share(document, _units(said.units, "units"), by=request.acting, reason=said.reason)
    return shared(document)


@router.delete(
    "/documents/{id}/shares/{unit}",
    response={200: out.ShareOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Take it back from a unit",
)
def unshare(request: ApiRequest, id: KeyPath, unit: KeyPath) -> out.ShareOut:
    """The unit sees it no more."""
    document = seen(request.acting, id)
    found = Unit.objects.filter(pk=unit).first()
    if found is None:
        raise Wrong(404, "not-found")
    actions.unshare(document, found, by=request.acting)
    return shared(document)


@router.post(
    "/documents/{id}/restrict",
    response={200: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Say who may see it",
    openapi_extra={"parameters": [HEADER, IF_MATCH]},
)
@once
def restrict(request: ApiRequest, id: KeyPath, said: Restriction) -> out.DocumentOut:
    """Change its mark or reach; one that bears a mark is for named units only."""
    document = seen(request.acting, id)
    revision = revision_seen(request, said.revision, document.revision)
    changed = actions.restrict(
        document, mark=Mark(said.mark), reach=Reach(said.reach), revision=revision, by=request.acting,
        reason=said.reason,
    )  # fmt: skip
    return told(changed)


@router.post(
    "/documents/{id}/reread",
    response={200: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Read it anew",
    openapi_extra=EXTRA,
)
@once
def reread(request: ApiRequest, id: KeyPath) -> out.DocumentOut:
    """Proposals are replaced; what people decided stands."""
    document = seen(request.acting, id)
    actions.reread(document, by=request.acting)
    return told(_fresh(request, document))


@router.post(
    "/documents/{id}/close",
    response={200: out.DocumentOut, **WRITE_ERRORS},
    tags=TAGS,
    summary="Close its file",
    openapi_extra=EXTRA,
)
@once
def close(request: ApiRequest, id: KeyPath, said: Why) -> out.DocumentOut:
    """The file is closed (kết thúc hồ sơ); closing it again changes nothing."""
    document = seen(request.acting, id)
    actions.close(document, by=request.acting, reason=said.reason)
    return told(_fresh(request, document))


def _units(keys: list[int], field: str) -> list[Unit]:
    found = Unit.objects.in_bulk(keys)
    if len(found) != len(set(keys)):
        raise invalid(field, _("There is no such unit."))
    return list(found.values())


def _fresh(request: ApiRequest, document: Document) -> Document:
    """The document as it is now, as the one who registered it sees it."""
    return Document.objects.select_related("unit", "current").get(pk=document.pk)
