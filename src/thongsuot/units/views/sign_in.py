"""How does somebody come in and go out? Name and password, then a code where the account asks for one."""

import time
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.units.forms.account import CodeForm, SignInForm
from thongsuot.units.models import User
from thongsuot.units.people import totp_fits

HALFWAY = "halfway"
"""The session's key of somebody whose password was right and whose code is still to come."""
TRIES, SECONDS = 5, 600
DESK = "/"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password. Whether the name or the password is wrong is not told."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(wanted(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        user = authenticate(request, username=told["username"].strip(), password=told["password"])
        if user is not None:
            return _first_step(request, user)
        form.add_error(None, _("The user name and the password do not fit each other. Type them again."))
    facts = {"form": form, "next": wanted(request), "oidc": bool(settings.OIDC_RP_CLIENT_ID)}
    return render(request, "units/sign_in.html", facts, status=400 if form.errors else 200)


def _first_step(request: HttpRequest, user: User) -> HttpResponse:
    if not user.totp_secret:
        return come_in(request, user, user.backend, wanted(request))
    request.session.cycle_key()
    request.session[HALFWAY] = {
        "user": user.pk, "backend": user.backend, "at": int(time.time()), "tries": 0, "next": wanted(request),
    }  # fmt: skip
    return redirect("sign-in-code")


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code, five tries, ten minutes; wrong codes count with the wrong passwords."""
    halfway: dict[str, Any] = request.session.get(HALFWAY) or {}
    user = User.objects.filter(pk=halfway.get("user", 0), is_active=True).exclude(totp_secret="").first()
    if user is None or time.time() - halfway["at"] > SECONDS:
        return _again(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        credentials = {"username": user.username}
        if AxesProxyHandler.is_allowed(request, credentials) and totp_fits(user, form.cleaned_data["code"]):
            del request.session[HALFWAY]
            return come_in(request, user, halfway["backend"], halfway["next"])
        user_login_failed.send(__name__, credentials=credentials, request=request)
        halfway["tries"] += 1
        request.session[HALFWAY] = halfway
        if halfway["tries"] >= TRIES:
            return _again(request)
        form.add_error("code", _("The code does not fit, or it was used before. Wait for the next code and type that."))
    return render(request, "units/code.html", {"form": form}, status=400 if form.errors else 200)


def _again(request: HttpRequest) -> HttpResponse:
    request.session.pop(HALFWAY, None)
    return redirect("sign-in")


def come_in(request: HttpRequest, user: User, backend: str, to: str) -> HttpResponse:
    """Sign in: a fresh session, the account's language, and a new password first where one is asked for."""
    login(request, user, backend=backend)
    return remember_language(redirect("password") if user.must_change_password else HttpResponseRedirect(to), user)


def remember_language(response: HttpResponse, user: User) -> HttpResponse:
    """Pages in the language of the account from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 86400, samesite="Lax", secure=settings.SECURE
    )
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign this browser out."""
    logout(request)
    return redirect("sign-in")


def wanted(request: HttpRequest) -> str:
    """Where somebody was going: an address of this site, else the desk."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if inside and not to.startswith(reverse("sign-in")) else DESK
