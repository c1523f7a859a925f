"""Where is somebody signed in, in which posts may he act, to whom is a post lent, which keys open the API?"""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thongsuot.problems import Problem
from thongsuot.units import access, people
from thongsuot.units.browsers import browser
from thongsuot.units.doors import ActingRequest, own, signed_in
from thongsuot.units.forms.account import DelegationForm, KeyForm
from thongsuot.units.forms.choosing import DASH, Suggest
from thongsuot.units.middleware import POST, key_of, posts_of
from thongsuot.units.models import Delegation, Device, Token
from thongsuot.units.queries import members
from thongsuot.units.rules import Right
from thongsuot.units.views.account import page
from thongsuot.units.views.sign_in import wanted
from thongsuot.units.wording import role_name


@signed_in
def devices(request: ActingRequest) -> HttpResponse:
    """The browsers in which somebody is signed in, the last seen first."""
    held = Device.objects.filter(user=own(request)).order_by("-seen_at")
    listed = [(browser(device.agent), device) for device in held]
    return page(request, "devices", devices=listed, session=request.session.session_key)


@signed_in
@require_POST
def sign_out_devices(request: ActingRequest) -> HttpResponse:
    """Sign one device out, or all but this one."""
    held = Device.objects.filter(user=own(request))
    if one := request.POST.get("device", ""):
        held = held.filter(pk=one) if one.isdigit() else held.none()
    else:
        held = held.exclude(session=request.session.session_key or "")
    people.sign_out(list(held), user=own(request))
    messages.success(request, _("Signed out."))
    return redirect("devices")


@signed_in
def posts(request: ActingRequest) -> HttpResponse:
    """The posts somebody holds or was lent, and the one he acts in."""
    held = posts_of(request)
    chosen = key_of(request.acting) if request.acting else ""
    return page(request, "posts", posts=[(key_of(post), role_name(post.role), post) for post in held], chosen=chosen)


@signed_in
@require_POST
def choose_post(request: ActingRequest) -> HttpResponse:
    """Act in another post from now on, in this browser."""
    chosen = request.POST.get("post", "")
    if chosen not in {key_of(post) for post in posts_of(request)}:
        raise Problem(_("You do not hold this post any more. Choose another one."))
    request.session[POST] = chosen
    return HttpResponseRedirect(wanted(request))


@signed_in
@require_http_methods(["GET", "POST"])
def delegations(request: ActingRequest) -> HttpResponse:
    """What was lent to whom, and by whom to oneself; lend the post acted in."""
    acting = request.acting or None
    lends = acting is not None and acting.delegation is None and acting.bears(Right.DELEGATE)
    at_first = {"since": timezone.localdate()}
    form = DelegationForm(request.POST if request.method == "POST" else None, initial=at_first) if lends else None
    if form is not None and acting is not None:
        _suggest(form, acting)
        if form.is_valid():
            try:
                told = form.cleaned_data
                people.delegate(
                    acting.membership, told["to"], told["since"], told["until"], told["reason"], by=acting
                )  # fmt: skip
            except Problem as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _("The post is lent. You can take it back at any time."))
                return redirect("delegations")
    loans = Delegation.objects.select_related("membership__unit", "membership__user", "to").order_by("-since", "-pk")
    given = loans.filter(membership__user=own(request))
    received = loans.filter(to=own(request))
    status = 400 if form is not None and form.errors else 200
    return page(
        request, "delegations", status, form=form, given=given, received=received, today=timezone.localdate()
    )  # fmt: skip


def _suggest(form: DelegationForm, acting: access.Acting) -> None:
    """Colleagues of one's own unit are suggested; others are typed."""
    box = form.fields["to"].widget
    if isinstance(box, Suggest):
        colleagues = members(acting.unit).exclude(user=acting.user)[:100]
        box.suggestions = [DASH.join((post.user.username, str(post.user))) for post in colleagues]


@signed_in
@require_POST
def end_delegation(request: ActingRequest, pk: int) -> HttpResponse:
    """Take a post back, or give it back."""
    mine = Q(membership__user=own(request)) | Q(to=own(request))
    loan = get_object_or_404(Delegation.objects.filter(mine).select_related("membership__unit"), pk=pk)
    people.end_delegation(loan, by=request.acting or access.Oneself(own(request)))
    messages.success(request, _("The delegation has ended."))
    return redirect("delegations")


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def keys(request: ActingRequest) -> HttpResponse:
    """Keys to the API for the post acted in; a new one is shown once."""
    acting = request.acting or None
    issues = acting is not None and acting.delegation is None
    form = KeyForm(request.POST if request.method == "POST" else None) if issues else None
    fresh = ""
    if form is not None and acting is not None and form.is_valid():
        told = form.cleaned_data
        _token, fresh = people.issue_token(acting, told["name"], writes=told["writes"] == "write", days=told["days"])
        form = KeyForm()
    held = Token.objects.filter(user=own(request)).select_related("membership__unit").order_by("-pk")
    facts = {"form": form, "keys": held, "fresh": fresh, "today": timezone.localdate()}
    return page(request, "keys", 400 if form is not None and form.errors else 200, **facts)


@signed_in
@require_POST
def revoke_key(request: ActingRequest, pk: int) -> HttpResponse:
    """A key opens nothing any more."""
    token = Token.objects.filter(user=own(request), pk=pk).first()
    if token is None:
        raise Http404
    people.revoke_token(token, by=request.acting or access.Oneself(own(request)))
    messages.success(request, _("The key is revoked."))
    return redirect("keys")
