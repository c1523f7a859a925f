"""Whose accounts are there, and in which posts? For administrators, within their subtree."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.events.actions import writing
from thongsuot.events.queries import timeline
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units import people as actions
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.forms.people import AccountForm, AppointForm, FindPeopleForm, ReasonForm
from thongsuot.units.models import Membership, User
from thongsuot.units.moments import moments
from thongsuot.units.queries import manageable, people
from thongsuot.units.rules import Right, Role, holds
from thongsuot.units.wording import role_name
from vanban.text import fold

ROWS, EVENTS = 50, 30
_FORM = require_http_methods(["GET", "POST"])


@acting_in(Right.MANAGE)
@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """The accounts within reach, by user name."""
    form = FindPeopleForm(manageable(request.acting), request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    held = Prefetch("memberships", posts_within(request.acting), to_attr="shown")
    listed = filtered(people(request.acting), told, request.acting).order_by("username").prefetch_related(held)
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    for user in page:
        for post in cast(Any, user).shown:
            post.called = post.title or role_name(post.role)
    facts = {"form": form, "page": page, "active": sum(bool(value) for value in told.values())}
    return render(request, "units/people.html", facts)


def posts_within(acting: Acting) -> QuerySet[Membership]:
    """Present posts of one's own subtree: what somebody is elsewhere is not this administrator's to see."""
    held = Membership.objects.on(timezone.localdate()).filter(unit__path__startswith=acting.path)
    return held.select_related("unit").order_by("unit__path", "role")


def filtered(users: QuerySet[User], told: dict[str, Any], acting: Acting) -> QuerySet[User]:
    """The accounts that fit what was asked."""
    held = posts_within(acting).filter(user=OuterRef("pk")).order_by()
    if told.get("q"):
        wanted = fold(told["q"].strip())
        rows = users.values_list("pk", "username", "name")
        users = users.filter(pk__in=[pk for pk, *names in rows if any(wanted in fold(name) for name in names)][:5000])
    if told.get("role"):
        users = users.filter(Exists(held.filter(role=told["role"])))
    if told.get("unit"):
        users = users.filter(Exists(held.filter(unit__path__startswith=told["unit"].path)))
    state = told.get("state")
    if state == "idle":
        return users.filter(~Exists(held))
    return users.filter(is_active=state == "open") if state else users


@acting_in(Right.MANAGE)
@never_cache
@_FORM
def add(request: ActingRequest) -> HttpResponse:
    """A new account with its first post; its password is shown once."""
    at_first = {"unit": request.acting.unit, "role": Role.OFFICER}
    form = AccountForm(manageable(request.acting), request.POST if request.method == "POST" else None, initial=at_first)
    if form.is_valid():
        told, password = form.cleaned_data, actions.new_password()
        try:
            with writing(request.acting):
                user = actions.add_user(
                    told["username"], name=told["name"], email=told["email"], language=told["language"],
                    password=password, must_change_password=True, by=request.acting,
                )  # fmt: skip
                _appoint(user, told, request.acting)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            return render(
                request, "units/password_shown.html", {"user_shown": user, "password": password, "fresh": True}
            )
    facts = {"form": form, "crumbs": crumbs(_("Add an account"))}
    return render(request, "units/add_account.html", facts, status=400 if form.errors else 200)


def crumbs(*last: str) -> list[Link]:
    """The way to a page about people."""
    return [Link(_("People and accounts"), "/people/"), *(Link(text) for text in last)]


def _appoint(user: User, told: dict[str, Any], by: Acting) -> Membership:
    return actions.appoint(
        user, told["unit"], Role(told["role"]), title=told["title"], since=told["since"], until=told["until"], by=by
    )  # fmt: skip


def within_reach(request: ActingRequest, pk: int) -> User:
    """The account, if it is on the reader's list."""
    return get_object_or_404(people(request.acting), pk=pk)


@acting_in(Right.MANAGE)
@_FORM
def person(request: ActingRequest, pk: int) -> HttpResponse:
    """An account: particulars, posts with their ends, and a form for another post."""
    user = within_reach(request, pk)
    form = AppointForm(manageable(request.acting), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _appoint(user, form.cleaned_data, request.acting)
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The post is given."))
            return redirect("person", pk=user.pk)
    held = Membership.objects.filter(user=user, unit__path__startswith=request.acting.path).select_related("unit")
    today = timezone.localdate()
    facts = {
        "person": user,
        "form": form,
        "posts": [(role_name(post.role), holds(post.since, post.until, today), post) for post in held],
        "answers": actions.manages(request.acting, user),
        "moments": moments(timeline(f"user:{user.pk}")[:EVENTS]),
        "crumbs": crumbs(str(user)),
        "today": today,
    }
    return render(request, "units/person.html", facts, status=400 if form.errors else 200)


@acting_in(Right.MANAGE)
@never_cache
@_FORM
def reset_password(request: ActingRequest, pk: int) -> HttpResponse:
    """A temporary password, shown once; all devices are signed out."""
    user = within_reach(request, pk)
    if request.method == "POST":
        password = actions.new_password()
        actions.set_password(user, password, by=request.acting, must_change=True)
        return render(request, "units/password_shown.html", {"user_shown": user, "password": password})
    return _ask(request, user, "password", ReasonForm())


@acting_in(Right.MANAGE)
@_FORM
def reset_factor(request: ActingRequest, pk: int) -> HttpResponse:
    """Remove the second factor of somebody who lost his phone."""
    user = within_reach(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.reset_totp(user, by=request.acting, reason=form.cleaned_data["reason"])
        messages.success(request, _("The second factor is removed; the person can sign in with the password alone."))
        return redirect("person", pk=user.pk)
    return _ask(request, user, "factor", form)


@acting_in(Right.MANAGE)
@_FORM
def set_state(request: ActingRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again."""
    user = within_reach(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.set_active(user, not user.is_active, by=request.acting, reason=form.cleaned_data["reason"])
        done = (
            _("The account is closed; its devices are signed out.")
            if user.is_active
            else _("The account is open again.")
        )
        messages.success(request, done)
        return redirect("person", pk=user.pk)
    return _ask(request, user, "close" if user.is_active else "open", form)


def _ask(request: ActingRequest, user: User, what: str, form: ReasonForm) -> HttpResponse:
    """Ask once more before something that touches somebody's account."""
    facts = {
        "person": user, "what": what, "form": form,
        "answers": actions.manages(request.acting, user),
        "crumbs": [*crumbs()[:1], Link(str(user), f"/people/{user.pk}/"), Link(_("Confirm"))],
    }  # fmt: skip
    return render(request, "units/confirm.html", facts, status=400 if form.errors else 200)


@acting_in(Right.MANAGE)
@require_POST
def sign_out(request: ActingRequest, pk: int) -> HttpResponse:
    """Sign all devices of an account out."""
    user = within_reach(request, pk)
    actions.sign_out_everywhere(user, by=request.acting)
    messages.success(request, _("All devices of this account are signed out."))
    return redirect("person", pk=user.pk)
