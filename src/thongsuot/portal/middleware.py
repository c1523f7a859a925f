"""Who asks for a public page? Nobody: it is answered without what the browser knows of the reader, and sets nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ROOT = "/public/"
PATHS = (ROOT, "/robots.txt")
KNOWS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE")


class PublicMiddleware:
    """Stands before sessions and languages: for addresses of the portal, cookies neither come in nor go out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The same answer for everybody, so that it may be kept between them and here."""
        if not request.path_info.startswith(PATHS):
            return self.get_response(request)
        for name in KNOWS:
            request.META.pop(name, None)
        response = self.get_response(request)
        response.cookies.clear()
        del response["Vary"]
        return response
