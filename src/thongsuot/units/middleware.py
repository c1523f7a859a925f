"""In which post does this request act? The one chosen in this session, else the first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from thongsuot.units.access import Acting, posts
from thongsuot.units.models import Device

POST = "post"
"""The session's key of the chosen post: ``m7`` a membership, ``d3`` a delegation."""
SEEN_EVERY = timedelta(minutes=5)


def key_of(acting: Acting) -> str:
    """How a session names a post."""
    return f"d{acting.delegation.pk}" if acting.delegation else f"m{acting.membership.pk}"


def posts_of(request: HttpRequest) -> list[Acting]:
    """The posts that the signed-in person may act in, asked for once in a request."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    held: list[Acting] | None = getattr(request, "_posts", None)
    if held is None:
        held = posts(request.user)
        request._posts = held  # type: ignore[attr-defined]
    return held


def acting_of(request: HttpRequest) -> Acting | None:
    """Who acts in this request; None when nobody is signed in or holds no post."""
    held = posts_of(request)
    chosen = request.session.get(POST)
    return next((post for post in held if key_of(post) == chosen), held[0] if held else None)


class ActingMiddleware:
    """Sets ``request.acting`` and notes that a device was seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add who acts; ask the database only when somebody wants to know."""
        request.acting = cast(Any, SimpleLazyObject(lambda: acting_of(request)))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.session_key and request.user.is_authenticated:
            late = timezone.now() - SEEN_EVERY
            seen = request.session.get("seen", "")
            if seen < late.isoformat():
                request.session["seen"] = timezone.now().isoformat()
                Device.objects.filter(session=request.session.session_key).update(seen_at=timezone.now())
        return response


def acting(request: HttpRequest) -> dict[str, Any]:
    """For templates: who acts."""
    return {"acting": getattr(request, "acting", None)}
