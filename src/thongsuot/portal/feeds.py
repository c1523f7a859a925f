"""What is new in public, for feed readers and search engines? Atom, the sitemap, which addresses robots may read."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thongsuot.portal import queries
from thongsuot.portal.doors import PublicRequest, public
from thongsuot.portal.middleware import ROOT
from thongsuot.portal.rules import eli, plain

_BEGINNING = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # of a feed in which nothing is yet
NEWEST = 50
OF_A_MAP = 5000  # documents of one part of the sitemap
XML = "application/xml; charset=utf-8"


@public
def atom(request: PublicRequest) -> HttpResponse:
    """The newest publications."""
    here = request.build_absolute_uri
    own = here(request.path)
    title = f"{settings.INSTALLATION} · {_('Published documents')}".removeprefix(" · ")
    feed = Atom1Feed(
        title=title, link=here(request.base), description="", language=get_language(), feed_url=own, feed_guid=own
    )
    rows = list(queries.live()[:NEWEST])
    for row in rows:
        address = here(f"{request.base}d/{row.slug}/")
        feed.add_item(
            str(row), address, row.title, unique_id=here(f"{ROOT}d/{row.slug}/"), pubdate=row.at, updateddate=row.at,
            categories=[row.kind] if row.kind else [],
        )  # fmt: skip
    if not rows:
        feed.latest_post_date = lambda: _BEGINNING  # type: ignore[method-assign]
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@public
def sitemap(request: PublicRequest) -> HttpResponse:
    """The parts of the sitemap."""
    n = queries.live().count()
    parts = range(1, max(1, -(-n // OF_A_MAP)) + 1)
    root = request.build_absolute_uri(ROOT)
    return HttpResponse(render_to_string("portal/sitemap_index.xml", {"root": root, "parts": parts}), content_type=XML)


@public
def sitemap_part(request: PublicRequest, part: int) -> HttpResponse:
    """One of them."""
    rows = queries.live().order_by("pk")[(part - 1) * OF_A_MAP : part * OF_A_MAP] if part < 10_000 else []
    found = list(rows)
    if part < 1 or (not found and part > 1):
        raise Http404
    root = request.build_absolute_uri(ROOT)
    return HttpResponse(render_to_string("portal/sitemap.xml", {"root": root, "rows": found}), content_type=XML)


@public
def robots(request: PublicRequest) -> HttpResponse:
    """The public pages, and nothing else of this installation."""
    root = request.build_absolute_uri(ROOT)
    lines = ["User-agent: *", f"Allow: {ROOT}", "Allow: /static/", "Disallow: /", f"Sitemap: {root}sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
def by_eli(request: PublicRequest, name: str) -> HttpResponse:
    """A document by its European Legislation Identifier; with a version, only if that one is public."""
    parts = name.strip("/").split("/")
    if len(parts) not in (5, 6, 7) or len(name) > 200:
        raise Http404
    kind, year, month, day, number = parts[:5]
    rows = queries.live().none()
    if all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (year, month, day)):
        on = {"date__year": int(year), "date__month": int(month), "date__day": int(day)}
        rows = queries.live().filter(**on).select_related("version")
    for row in rows:
        if (plain(row.kind), plain(row.symbol)) == (kind, number):
            whole = eli(row.kind, row.symbol, row.date, row.version.n).split("/")[1:]
            if whole[: len(parts)] == parts:
                return redirect(f"{request.base}d/{row.slug}/")
    raise Http404
