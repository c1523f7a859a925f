"""Which addresses do the tests of the API have? The API and its permalinks, and what the pages around them name."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("api/", include("thongsuot.api.urls")),
    path("d/", include("thongsuot.api.permalinks")),
    path("d/", include("thongsuot.documents.permalink_urls")),
    path("sign-in/", empty, name="sign-in"),
    path("", empty, name="home"),
]
