"""How do accounts and posts change? Each verb is one transaction with its event; events name keys, not people."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

import pyotp
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting, Oneself, require
from thongsuot.units.models import Delegation, Device, Membership, Token, Unit, User
from thongsuot.units.rules import Right, Role, within

PASSWORD_BYTES = 9


def new_password() -> str:
    """A password to be changed at the first sign-in."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def add_user(
    username: str,
    *,
    name: str = "",
    email: str = "",
    language: str = "vi",
    password: str | None = None,
    must_change_password: bool = False,
    by: Acting | None = None,
) -> User:
    """An account without a post."""
    if by is not None and not by.bears(Right.MANAGE):
        raise Forbidden
    if User.objects.filter(username__iexact=username).exists():
        raise Problem(_("The user name %(name)s is taken. Choose another one.") % {"name": username})
    with writing(by):
        user = User.objects.create(
            username=username,
            name=name,
            email=email,
            language=language,
            password=password,  # type: ignore[misc]  # None makes one that opens nothing
            must_change_password=must_change_password,
        )
        record("account-added", f"user:{user.pk}")
    return user


def appoint(
    user: User,
    unit: Unit,
    role: Role,
    *,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    by: Acting | None = None,
) -> Membership:
    """Give a person a post at a unit."""
    if by is not None:
        require(by, Right.MANAGE, unit)
    if Membership.objects.filter(user=user, unit=unit, role=role, until__isnull=True).exists():
        raise Problem(_("This person already holds this post."))
    if since and until and until < since:
        raise Problem(_("The last day lies before the first. Correct one of them."))
    if not user.is_active or user.erased_at is not None:
        raise Problem(_("This account is closed. Open it first."))
    with writing(by):
        post = Membership.objects.create(user=user, unit=unit, role=role, title=title, since=since, until=until)
        after = {"role": role, "since": since and since.isoformat()}
        record("appointed", f"membership:{post.pk}", thread=f"user:{user.pk}", also=f"unit:{unit.pk}", after=after)
    return post


def end_post(post: Membership, on: date, *, revision: int, by: Acting, reason: str = "") -> Membership:
    """A post ends with the day ``on``; so do the delegations made of it."""
    require(by, Right.MANAGE, post.unit)
    with writing(by):
        held: Membership = Membership.objects.select_for_update().get(pk=post.pk)
        if held.revision != revision:
            raise Stale
        if held.since is not None and on < held.since:
            raise Problem(_("The last day lies before the first. Correct one of them."))
        before = held.until
        held.until = on
        held.revision += 1
        held.save()
        loans = Delegation.objects.filter(membership=held, until__gt=on, ended_at__isnull=True)
        loans.filter(since__gt=on).update(ended_at=timezone.now())
        loans.filter(since__lte=on).update(until=on)
        record_end(held, before, on, reason)
    return held


def record_end(post: Membership, before: date | None, on: date, reason: str) -> None:
    """The event of a post that ends; call it inside ``writing``."""
    record(
        "post-ended",
        f"membership:{post.pk}",
        thread=f"user:{post.user_id}",
        also=f"unit:{post.unit_id}",
        before={"until": before and before.isoformat()},
        after={"until": on.isoformat()},
        reason=reason,
    )


def delegate(post: Membership, to: User, since: date, until: date, reason: str, *, by: Acting) -> Delegation:
    """Lend one's own post to somebody for some days."""
    if by.membership.pk != post.pk or by.delegation is not None or not by.bears(Right.DELEGATE):
        raise Forbidden
    if until < since or until < timezone.localdate():
        raise Problem(_("The last day lies before the first. Correct one of them."))
    if to.pk == post.user_id:
        raise Problem(_("A post is lent to somebody else. Choose another person."))
    if not reason.strip():
        raise Problem(_("Say why the post is lent: it is written into the history."))
    with writing(by):
        loan = Delegation.objects.create(membership=post, to=to, since=since, until=until, reason=reason)
        after = {"to": f"user:{to.pk}", "since": since.isoformat(), "until": until.isoformat()}
        record(
            "delegated", f"delegation:{loan.pk}", thread=f"user:{post.user_id}", also=f"user:{to.pk}", after=after,
            reason=reason,
        )  # fmt: skip
    return loan


def end_delegation(loan: Delegation, *, by: Acting | Oneself) -> None:
    """Take a post back, or give it back, before its time."""
    if by.user_id not in (loan.membership.user_id, loan.to_id):
        require(by if isinstance(by, Acting) else None, Right.MANAGE, loan.membership.unit)
    with writing(by):
        Delegation.objects.filter(pk=loan.pk, ended_at__isnull=True).update(ended_at=timezone.now())
        record("delegation-ended", f"delegation:{loan.pk}", thread=f"user:{loan.membership.user_id}")


def set_active(user: User, active: bool, *, by: Acting, reason: str = "") -> None:
    """Close an account, or open it again; closing signs all its devices out."""
    _managed(user, by)
    with writing(by):
        User.objects.filter(pk=user.pk).update(is_active=active)
        if not active:
            _sign_out(Device.objects.filter(user=user))
            Token.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())
        record("account-opened" if active else "account-closed", f"user:{user.pk}", reason=reason)


