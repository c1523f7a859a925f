"""What does a program get when something is wrong? One shape, with a code for it and a sentence for people."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import StopUpload
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import Field

from thongsuot.api.wording import sentence
from thongsuot.documents.actions import Duplicate, Refused, Unread
from thongsuot.problems import Problem, Stale


class Error(Schema):
    """What was wrong."""

    error: str = Field(description="A code that does not change.", examples=["not-found"])
    message: str = Field(description="A sentence in the reader's language: what is wrong and what to do.")
    field: str | None = Field(None, description="The part of the request that is wrong.", examples=["since"])
    document: int | None = Field(None, description="For `duplicate`: the document that is there already.")


class Wrong(Exception):  # noqa: N818
    """An answer other than the one asked for."""

    def __init__(self, status: int, code: str, message: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.field = status, code, message, field


def invalid(field: str, message: str) -> Wrong:
    """A field of the request that cannot be taken."""
    return Wrong(422, "invalid", message, field)


READ_ERRORS: Mapping[Any, Any] = {frozenset({400, 401, 403, 404, 422, 429}): Error}
"""What a reading operation may answer beside what is asked."""
WRITE_ERRORS: Mapping[Any, Any] = {frozenset({400, 401, 403, 404, 409, 412, 413, 415, 422, 429}): Error}
"""What a writing operation may answer beside what is asked."""

_CODES = {
    400: "bad-request",
    401: "not-signed-in",
    403: "forbidden",
    404: "not-found",
    413: "too-large",
    415: "wrong-type",
    429: "too-many",
}


def said(status: int) -> str:
    """The sentence for a status."""
    return {
        400: _("The request cannot be read. Look at the description of the API."),
        401: _("Sign in, or send a valid API key as “Authorization: Bearer …”."),
        403: _("The post you are acting in has no right to do this. Choose another post, or ask its head."),
        404: _("There is nothing here that you may see."),
        413: _("This is too large. Send large files as multipart/form-data, each below the limit."),
        415: _("This type of content is not taken here. Send JSON, or multipart/form-data for a file."),
        429: _("Too many requests. Wait, then go on more slowly."),
    }.get(status, _("The request could not be done."))


def answer(
    status: int, code: str = "", message: str = "", field: str | None = None, document: int | None = None
) -> HttpResponse:
    """An error as programs get it."""
    body = {"error": code or _CODES.get(status, "error"), "message": message or said(status), "field": field}
    response = JsonResponse(body | ({"document": document} if document else {}), status=status)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """How an exception is told; None for what nobody foresaw."""
    for kind, told in _TOLD:
        if isinstance(error, kind):
            return told(request, error)
    return None


def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    codes: Iterable[tuple[type[Problem], str]] = ((Refused, "refused"), (Unread, "unreadable"))
    return answer(422, next((code for kind, code in codes if isinstance(error, kind)), "problem"), str(error))


def _stale(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(412 if "If-Match" in request.headers else 409, "stale", str(error), "revision")


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, Wrong):
        return _wrong(request, error.__cause__)
    return answer(error.status_code)


def _wrong(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error.status, error.code, error.message, error.field)


def _validation(request: HttpRequest, error: Any) -> HttpResponse:
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][1:] if part not in ("query", "body", "form"))
    return answer(422, "invalid", sentence(field, first), field or None)


_TOLD: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Wrong, _wrong),
    (Stale, _stale),
    (Duplicate, lambda _r, error: answer(409, "duplicate", str(error), document=error.document.pk)),
    (Problem, _problem),
    (ValidationError, _validation),
    (Throttled, lambda _r, _e: answer(429)),
    (HttpError, _http),
    (Http404, lambda _r, _e: answer(404)),
    (PermissionDenied, lambda _r, error: answer(403, message=str(error))),
    (RequestDataTooBig, lambda _r, _e: answer(413)),
    (MultiPartParserError, lambda _r, _e: answer(400)),
    (SuspiciousOperation, lambda _r, _e: answer(400)),
    (BadRequest, lambda _r, _e: answer(400)),
    (StopUpload, lambda _r, _e: answer(413)),
)


def install(api: NinjaAPI) -> None:
    """Let an API tell its errors this way; what nobody foresaw is Django's to log and to answer."""
    for kind, told in _TOLD:
        api.add_exception_handler(kind, told)
