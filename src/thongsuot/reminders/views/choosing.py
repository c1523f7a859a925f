"""How does somebody, and how does a unit, want to be reminded?"""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.look.shapes import Link
from thongsuot.problems import Problem, Stale
from thongsuot.reminders import actions
from thongsuot.reminders.forms import UnitForm, WishForm
from thongsuot.reminders.models import UnitWish, Wish
from thongsuot.reminders.rules import Wanted, table
from thongsuot.units.access import Oneself
from thongsuot.units.doors import ActingRequest, acting_in, own
from thongsuot.units.rules import Right

SETS = (Right.APPROVE, Right.MANAGE)


@acting_in()
def settings(request: ActingRequest) -> HttpResponse:
    """One's own wish, and beside it the unit's for who decides it."""
    form = _mine(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.wish(Wanted(form.cleaned_data["wanted"]), by=Oneself(own(request)))
        messages.success(request, _("Saved."))
        return redirect("reminders-settings")
    return _page(request, form, None)


@require_POST
@acting_in(*SETS)
def unit(request: ActingRequest) -> HttpResponse:
    """How the unit of this post is reminded."""
    form = UnitForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_unit(
                request.acting.unit, off=not said["reminded"], before=said["before"], revision=said["revision"],
                by=request.acting,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("reminders-settings")
        except Stale:
            raise
        except Problem as problem:
            form.add_error("before", str(problem))
    return _page(request, _mine(request), form)


def _mine(request: ActingRequest, asked: QueryDict | None = None) -> WishForm:
    row = Wish.objects.filter(user=own(request).pk).first()
    return WishForm(asked, initial={"wanted": row.wanted if row else Wanted.MAIL})


def _page(request: ActingRequest, mine: WishForm, ours: UnitForm | None) -> HttpResponse:
    if ours is None and any(map(request.acting.bears, SETS)):
        ours = UnitForm(initial=UnitForm.of(UnitWish.objects.filter(unit=request.acting.unit_id).first()))
    context = {
        "form": mine, "unit_form": ours, "unit": request.acting.unit, "before": table()["before"]["days"],
        "crumbs": [Link(_("Reminders"), reverse("reminders")), Link(_("How you are reminded"))],
        "email": own(request).email,
    }  # fmt: skip
    wrong = mine.errors or (ours is not None and ours.errors)
    return render(request, "reminders/settings.html", context, status=422 if wrong else 200)
