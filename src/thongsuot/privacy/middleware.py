"""Which pages show personal data or a restricted document? Whoever opens one of these addresses is noted.

It stands here, by address, because the pages themselves lie below privacy and cannot call it.
"""

import re
from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.privacy.actions import seen

WATCHED = re.compile(
    r"^/(?:(?:documents|d|api/documents)/(?P<document>[0-9]+)|people/(?P<user>[0-9]+))(?P<rest>[/@.].*)?$"
)
"""Everything under a document and under a person; a page that is added there is watched without being listed."""


class SeenMiddleware:
    """Notes views after they were answered; what was refused, not found or not changed since was not seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note."""
        response = self.get_response(request)
        acting = getattr(request, "acting", None)
        if request.method == "GET" and response.status_code == 200 and (found := WATCHED.match(request.path_info)):
            subject = _subject(found)
            if subject and acting:
                seen(acting, subject, "file" if "/file" in (found["rest"] or "") else "page")
        return response


def _subject(found: re.Match[str]) -> str:
    """The key of what an address shows; empty for a document that everybody of its line may see."""
    if found["user"]:
        return f"user:{int(found['user'])}"
    pk = int(found["document"])
    restricted = Document.objects.filter(~Q(mark=Mark.NONE) | Q(reach=Reach.NAMED), pk=pk)
    return f"document:{pk}" if restricted.exists() else ""
