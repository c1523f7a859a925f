"""Was this request sent before? A repeated ``Idempotency-Key`` gets the first answer and does nothing again."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.responses import NinjaJSONEncoder, Status

from thongsuot.api.errors import Wrong
from thongsuot.api.models import Repetition
from thongsuot.api.tokens import ApiRequest

KEPT = timedelta(hours=24)
HEADER: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A request repeated with the same key within 24 hours is done once and gets the first answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
EXTRA: dict[str, Any] = {"parameters": [HEADER]}
"""For the description of operations that honour the key."""


def once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Do a POST once for each key; the row is there before the work begins, so that it can never be done twice.

    What was sent is fingerprinted after it was done: nothing may be kept of a file before it passed the secrecy check.
    """

    @wraps(view)
    def guarded(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return view(request, *args, **kwargs)
        if len(key) > 200 or not key.isascii() or not key.isprintable():
            raise Wrong(422, "invalid", _("The key is too long or holds odd signs."), "Idempotency-Key")
        row, earlier = _reserve(request, key)
        if earlier:
            return _again(row, _digest(request))
        try:
            result = view(request, *args, **kwargs)
        except BaseException:
            row.delete()
            raise
        _keep(row, result, _digest(request))
        return result

    return guarded


def forget() -> int:
    """Remove the keys that are older than a day; gives how many."""
    return Repetition.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _reserve(request: ApiRequest, key: str) -> tuple[Repetition, bool]:
    forget()
    caller = request.acting
    named = {"user": caller.user, "membership_id": caller.membership.pk, "key": key}
    try:
        with transaction.atomic():
            return Repetition.objects.create(**named), False
    except IntegrityError:
        return Repetition.objects.get(**named), True


def _again(row: Repetition, digest: str) -> HttpResponse:
    if not row.status:
        raise Wrong(
            409, "in-progress",
            _("The first request with this key has not answered. Wait, then look whether it was done."),
            "Idempotency-Key",
        )  # fmt: skip
    if row.digest != digest:
        raise Wrong(422, "key-reused", _("This key was used for another request. Choose a new one."), "Idempotency-Key")
    response = HttpResponse(row.body, status=row.status, content_type="application/json; charset=utf-8")
    response.headers["Idempotency-Replayed"] = "true"
    if row.location:
        response.headers["Location"] = row.location
    return response


def _keep(row: Repetition, result: Any, digest: str) -> None:
    row.digest = digest
    row.status, value = (result.status_code, result.value) if isinstance(result, Status) else (200, result)
    row.body = json.dumps(value.model_dump(), cls=NinjaJSONEncoder) if isinstance(value, Schema) else ""
    row.location = str(getattr(value, "href", "")) if row.status == 201 else ""
    row.save()


def _digest(request: ApiRequest) -> str:
    """The fingerprint of a request: its address and all it sends."""
    seen = hashlib.sha256(f"{request.method} {request.get_full_path()} {request.headers.get('If-Match')}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, value in sorted(request.POST.items()):
            seen.update(repr((name, value)).encode())
        for name, file in sorted(cast(Any, request.FILES).items()):
            seen.update(repr((name, file.name)).encode())
            file.seek(0)
            seen.update(file.read())
    else:
        seen.update(request.body)
    return seen.hexdigest()
