"""How is a person forgotten? Everything that names him goes; what he did stays, under a key that leads to nobody."""

from datetime import date

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.events.models import Chain
from thongsuot.privacy.queries import mentions
from thongsuot.privacy.rules import kinds
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Delegation, Membership, Unit, User
from thongsuot.units.people import manages, record_end
from thongsuot.units.rules import Role, within

SIGN_INS = (AccessAttempt, AccessFailureLog, AccessLog)


def erase(user: User, reason: str, *, by: Acting) -> int:
    """Erase a person's data on request (xóa dữ liệu cá nhân).

    Gives how many events still name him in a reason somebody typed: history cannot be changed, so it is told.
    """
    if not manages(by, user):
        raise Forbidden
    if not reason.strip():
        raise Problem(_("Say on what ground the data are erased: the request, its date. Write no names."))
    names = (user.name, user.email)
    if any(name and name.casefold() in reason.casefold() for name in (*names, user.username)):
        raise Problem(_("The reason names the person. It stays in the history for ever: write it without names."))
    with writing(by):
        today = timezone.localdate()
        if (unit := _left_alone(user, today)) is not None:
            raise Problem(
                _("This person is the last administrator of %(unit)s. Appoint another one first.") % {"unit": unit.name}
            )
        for held in hold([user.pk]):
            anonymise(held, reason)
    user.refresh_from_db()
    return mentions(names)


def hold(keys: list[int]) -> list[User]:
    """The accounts that are not erased yet, locked with their posts and then the end of the chain.

    In this order, and without the keys that events point at: whoever is just finishing a change of his own then
    neither waits for an erasure that waits for him, nor the other way round.
    """
    list(Membership.objects.select_for_update(no_key=True).filter(user__in=keys).order_by("pk"))
    users = User.objects.select_for_update(no_key=True).filter(pk__in=keys, erased_at__isnull=True).order_by("pk")
    held = list(users)
    Chain.objects.select_for_update().get(pk=1)
    return held


def anonymise(user: User, reason: str) -> None:
    """Remove what names a person, end what he holds; call it inside ``writing`` with an account that is held."""
    now, today = timezone.now(), timezone.localdate()
    Session.objects.filter(session_key__in=list(user.devices.values_list("session", flat=True))).delete()
    for owner in (field for kind in kinds().values() for field in kind.owner):
        model, field = owner.rsplit(".", 1)
        apps.get_model(model)._default_manager.filter(**{field: user}).delete()
    for model in SIGN_INS:
        model.objects.filter(username__iexact=user.username).delete()
    _end_posts(user, today, reason)
    Membership.objects.filter(user=user).update(title="")
    loans = Delegation.objects.filter(Q(membership__user=user) | Q(to=user))
    loans.filter(ended_at__isnull=True).update(ended_at=now)
    loans.update(reason="")
    user.username, user.name, user.email, user.oidc_subject = f"erased-{user.pk}", "", "", ""
    user.totp_secret, user.totp_used, user.language, user.last_login = "", 0, "vi", None
    user.is_active, user.must_change_password, user.erased_at = False, False, now
    user.set_unusable_password()
    user.save()
    record("person-erased", f"user:{user.pk}", reason=reason)


def _end_posts(user: User, today: date, reason: str) -> None:
    lasting = Q(until__isnull=True) | Q(until__gt=today)
    for post in Membership.objects.filter(lasting, user=user).order_by("pk"):
        before, post.until = post.until, today
        post.revision += 1
        post.save(update_fields=["until", "revision"])
        record_end(post, before, today, reason)


def _left_alone(user: User, today: date) -> Unit | None:
    """A unit that nobody else administers, at it or above it. The posts are locked: two cannot leave at once."""
    lasting = Q(until__isnull=True) | Q(until__gt=today)
    posts: list[Membership] = list(
        Membership.objects.select_for_update(of=("self",), no_key=True)
        .filter(lasting, role=Role.ADMINISTRATOR, user__is_active=True)
        .select_related("unit")
        .order_by("pk")
    )
    for post in posts:
        others = (other for other in posts if other.user_id != user.pk)
        if post.user_id == user.pk and not any(within(post.unit.path or "", o.unit.path or "") for o in others):
            return post.unit
    return None