def set_password(
    user: User, password: str, *, by: Acting | Oneself | None, must_change: bool = False, keep: str = ""
) -> None:
    """A new password, held to the rules; all devices are signed out but the one of the session ``keep``."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Problem(" ".join(error.messages)) from None
    if isinstance(by, Acting) and by.user_id != user.pk:
        _managed(user, by)
    with writing(by):
        user.set_password(password)
        user.must_change_password = must_change
        user.save(update_fields=["password", "must_change_password"])
        _sign_out(Device.objects.filter(user=user).exclude(session=keep))
        record("password-set", f"user:{user.pk}")


def edit_profile(user: User, *, name: str, email: str, language: str) -> None:
    """A person's own particulars. The event says which fields changed, not what they say."""
    changed = [
        field for field, new in (("name", name), ("email", email), ("language", language))
        if getattr(user, field) != new
    ]  # fmt: skip
    with writing(Oneself(user)):
        User.objects.filter(pk=user.pk).update(name=name, email=email, language=language)
        record("profile-edited", f"user:{user.pk}", after={"fields": changed})


def begin_totp() -> str:
    """A fresh secret for an authenticator app."""
    return pyotp.random_base32()


def set_totp(user: User, secret: str, code: str) -> None:
    """Ask for a second factor from now on, once a first code proves that the app has the secret."""
    if not secret or not pyotp.TOTP(secret).verify(_digits(code), valid_window=1):
        raise Problem(_("The code does not fit. Check the time on your phone and type the newest code."))
    with writing(Oneself(user)):
        User.objects.filter(pk=user.pk).update(totp_secret=secret, totp_used=0)
        record("second-factor-set", f"user:{user.pk}")


def remove_totp(user: User, code: str) -> None:
    """Ask for no second factor any more; its owner shows once more that he holds it."""
    if not totp_fits(user, code):
        raise Problem(_("The code does not fit. Check the time on your phone and type the newest code."))
    with writing(Oneself(user)):
        User.objects.filter(pk=user.pk).update(totp_secret="", totp_used=0)
        record("second-factor-removed", f"user:{user.pk}")


def reset_totp(user: User, *, by: Acting, reason: str = "") -> None:
    """Remove the second factor of somebody who lost it; his devices are signed out."""
    _managed(user, by)
    with writing(by):
        User.objects.filter(pk=user.pk).update(totp_secret="", totp_used=0)
        _sign_out(Device.objects.filter(user=user))
        record("second-factor-removed", f"user:{user.pk}", reason=reason)


def totp_fits(user: User, code: str) -> bool:
    """Whether a code is right and was not used before; uses it up."""
    totp, now = pyotp.TOTP(user.totp_secret), int(timezone.now().timestamp()) // 30
    for step in (now - 1, now, now + 1):
        if secrets.compare_digest(totp.at(step * 30), _digits(code)):
            return bool(User.objects.filter(pk=user.pk, totp_used__lt=step).update(totp_used=step))
    return False


def _digits(code: str) -> str:
    """A code as an app counts it: people type it in two halves."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())


def sign_out(devices: Iterable[Device], *, user: User) -> None:
    """Sign devices of one's own out."""
    with writing(Oneself(user)):
        _sign_out(devices)
        record("signed-out", f"user:{user.pk}")


def sign_out_everywhere(user: User, *, by: Acting) -> None:
    """Sign all devices of somebody's account out."""
    _managed(user, by)
    with writing(by):
        _sign_out(Device.objects.filter(user=user))
        record("signed-out", f"user:{user.pk}")


def _sign_out(devices: Iterable[Device]) -> None:
    from django.contrib.sessions.models import Session

    held = list(devices)
    Session.objects.filter(session_key__in=[device.session for device in held]).delete()
    Device.objects.filter(pk__in=[device.pk for device in held]).delete()


def issue_token(acting: Acting, name: str, *, writes: bool, days: int) -> tuple[Token, str]:
    """A key to the API for the post one acts in; the key itself is shown once and never kept."""
    if acting.delegation is not None:
        raise Problem(_("A lent post issues no keys. Ask its holder."))
    key = "ts_" + secrets.token_urlsafe(32)
    with writing(acting):
        token = Token.objects.create(
            membership=acting.membership,
            user=acting.user,
            name=name,
            digest=token_digest(key),
            writes=writes,
            expires_on=timezone.localdate() + timedelta(days=min(max(days, 1), 366)),
        )
        record("token-issued", f"token:{token.pk}", thread=f"user:{acting.user_id}", after={"writes": writes})
    return token, key


def revoke_token(token: Token, *, by: Acting | Oneself) -> None:
    """A key opens nothing any more."""
    if token.user_id != by.user_id:
        _managed(token.user, by)
    with writing(by):
        Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
        record("token-revoked", f"token:{token.pk}", thread=f"user:{token.user_id}")


def token_digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def manages(by: Acting, user: User) -> bool:
    """Whether an administrator answers for an account; the twin, for one account, of ``queries.accounts``.

    Every post that it still holds must lie in his subtree: else a commune could open the account of a province's head.
    """
    if not by.bears(Right.MANAGE) or user.erased_at is not None:
        return False
    held = list(Membership.objects.filter(user=user).select_related("unit"))
    today = timezone.localdate()
    if any(not within(post.unit.path or "", by.path) for post in held if post.until is None or post.until >= today):
        return False
    return not held or any(within(post.unit.path or "", by.path) for post in held)


def _managed(user: User, by: Acting | Oneself) -> None:
    if not isinstance(by, Acting) or not manages(by, user):
        raise Forbidden
