"""What ends and what begins when units are merged, split, renamed or dissolved? A plan to look at, then one change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import writing
from thongsuot.problems import Problem
from thongsuot.units.access import Acting, require
from thongsuot.units.actions import add_unit, move_unit, succeed
from thongsuot.units.models import Membership, Unit
from thongsuot.units.people import appoint, end_post
from thongsuot.units.rules import Change, Right, Role, succession_fault


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A unit that begins: one that is there already, or a code and a name."""

    code: str
    name: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A succession before it is made."""

    kind: Change
    on: date
    olds: Sequence[Unit]
    news: Sequence[Newcomer]
    children: Sequence[Unit]
    posts: Sequence[Membership]

    @property
    def last_day(self) -> date:
        """The last day of the units that end."""
        return self.on - timedelta(days=1)

    @property
    def carries(self) -> bool:
        """Whether one unit takes over, to which lower units and posts can go."""
        return len(self.news) == 1


def plan(kind: Change, on: date, olds: Sequence[Unit], news: Sequence[Newcomer], *, by: Acting) -> Plan:
    """What would change; a :class:`Problem` where it cannot be."""
    if succession_fault(kind, olds, news):
        raise Problem(_("This change does not fit the number of units chosen: check which end and which begin."))
    for unit in (*olds, *(new.unit for new in news if new.unit)):
        require(by, Right.MANAGE, unit)
    if any(new.unit in olds for new in news if new.unit):
        raise Problem(_("A unit cannot follow itself. Give the unit that begins a code of its own."))
    for unit in olds:
        if unit.valid_to is not None:
            raise Problem(_("%(unit)s has already ended before that day.") % {"unit": unit.name})
        if unit.valid_from is not None and unit.valid_from >= on:
            raise Problem(_("%(unit)s begins only after that day. Choose a later day.") % {"unit": unit.name})
    if any(new.unit is None for new in news):
        if olds[0].parent is None:
            raise Problem(_("The top unit can only be followed by a unit that is there already. Add that one first."))
        require(by, Right.MANAGE, olds[0].parent)
    ending = [unit.pk for unit in olds]
    lasting = Q(until__isnull=True) | Q(until__gte=on)
    children = Unit.objects.on(on).filter(parent__in=ending).exclude(pk__in=ending).select_related("level")
    posts = Membership.objects.filter(lasting, unit__in=ending).select_related("user", "unit")
    return Plan(kind, on, olds, news, list(children), list(posts))


def carry_out(plan: Plan, *, by: Acting, reason: str = "", children: bool = False, posts: bool = False) -> list[Unit]:
    """Make the planned change; lower units and posts go over to the unit that carries on, when asked to."""
    if children and plan.children and plan.on > timezone.localdate():
        raise Problem(_("Lower units can be moved on the day itself, not before. Leave that box empty."))
    with writing(by):
        first = plan.olds[0]
        news = [
            new.unit
            or add_unit(
                new.code, new.name, first.level, first.parent, valid_from=plan.on, position=first.position, by=by
            )
            for new in plan.news
        ]
        if plan.carries and children:
            for child in plan.children:
                move_unit(child, news[0], revision=child.revision, by=by, reason=reason)
        if plan.carries and posts:
            _hand_over(plan, news[0], by, reason)
        succeed(plan.kind, plan.olds, news, plan.on, by=by, reason=reason)
    return news


def _hand_over(plan: Plan, heir: Unit, by: Acting, reason: str) -> None:
    """Each post goes on at the heir; whoever held the same role in two of the units holds it once."""
    given = set(Membership.objects.filter(unit=heir, until__isnull=True).values_list("user_id", "role"))
    for post in plan.posts:
        until = post.until
        since = max(plan.on, post.since) if post.since else plan.on
        end_post(post, max(plan.last_day, post.since or plan.last_day), revision=post.revision, by=by, reason=reason)
        if (post.user_id, post.role) not in given and post.user.is_active:
            appoint(post.user, heir, Role(post.role), title=post.title, since=since, until=until, by=by)
            given.add((post.user_id, post.role))
