"""To whom is a document sent? Units by name, saved groups, all units of some levels below one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document
from thongsuot.units.models import Unit, UnitGroup


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom somebody chose, by keys (đối tượng nhận)."""

    units: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    below: int | None = None
    levels: frozenset[int] = frozenset()

    @property
    def by_name(self) -> bool:
        """Whether only units were named, one by one."""
        return self.below is None and not self.groups


def named(units: Collection[Unit]) -> Audience:
    """An audience of units by name."""
    return Audience(frozenset(unit.pk for unit in units))


def members(audience: Audience) -> QuerySet[Unit]:
    """The units that exist today, each once, in the order of the tree."""
    wanted = Q(pk__in=audience.units)
    if audience.groups:
        listed = UnitGroup.objects.filter(pk__in=audience.groups).order_by().values("members")
        wanted |= Q(pk__in=listed)
    if audience.below is not None:
        top = Unit.objects.get(pk=audience.below)
        under = Q(path__startswith=top.path or "-") & ~Q(pk=top.pk)
        wanted |= under & Q(level__in=audience.levels) if audience.levels else under
    return Unit.objects.on(timezone.localdate()).filter(wanted).select_related("level").order_by("path")


@dataclass(frozen=True, slots=True)
class Preview:
    """What sending would do: who is sent it, and who has this version already."""

    fresh: list[Unit]
    already: list[Unit]


def preview(document: Document, audience: Audience, sender: Unit) -> Preview:
    """Whom the current version would go to. The registering unit and the sender have it."""
    there = set(
        Delivery.objects.live().filter(version=document.current_id).order_by().values_list("recipient", flat=True)
    )
    chosen = [unit for unit in members(audience) if unit.pk not in (document.unit_id, sender.pk)]
    return Preview([unit for unit in chosen if unit.pk not in there], [unit for unit in chosen if unit.pk in there])
