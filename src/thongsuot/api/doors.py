"""How do addresses outside the API's own list let callers in? By the same keys and sessions, with the same errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from thongsuot.api.errors import Wrong, answer, answer_to
from thongsuot.api.tokens import AUTH, ApiRequest, CallerThrottle, caller_of, entered

_THROTTLE = CallerThrottle()


def called(*, key_in_address: bool = False) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let readers in; ``key_in_address`` takes ``?token=`` too, for feed readers that send no headers."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(["GET", "HEAD"])
            try:
                _identify(request, key_in_address)
                if not _THROTTLE.allow_request(request):
                    return answer(429)
                response = view(cast(ApiRequest, request), *args, **kwargs)
            except Exception as error:
                told = answer_to(request, error)
                if told is None:
                    raise
                return told
            response.headers["Cache-Control"] = "private, no-cache"
            response.headers["Vary"] = "Authorization, Cookie, Accept-Language"
            return response

        return enter

    return decorate


def _identify(request: HttpRequest, key_in_address: bool) -> None:
    key = request.GET.get("token", "") if key_in_address else ""
    if key:
        caller = caller_of(key)
        if caller is None or caller.token is None:
            raise Wrong(401, "bad-key", _("This API key opens nothing: it is wrong, revoked or expired."))
        if caller.token.writes:  # addresses end up in logs and histories
            raise Wrong(
                403, "writing-key", _("A key that may write does not belong in an address. Use one that reads.")
            )
        entered(request, caller)
        return
    for auth in AUTH:
        if auth(request):
            return
    raise Wrong(401, "not-signed-in")
