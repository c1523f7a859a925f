"""How is a public page answered? In the language of its address, the same to all, with what lets it be kept a minute.

What is not there and what is not public answer alike, byte for byte; where the portal is closed nothing is there.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from thongsuot.portal.middleware import ROOT

KEPT = "public, max-age=60"
"""So long may a copy be shown after a document was taken back."""
MINUTE = 60


class PublicRequest(HttpRequest):
    """A request for a public page."""

    base: str  # where the addresses of its language begin


class _View(Protocol):
    def __call__(self, request: PublicRequest, /, *args: Any, **kwargs: Any) -> HttpResponse: ...


Wrapped = Callable[..., HttpResponse]


class TooManyError(Exception):
    """Somebody asks more often than is good for the others."""


def public(view: _View) -> Wrapped:
    """A page for everybody."""

    @wraps(view)
    def answer(request: PublicRequest, *args: Any, lang: str = "vi", **kwargs: Any) -> HttpResponse:
        request.base = ROOT if lang == "vi" else f"{ROOT}{lang}/"
        with translation.override(lang):
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                return page(request, "portal/missing.html", {}, status=404)
            except TooManyError:
                return page(request, "portal/missing.html", {}, status=429)
        return kept(request, response)

    @wraps(view)
    def enter(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.PORTAL:
            raise Http404
        return require_safe(answer)(request, *args, **kwargs)

    return csrf_exempt(enter)


def page(request: PublicRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page of the portal. It is made without the request, so that nothing of who asks can be in it."""
    language = translation.get_language() or "vi"
    here = request.path if status == 200 else request.base
    rest = here.removeprefix(request.base)
    query = f"?{request.GET.urlencode()}" if request.GET and status == 200 else ""
    other = f"{ROOT}{rest}{query}" if language == "en" else f"{ROOT}en/{rest}{query}"
    around = {
        "base": request.base, "language": language, "other": other, "installation": settings.INSTALLATION,
        "canonical": request.build_absolute_uri(f"{ROOT}{rest}"), "status": status,
    }  # fmt: skip
    response = HttpResponse(render_to_string(template, {**around, **context}), status=status)
    response["Content-Language"] = language
    if status != 200:
        response["Cache-Control"] = "no-store"
    return response


def kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with what lets it be kept a while; none where the reader has it already.

    Whether it has changed is told by its letters alone: what stands on a page hangs on other publications too.
    """
    if response.status_code != 200 or response.streaming:
        return response
    response.setdefault("Cache-Control", KEPT)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def not_too_often(request: HttpRequest) -> None:
    """Count a search of an address; too many in a minute are turned away. Nothing of it outlives the minute."""
    most = settings.PORTAL_RATE
    if not most:
        return
    key = f"portal:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTE)
    try:
        asked = cache.incr(key)
    except ValueError:
        return
    if asked > most:
        raise TooManyError
