"""How does a post end? Its last day, the reason, and nothing that somebody else changed meanwhile is overwritten."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thongsuot.look.shapes import Change, Link
from thongsuot.look.templatetags.look import dmy
from thongsuot.problems import Problem, Stale
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.forms.people import EndPostForm
from thongsuot.units.models import Membership
from thongsuot.units.people import end_post
from thongsuot.units.rules import Right
from thongsuot.units.views.units import again
from thongsuot.units.wording import role_name


@acting_in(Right.MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: ActingRequest, pk: int) -> HttpResponse:
    """End a post of one's subtree with a day."""
    inside = Membership.objects.filter(unit__path__startswith=request.acting.path)
    post = get_object_or_404(inside.select_related("user", "unit"), pk=pk)

    def make(typed: Any) -> EndPostForm:
        return EndPostForm(typed, initial={"on": timezone.localdate(), "revision": post.revision})

    form = make(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"post": post, "role": role_name(post.role), "crumbs": _crumbs(post)}
    status = 400 if form.errors else 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            end_post(post, told["on"], revision=told["revision"], by=request.acting, reason=told["reason"])
        except Stale as stale:
            form, status = again(request, make, post.revision), 409
            facts |= {"stale": stale, "now": [Change(_("Last day"), dmy(post.until), dmy(told["on"]))]}
        except Problem as problem:
            form.add_error(None, str(problem))
            status = 400
        else:
            messages.success(request, _("The post ends on %(day)s.") % {"day": dmy(told["on"])})
            return redirect("person", pk=post.user_id)
    return render(request, "units/end_post.html", {"form": form, **facts}, status=status)


def _crumbs(post: Membership) -> list[Link]:
    return [
        Link(_("People and accounts"), "/people/"),
        Link(str(post.user), f"/people/{post.user_id}/"),
        Link(_("End the post")),
    ]
