"""How large may what is sent be? Looked at before the body is read; what is too large gets a sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, Wrapped, acting_in
from thongsuot.units.rules import Right

Page = Callable[..., HttpResponse]


def taking_files(*rights: Right) -> Callable[[Page], Wrapped]:
    """A page that takes files from whoever bears one of the rights.

    The forgery check reads the body, so it comes after the look at its size; nothing is done before it.
    """

    def decorate(view: Page) -> Wrapped:
        guarded = csrf_protect(view)

        @wraps(view)
        def enter(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and (problem := fault(request)):
                return render(request, "documents/too_large.html", {"problem": problem}, status=413)
            return guarded(request, *args, **kwargs)

        return csrf_exempt(acting_in(*rights)(enter))

    return decorate


def fault(request: ActingRequest) -> Problem | None:
    """Why a body cannot be taken; it has been read when this gives None."""
    said = {"n": int(settings.MAX_UPLOAD // 2**20), "all": int(settings.MAX_UPLOAD * 2 // 2**20)}
    said |= {"files": settings.MAX_FILES}
    large = Problem(
        _(
            "This is too much at once: a file may have %(n)s MB, all files together %(all)s MB, and there may be "
            "%(files)s of them. Send fewer or smaller files. Nothing was kept."
        )
        % said
    )
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return Problem(_("The browser sent something that cannot be understood. Load the page again and repeat."))
    if length > settings.MAX_UPLOAD * 2:
        return large
    try:
        request.POST  # noqa: B018 - reads the body
    except MultiPartParserError:
        return Problem(_("The browser sent something that cannot be understood. Load the page again and repeat."))
    except (RequestDataTooBig, SuspiciousOperation):
        return large
    return large if getattr(request, "too_large", False) else None
