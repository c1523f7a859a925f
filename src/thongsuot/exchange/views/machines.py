"""How do other systems come in? A package by its signature, a message by an API key; bounded, answered as JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from thongsuot.api.errors import Wrong, answer, answer_to
from thongsuot.api.tokens import CallerThrottle, KeyAuth
from thongsuot.exchange import incoming, unpacking
from thongsuot.exchange.access import may_take
from thongsuot.exchange.rules import Way
from thongsuot.problems import Forbidden, Problem

MINUTE = 30
"""Packages that one network address may bring in a minute."""
_THROTTLE = CallerThrottle()
Door = Callable[..., HttpResponse]


def telling_errors(view: Door) -> Door:
    """What goes wrong is told as the API tells it."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Exception as error:
            told = answer_to(request, error)
            if told is None:
                raise
            return told

    return enter


def _body(request: HttpRequest) -> bytes:
    """The body, never more than a file may have."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or -1)
    except ValueError:
        length = -1
    if length < 0:
        raise Wrong(411, "no-length", _("Say how long the body is."))
    if length > settings.MAX_UPLOAD:
        raise Wrong(413, "too-large")
    return request.read(settings.MAX_UPLOAD)


@telling_errors
def package_posted(request: HttpRequest) -> HttpResponse:
    """A package that a partner brings itself; its signature says who it is."""
    key = f"package:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 60)
    if cache.incr(key) > MINUTE:
        return answer(429)
    row, fresh = unpacking.take(_body(request), by=None, way=Way.PARTNER)
    return JsonResponse({"package": str(row.package), "new": fresh}, status=201 if fresh else 200)


@csrf_exempt
@telling_errors
def message_posted(request: HttpRequest) -> HttpResponse:
    """An edXML message that a gateway brings: as the body, or as ``edocFile`` of a form."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    caller = KeyAuth()(request)
    if caller is None:
        raise Wrong(401, "not-signed-in")
    if not may_take(caller.acting, caller.acting.unit):
        raise Forbidden
    if not _THROTTLE.allow_request(request):
        return answer(429)
    rows, fresh = incoming.take(_sent(request), by=caller.acting, way=Way.KEY)
    return JsonResponse({"messages": [row.pk for row in rows], "new": fresh}, status=201 if fresh else 200)


def _sent(request: HttpRequest) -> bytes:
    if request.content_type != "multipart/form-data":
        return _body(request)
    file = request.FILES.get("edocFile") or request.FILES.get("file")
    if getattr(request, "too_large", False):
        raise Wrong(413, "too-large")
    if file is None:
        raise Problem(_("Choose at least one file."))
    return bytes(file.read())
