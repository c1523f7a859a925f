"""Which public address shows what? Below /public/, in Vietnamese, and below /public/en/, in English."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from thongsuot.portal import feeds
from thongsuot.portal.views import document, home

pages: list[URLPattern] = [
    path("", home.home, name="public"),
    path("feed.atom", feeds.atom, name="public-feed"),
    path("sitemap.xml", feeds.sitemap, name="public-sitemap"),
    path("sitemap-<int:part>.xml", feeds.sitemap_part, name="public-sitemap-part"),
    path("robots.txt", feeds.robots, name="public-robots"),
    path("eli/vn/<path:name>", feeds.by_eli, name="public-eli"),
    re_path(r"^d/(?P<slug>[a-z0-9-]+)\.(?P<form>html|txt|akn)$", document.alone, name="public-alone"),
    path("d/<slug:slug>/", document.document, name="public-document"),
    path("d/<slug:slug>/original", document.original, name="public-original"),
    path("d/<slug:slug>/progress", document.numbers, name="public-progress"),
    path("d/<slug:slug>/<path:loc>", document.clause, name="public-clause"),
    path("<path:rest>", document.missing, name="public-missing"),
]
urlpatterns: list[URLPattern | URLResolver] = [re_path(r"^(?:(?P<lang>en)/)?", include(pages))]
