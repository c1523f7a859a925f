"""Who is acting, and may he? One post at a time; its rights reach the unit and everything below it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from thongsuot.problems import Forbidden
from thongsuot.units.models import Delegation, Membership, Unit, User
from thongsuot.units.rules import READERS, RIGHTS, Right, Role, holds, within


@dataclass(frozen=True, slots=True)
class Acting:
    """A person in a post (người đang thao tác), perhaps by delegation."""

    user: User
    membership: Membership
    delegation: Delegation | None = None

    @property
    def user_id(self) -> int:
        """The account's key."""
        return self.user.pk

    @property
    def unit(self) -> Unit:
        """The unit of the post."""
        return self.membership.unit

    @property
    def unit_id(self) -> int:
        """The unit's key."""
        return self.membership.unit_id

    @property
    def delegation_id(self) -> int | None:
        """The delegation's key."""
        return self.delegation.pk if self.delegation else None

    @property
    def path(self) -> str:
        """Where its rights begin."""
        return self.membership.unit.path or ""

    @property
    def role(self) -> Role:
        """What he is there."""
        return Role(self.membership.role)

    @property
    def reads(self) -> bool:
        """Whether he reads documents."""
        return self.role in READERS

    def bears(self, right: Right) -> bool:
        """Whether the role bears a right, wherever."""
        return right in RIGHTS[self.role]


@dataclass(frozen=True, slots=True)
class Oneself:
    """A person who changes his own account: in no post, for nobody else."""

    user: User

    @property
    def user_id(self) -> int:
        """The account's key."""
        return self.user.pk

    @property
    def unit_id(self) -> None:
        """No unit: an account is its owner's."""

    @property
    def delegation_id(self) -> None:
        """No delegation."""


def may(acting: Acting | None, right: Right, unit: Unit) -> bool:
    """Whether somebody bears a right over a unit: his post's unit or one below it."""
    return acting is not None and acting.bears(right) and within(unit.path or "", acting.path)


def require(acting: Acting | None, right: Right, unit: Unit) -> Acting:
    """The acting person if he may; else :class:`Forbidden`."""
    if acting is None or not may(acting, right, unit):
        raise Forbidden
    return acting


def posts(user: User, day: date | None = None) -> list[Acting]:
    """The posts somebody may act in on a day: his own, then those lent to him.

    Every page asks this, so that the database is asked in as few words as it answers to; the rest is sorted out here.
    """
    day = day or timezone.localdate()
    lent = Delegation.objects.filter(to=user, ended_at__isnull=True)
    rows = Membership.objects.filter(Q(user=user) | Q(pk__in=lent.values("membership"))).select_related("unit")
    held = [post for post in rows.order_by() if _open(post, day)]
    held.sort(key=lambda post: (post.unit.path or "", post.role, post.pk))
    mine = [Acting(user, post) for post in held if post.user_id == user.pk]
    others = {post.pk: post for post in held if post.user_id != user.pk}
    now = lent.on(day).filter(membership__in=others, membership__user__is_active=True)
    loans = now.select_related("membership__user") if others else ()
    return [*mine, *(Acting(user, others[loan.membership_id], loan) for loan in loans)]


def _open(post: Membership, day: date) -> bool:
    """Whether a post is held at a unit that exists."""
    return holds(post.since, post.until, day) and holds(post.unit.valid_from, post.unit.valid_to, day)
