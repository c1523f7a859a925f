"""What is kept about me, about this person; who saw it; the copy, the erasure: which pages?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from thongsuot.events.wording import wording
from thongsuot.privacy import queries
from thongsuot.privacy.actions import exported, seen
from thongsuot.privacy.erasure import erase as erase_person
from thongsuot.privacy.rules import kinds
from thongsuot.privacy.wording import COLUMNS, WHY, KindWords, in_words, said
from thongsuot.units.access import Acting, Oneself
from thongsuot.units.doors import ActingRequest, acting_in, own, signed_in
from thongsuot.units.models import User
from thongsuot.units.rules import Right
from thongsuot.units.wording import ROLES

ROWS = 20  # of each kind on the page; the file holds all
PAGE = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of data and what is kept of it, ready to print."""

    words: KindWords
    rows: list[list[tuple[str, Any]]]
    total: int

    @property
    def single(self) -> bool:
        """Whether it is one thing with its particulars, rather than a list."""
        return self.total == 1 and self.words.code in ("account", "credentials")


def sections(user: User) -> list[Section]:
    """Everything that is kept about a person, cut to what a page can show."""
    found = queries.kept(user)
    out = []
    for code, kind in kinds().items():
        rows = found.get(code, [])
        cells = [[(said(COLUMNS, name), _cell(name, value)) for name, value in row.items()] for row in rows[:ROWS]]
        out.append(Section(in_words(kind), cells, len(rows)))
    return out


OUTCOMES = {"in": gettext_lazy("Signed in successfully"), "refused": gettext_lazy("Turned away")}
SPOKEN: dict[str, Callable[[Any], str]] = {
    "why": lambda value: said(WHY, value),
    "outcome": lambda value: said(OUTCOMES, value),
    "act": wording,
    "role": lambda value: said(ROLES, value),
}


def _cell(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return SPOKEN[name](value) if name in SPOKEN and value else value


@signed_in
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about oneself, and who saw it."""
    user = own(request)
    facts = {"person": user, "sections": sections(user), "seers": queries.seers(user)[:ROWS], "mine": True}
    return render(request, "privacy/person.html", {**facts, "answering": queries.answering(user)})


@signed_in
@require_POST
def my_data(request: HttpRequest) -> HttpResponse:
    """The same as a file for programs."""
    user = own(request)
    exported(user, by=Oneself(user))
    return _file(user)


@acting_in(Right.MANAGE)
@require_safe
def person(request: ActingRequest, pk: int) -> HttpResponse:
    """What is kept about a person, for the administrator who answers for his account."""
    user = _found(request.acting, pk)
    seen(request.acting, f"user:{pk}")
    facts = {"person": user, "sections": sections(user), "seers": queries.seers(user)[:ROWS], "form": Erasure(user)}
    return render(request, "privacy/person.html", facts)


@acting_in(Right.MANAGE)
@require_POST
def person_data(request: ActingRequest, pk: int) -> HttpResponse:
    """The copy that a person asked for."""
    user = _found(request.acting, pk)
    exported(user, by=request.acting)
    return _file(user)


class Erasure(forms.Form):
    """On what ground, and typed once more whom: an erasure is not undone."""

    reason = forms.CharField(
        label=gettext_lazy("Ground of the erasure"),
        help_text=gettext_lazy("The request and its date. It stays in the history for ever: write no names."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    username = forms.CharField(
        label=gettext_lazy("User name, typed once more"),
        help_text=gettext_lazy("This cannot be undone."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_username(self) -> str:
        """The right account, or nothing."""
        if self.cleaned_data["username"].strip() != self.user.username:
            raise forms.ValidationError(_("This is not the user name of this account. Type it as shown above."))
        return self.user.username


@acting_in(Right.MANAGE)
@require_POST
def erase(request: ActingRequest, pk: int) -> HttpResponse:
    """Erase a person's data."""
    user = _found(request.acting, pk)
    form = Erasure(user, request.POST)
    if not form.is_valid():
        facts = {"person": user, "sections": sections(user), "seers": queries.seers(user)[:ROWS], "form": form}
        return render(request, "privacy/person.html", facts, status=400)
    left = erase_person(user, form.cleaned_data["reason"], by=request.acting)
    done = _("The person's data have been erased. What was done stays under the key %(key)s.")
    messages.success(request, done % {"key": f"user:{pk}"})
    if left:
        still = _("%(n)s reasons in the history still name the person; history cannot be changed.")
        messages.warning(request, still % {"n": left})
    return redirect("privacy-views")


@acting_in(Right.MANAGE)
@require_safe
def views(request: ActingRequest) -> HttpResponse:
    """Who saw personal data and restricted documents, in an administrator's subtree; keys, not titles."""
    page = Paginator(queries.views_below(request.acting), PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/views.html", {"page": page, "lines": [(row, said(WHY, row.why)) for row in page]})


@signed_in
@require_safe
def kinds_kept(request: HttpRequest) -> HttpResponse:
    """Which kinds of personal data are kept, why, and for how long."""
    return render(request, "privacy/kinds.html", {"kinds": [in_words(kind) for kind in kinds().values()]})


def _found(acting: Acting, pk: int) -> User:
    user = queries.person(acting, pk)
    if user is None:
        raise Http404
    return user


def _file(user: User) -> HttpResponse:
    facts = {"made_at": timezone.now(), "key": f"user:{user.pk}", "kept": queries.kept(user)}
    response = JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="du-lieu-ca-nhan-{user.pk}.json"'
    response["Cache-Control"] = "no-store"
    return response
