"""Who calls? A key in the header, which acts in the post it was issued for, or the signed-in session."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase
from ninja.throttling import AuthRateThrottle
from ninja.utils import check_csrf

from thongsuot.api.errors import Wrong
from thongsuot.units.access import Acting, posts
from thongsuot.units.models import Token
from thongsuot.units.people import token_digest

SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, in which post, and with which key."""

    acting: Acting
    token: Token | None = None

    def __str__(self) -> str:
        return f"token:{self.token.pk}" if self.token else f"user:{self.acting.user_id}"


class ApiRequest(HttpRequest):
    """A request whose caller is known."""

    auth: Caller
    acting: Acting


def caller_of(key: str) -> Caller | None:
    """Whom a key stands for; None when it opens nothing today."""
    day = timezone.localdate()
    token = (
        Token.objects.filter(digest=token_digest(key), revoked_at__isnull=True, expires_on__gte=day)
        .filter(user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    own = (post for post in posts(token.user, day) if post.delegation is None)
    acting = next((post for post in own if post.membership.pk == token.membership_id), None)
    return Caller(acting, token) if acting else None


class KeyAuth(AuthBase):
    """An API key: `Authorization: Bearer ts_…`. It acts in one post; a key without the right to write only reads."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The key's caller; a header that opens nothing is an error, never passed over for a session."""
        said = request.headers.get("Authorization")
        if not said:
            return None
        scheme, _space, key = said.partition(" ")
        caller = caller_of(key.strip()) if scheme.lower() == "bearer" else None
        if caller is None or caller.token is None:
            raise Wrong(401, "bad-key", _("This API key opens nothing: it is wrong, revoked or expired."))
        if request.method not in SAFE and not caller.token.writes:
            raise Wrong(403, "read-only", _("This API key only reads. Issue one that may write."))
        return entered(request, caller)


class SessionAuth(AuthBase):
    """The signed-in session of a browser; writing needs the CSRF token in `X-CSRFToken` as well."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The session's caller, in the post chosen on the pages."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise Wrong(403, "csrf", _("The request does not come from a page of this site. Send the CSRF token."))
        if request.user.must_change_password:
            raise Wrong(403, "password", _("Change your password first."))
        acting = cast(Any, request).acting
        if not acting:
            raise Wrong(403, "no-post", _("You hold no post today. Ask your administrator."))
        return entered(request, Caller(acting))


def entered(request: HttpRequest, caller: Caller) -> Caller:
    """Let the rest of the request act as the caller, and speak his language unless it asks for another."""
    wide = cast(ApiRequest, request)
    wide.acting, wide.auth = caller.acting, caller
    if "Accept-Language" not in request.headers and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(caller.acting.user.language)
    return caller


AUTH: tuple[AuthBase, ...] = (KeyAuth(), SessionAuth())


class CallerThrottle(AuthRateThrottle):
    """So many requests a minute for each key, and for each person's sessions."""

    scope = "caller"

    def __init__(self) -> None:
        super().__init__(getattr(settings, "API_RATE", "600/m"))
