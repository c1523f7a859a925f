"""What does somebody do with his own account? Particulars, password, second factor."""

from typing import Any

import pyotp
import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from thongsuot.look.shapes import Tab
from thongsuot.problems import Problem
from thongsuot.units import people
from thongsuot.units.access import Oneself
from thongsuot.units.doors import ActingRequest, own, signed_in
from thongsuot.units.forms.account import CodeForm, PasswordForm, ProfileForm
from thongsuot.units.models import Device, User
from thongsuot.units.views.sign_in import DESK, remember_language

FRESH = "fresh-secret"
"""The session's key of a secret that no code has proved yet."""
ISSUER = "Thông Suốt"


def tabs(here: str) -> list[Tab]:
    """The pages of the account."""
    listed = (
        ("account", _("Facts"), "/account/"),
        ("password", _("Password"), "/account/password/"),
        ("factor", _("Second factor"), "/account/second-factor/"),
        ("devices", _("Devices"), "/account/devices/"),
        ("posts", _("Posts"), "/account/posts/"),
        ("delegations", _("Delegations"), "/account/delegations/"),
        ("keys", _("API keys"), "/account/keys/"),
    )
    return [Tab(text, url, key == here) for key, text, url in listed]


def page(request: HttpRequest, here: str, status: int = 200, **facts: Any) -> HttpResponse:
    """One page of the account."""
    return render(request, f"units/account/{here}.html", {"tabs": tabs(here), **facts}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def account(request: ActingRequest) -> HttpResponse:
    """Name, e-mail, language."""
    user = own(request)
    at_first = {"name": user.name, "email": user.email, "language": user.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=at_first)
    if form.is_valid():
        people.edit_profile(user, **form.cleaned_data)
        user.refresh_from_db()
        with override(user.language):
            messages.success(request, _("Your particulars are saved."))
        return remember_language(redirect("account"), user)
    return page(request, "account", 400 if form.errors else 200, form=form)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password; open also to whom it is asked of before anything else."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    user = own(request)
    forced = user.must_change_password
    form = PasswordForm(request.POST if request.method == "POST" else None, forced=forced)
    if form.is_valid() and (forced or _old_fits(form, user)):
        try:
            _change(request, user, form.cleaned_data["new"])
        except Problem as problem:
            form.add_error("new", str(problem))
        else:
            messages.success(request, _("Your password is changed. All your other devices are signed out."))
            return redirect(DESK if forced else "account")
    return page(request, "password", 400 if form.errors else 200, form=form, forced=forced)


def _old_fits(form: PasswordForm, user: User) -> bool:
    if user.check_password(form.cleaned_data["old"]):
        return True
    form.add_error("old", _("This is not your present password. Type it again."))
    return False


def _change(request: HttpRequest, user: User, new: str) -> None:
    """Change it, and keep this browser signed in under a new session key."""
    if user.check_password(new):
        raise Problem(_("This is your present password. Choose another one."))
    old = request.session.session_key or ""
    people.set_password(user, new, by=Oneself(user), keep=old)
    update_session_auth_hash(request, user)
    Device.objects.filter(session=old).update(session=request.session.session_key)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: ActingRequest) -> HttpResponse:
    """Set a second factor up with a picture to scan, or remove it; both need a code."""
    user = own(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _switch_factor(request, user, form.cleaned_data["code"])
        except Problem as problem:
            form.add_error("code", str(problem))
        else:
            return redirect("second-factor")
    facts: dict[str, Any] = {"form": form, "on": bool(user.totp_secret)}
    if not user.totp_secret:
        secret = request.session.setdefault(FRESH, people.begin_totp())
        address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
        facts |= {"picture": segno.make(address, error="m").svg_data_uri(scale=5, border=3), "secret": _grouped(secret)}
    return page(request, "factor", 400 if form.errors else 200, **facts)


def _switch_factor(request: ActingRequest, user: User, code: str) -> None:
    if user.totp_secret:
        people.remove_totp(user, code)
        messages.success(request, _("Signing in asks for no second factor any more."))
        return
    people.set_totp(user, request.session.get(FRESH, ""), code)
    request.session.pop(FRESH, None)
    messages.success(request, _("From now on, signing in asks for a code from your app."))


def _grouped(secret: str) -> str:
    """A secret that can be typed by hand."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
