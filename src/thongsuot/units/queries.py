"""Which units and people are there? The reads that pages, sheets and the API share."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from thongsuot.units.access import Acting
from thongsuot.units.models import Membership, Succession, Unit, User
from thongsuot.units.rules import Right


def tree(top: Unit | None = None, day: date | None = None) -> list[Unit]:
    """Units that exist on a day, each behind the one above it, siblings in their order; one query."""
    units = Unit.objects.on(day or timezone.localdate()).select_related("level")
    if top is not None:
        units = units.below(top.path or "")
    children: dict[int | None, list[Unit]] = {}
    known = {}
    for unit in units:
        known[unit.pk] = unit
        children.setdefault(unit.parent_id, []).append(unit)
    out: list[Unit] = []
    stack = [unit for unit in reversed(list(units)) if unit.parent_id not in known]
    while stack:
        unit = stack.pop()
        out.append(unit)
        stack += reversed(children.get(unit.pk, []))
    return out


def manageable(acting: Acting | None) -> QuerySet[Unit]:
    """Units whose rows and accounts somebody may change."""
    if acting is None or not acting.bears(Right.MANAGE):
        return Unit.objects.none()
    return Unit.objects.below(acting.path)


def people(acting: Acting | None) -> QuerySet[User]:
    """The accounts that somebody may see: with a post in his subtree; an administrator also those without a post."""
    if acting is None:
        return User.objects.none()
    seen = Q(pk__in=Membership.objects.filter(unit__path__startswith=acting.path).order_by().values("user"))
    if acting.bears(Right.MANAGE):
        seen |= Q(~Exists(Membership.objects.filter(user=OuterRef("pk"))))
    return User.objects.filter(seen, erased_at__isnull=True)


def accounts(acting: Acting | None) -> QuerySet[User]:
    """The accounts somebody answers for (password, closing); the list's twin of ``people.manages``."""
    if acting is None or not acting.bears(Right.MANAGE):
        return User.objects.none()
    held = Membership.objects.filter(user=OuterRef("pk"))
    lasting = held.filter(Q(until__isnull=True) | Q(until__gte=timezone.localdate()))
    inside = Q(unit__path__startswith=acting.path)
    return User.objects.filter(
        ~Exists(lasting.exclude(inside)), Exists(held.filter(inside)) | ~Exists(held), erased_at__isnull=True
    )


def members(unit: Unit, day: date | None = None) -> QuerySet[Membership]:
    """Who holds a post at a unit on a day."""
    return Membership.objects.on(day or timezone.localdate()).filter(unit=unit).select_related("user", "unit")


def history(unit: Unit) -> QuerySet[Succession]:
    """What a unit came from and what became of it."""
    return (
        Succession.objects.filter(Q(old=unit) | Q(new=unit)).select_related("old__level", "new__level").order_by("on")
    )


def heirs(unit: Unit, day: date) -> list[Unit]:
    """The units that carry on a unit's work on ``day``: itself while it exists, else what it became, step by step."""
    waiting, out, seen = [unit], list[Unit](), set[int]()
    while waiting:
        current = waiting.pop()
        if current.pk in seen:
            continue
        seen.add(current.pk)
        steps = list(Succession.objects.filter(old=current, on__lte=day).select_related("new"))
        if not steps:
            out.append(current)
        waiting += [step.new for step in steps if step.new is not None]
    return sorted(out, key=lambda found: found.pk)
