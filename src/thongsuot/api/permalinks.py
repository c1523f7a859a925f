"""What stands at a permalink? A document or clause, on a day, as JSON or Akoma Ntoso."""

import datetime as dt
import hashlib
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response

from thongsuot.api import feeds
from thongsuot.api.documents import seen, version_at
from thongsuot.api.doors import called
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents import readings
from thongsuot.documents.models import Document, Version
from vanban import parse, to_akn

AKN = "application/akn+xml; charset=utf-8"


def tag(version: Version, what: str) -> str:
    """The ETag of something made of a version: another once its text or its reader is another."""
    told = f"{version.pk}|{version.text_sha256}|{version.reader}|{readings.reader_version()}|{what}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def _day(printed: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(printed) if printed else None
    except ValueError:
        raise Http404 from None


def _read(request: ApiRequest, pk: str, day: str | None) -> tuple[Document, Version]:
    if len(pk) > 18:
        raise Http404
    document = seen(request.acting, int(pk))
    version = version_at(document, _day(day))
    if not version.reading:
        raise Http404
    return document, version


def _unless_known(request: ApiRequest, etag: str, make: Any) -> HttpResponse:
    """What is asked, unless the caller has it already."""
    known = get_conditional_response(request, etag=etag)
    response: HttpResponse = make() if known is None else known
    response.headers["ETag"] = etag
    return response


@called()
def document_json(request: ApiRequest, pk: str, day: str | None = None) -> HttpResponse:
    """The contract's reading of a document."""
    _document, version = _read(request, pk, day)
    make = lambda: _json(readings.plain(readings.unpack(version.reading, version.text)))  # noqa: E731
    return _unless_known(request, tag(version, "json"), make)


@called()
def document_akn(request: ApiRequest, pk: str, day: str | None = None) -> HttpResponse:
    """A document as Akoma Ntoso."""
    _document, version = _read(request, pk, day)
    make = lambda: HttpResponse(to_akn(parse(version.text)), content_type=AKN)  # noqa: E731
    return _unless_known(request, tag(version, "akn"), make)


@called()
def clause_json(request: ApiRequest, pk: str, loc: str, day: str | None = None) -> HttpResponse:
    """A clause: its place, words and what is cited in it."""
    document, version = _read(request, pk, day)
    row = version.provisions.filter(loc=loc).first()
    if row is None:
        raise Http404

    def make() -> HttpResponse:
        reading = readings.unpack(version.reading, version.text)
        inside = {
            name: [found for found in reading[name] if row.start <= found["start"] < row.end]
            for name in ("citations", "relations", "obligations")
        }
        at = {"loc": row.loc, "level": row.level, "number": row.number, "heading": row.heading}
        said = {
            "document": document.pk, "symbol": document.symbol, "version": version.n,
            "since": version.since and version.since.isoformat(), **at, "start": row.start, "end": row.end,
            "text": version.text[row.start : row.end].strip(), **inside,
        }  # fmt: skip
        return _json(said)

    return _unless_known(request, tag(version, loc), make)


def _json(value: Any) -> HttpResponse:
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})


_DAY = r"(?:@(?P<day>\d{4}-\d\d-\d\d))?"
urlpatterns: list[URLPattern] = [
    *feeds.urlpatterns,
    re_path(rf"^(?P<pk>[0-9]+){_DAY}\.json$", document_json, name="permalink-json"),
    re_path(rf"^(?P<pk>[0-9]+){_DAY}\.akn$", document_akn, name="permalink-akn"),
    re_path(rf"^(?P<pk>[0-9]+)/(?P<loc>[^/@]+?){_DAY}\.json$", clause_json, name="permalink-clause-json"),
]
"""Under ``/d/``, before the pages' own permalinks."""
