"""Who may come in to a page? Signed in, in a post, with a right; what is wrong is said in a sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, Protocol, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme

from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting
from thongsuot.units.models import User
from thongsuot.units.rules import Right


class ActingRequest(HttpRequest):
    """A request of somebody who acts in a post."""

    acting: Acting


class _View(Protocol):
    def __call__(self, request: ActingRequest, /, *args: Any, **kwargs: Any) -> HttpResponse: ...


Wrapped = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def acting_in(*rights: Right) -> Callable[[_View], Wrapped]:
    """Let in who is signed in and acts in a post that bears one of ``rights`` (any post where none is named).

    A :class:`Problem` of the view becomes a message on the page it came from; ``Stale`` answers 409.
    """

    def decorate(view: _View) -> Wrapped:
        @wraps(view)
        def act(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.acting:
                return render(request, "units/no_post.html", status=403)
            if rights and not any(request.acting.bears(right) for right in rights):
                raise Forbidden
            return view(request, *args, **kwargs)

        return signed_in(act)

    return decorate


def signed_in(view: _View) -> Wrapped:
    """Let in who is signed in, in a post or not: the pages of one's own account."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if own(request).must_change_password:
            return redirect("password")
        try:
            return view(cast(ActingRequest, request), *args, **kwargs)
        except Problem as problem:
            return problem_page(request, problem)

    return enter


def own(request: HttpRequest) -> User:
    """The account of who is signed in."""
    return cast(User, request.user)


reading = acting_in(Right.READ)
"""Pages that show documents."""


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Back to where somebody came from, with the sentence.

    It has a page of its own where nothing may be lost (409), and where going back would only ask the same again: a page
    that cannot be shown, or the very address that failed.
    """
    came, stale = back(request), isinstance(problem, Stale)
    itself = came == request.build_absolute_uri()
    if came and request.method == "POST" and not (stale or itself):
        messages.error(request, str(problem))
        return HttpResponseRedirect(came)
    there = came if came and (stale or not itself) else above(request)
    return render(request, "units/problem.html", {"problem": problem, "back": there}, status=409 if stale else 400)


def above(request: HttpRequest) -> str:
    """The nearest page over an address: of what a step was to be taken with."""
    path = request.path
    while path := path.rstrip("/").rpartition("/")[0]:
        if is_valid_path(f"{path}/"):
            return f"{path}/"
    return "/"


@contextmanager
def said_in(form: BaseForm) -> Iterator[None]:
    """Say a :class:`Problem` in the form that it comes of; ``Stale`` is none that another try would mend."""
    try:
        yield
    except Stale:
        raise
    except Problem as problem:
        form.add_error(None, str(problem))


def back(request: HttpRequest) -> str:
    """The page of this site that somebody came from; empty if none."""
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(came, {request.get_host()}, require_https=request.is_secure())
    return came if safe else ""
