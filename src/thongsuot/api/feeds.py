"""What is new, for a feed reader? A document's events and versions, a unit's new documents, a saved filter; as Atom."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, re_path
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thongsuot.api.body import checked, clean
from thongsuot.api.documents import Narrowing, seen
from thongsuot.api.doors import called
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents import queries
from thongsuot.documents.models import Document, SavedSearch
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.queries import timeline
from thongsuot.events.wording import wording
from thongsuot.units.models import Unit

MOST = 50


def open_only(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Without those that only named units may see: they are never in a feed (``Document.restricted`` for lists)."""
    return rows.filter(mark=Mark.NONE).exclude(reach=Reach.NAMED)


@called(key_in_address=True)
def document_feed(request: ApiRequest, pk: str) -> HttpResponse:
    """The events of a document, its versions among them."""
    document = seen(request.acting, _key(pk))
    if document.restricted:
        raise Http404
    entries = [
        _Entry(f"/d/{document.pk}/#event-{event.seq}", wording(event.verb).capitalize(), _said(event.after), event.at)
        for event in timeline(f"document:{document.pk}").select_related(None)[:MOST]
    ]
    return _feed(request, f"{document} — {document.title}".strip(" —"), f"/d/{document.pk}/", entries)


@called(key_in_address=True)
def unit_feed(request: ApiRequest, pk: str) -> HttpResponse:
    """Documents newly registered by a unit."""
    unit = get_object_or_404(Unit, pk=_key(pk))
    rows = queries.visible(request.acting).filter(unit=unit)
    return _documents(request, _("Documents newly registered: %(unit)s") % {"unit": unit}, rows)


@called(key_in_address=True)
def saved_feed(request: ApiRequest, pk: str) -> HttpResponse:
    """Documents that fit a search one has saved."""
    search = get_object_or_404(SavedSearch, pk=_key(pk), user=request.acting.user)
    rows = queries.visible(request.acting, filter_of(search.query).chosen())
    return _documents(request, search.name, rows)


@called(key_in_address=True)
def filter_feed(request: ApiRequest) -> HttpResponse:
    """Documents that fit the filter in the address."""
    rows = queries.visible(request.acting, filter_of(request.GET.urlencode()).chosen())
    return _documents(request, _("Documents"), rows)


def filter_of(query: str) -> Narrowing:
    """A filter from the part of an address behind “?”; mere words are looked for as such.

    >>> filter_of("kind=Quy+định&page=2").kind, filter_of("giếng khơi").words
    ('Quy định', 'giếng khơi')
    """
    given = {name: clean(value) for name, value in QueryDict(query.lstrip("?")).dict().items()}
    if "=" not in query:
        given = {"words": clean(query)}
    given = {**given, "words": given.get("words") or given.get("q", "")}
    return checked(Narrowing, {name: given[name] for name in Narrowing.model_fields if given.get(name)})


class _Entry:
    def __init__(self, link: str, title: str, summary: str, at: dt.datetime) -> None:
        self.link, self.title, self.summary, self.at = link, title, summary, at


def _documents(request: ApiRequest, title: str, rows: QuerySet[Document]) -> HttpResponse:
    found = open_only(rows).order_by("-pk")[:MOST]  # keys go up with the time of registering, and have an index
    entries = [_Entry(f"/d/{row.pk}/", str(row), row.title, row.created_at) for row in found]
    return _feed(request, title, "/documents/", entries)


def _feed(request: ApiRequest, title: str, link: str, entries: Iterable[_Entry]) -> HttpResponse:
    here = request.build_absolute_uri
    own = here(request.path)  # never with the key
    listed = list(entries)
    feed = Atom1Feed(title=title, link=here(link), description="", language=get_language(), feed_url=own, feed_guid=own)
    for entry in listed:
        address = here(entry.link)
        feed.add_item(
            entry.title, address, entry.summary, unique_id=address, pubdate=entry.at, updateddate=entry.at
        )  # fmt: skip
    written = feed.writeString("utf-8")
    response = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    if listed:
        response.headers["Last-Modified"] = http_date(max(entry.at for entry in listed).timestamp())
    shown = [(entry.link, entry.title, entry.summary, entry.at.isoformat()) for entry in listed]
    etag = quote_etag(_fingerprint([title, own, get_language(), shown]))
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _fingerprint(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:32]


def _said(after: dict[str, Any]) -> str:
    """What an event says in figures and words; keys, never names."""
    shown = {name: value for name, value in after.items() if isinstance(value, str | int) and value not in ("", False)}
    return ", ".join(f"{name}: {value}" for name, value in shown.items())


def _key(printed: str) -> int:
    if len(printed) > 18:
        raise Http404
    return int(printed)


urlpatterns: list[URLPattern] = [
    re_path(r"^documents\.atom$", filter_feed, name="feed-documents"),
    re_path(r"^units/(?P<pk>[0-9]+)\.atom$", unit_feed, name="feed-unit"),
    re_path(r"^saved/(?P<pk>[0-9]+)\.atom$", saved_feed, name="feed-saved"),
    re_path(r"^(?P<pk>[0-9]+)\.atom$", document_feed, name="feed-document"),
]
