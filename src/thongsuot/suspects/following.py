"""Who decides for a unit that ended? Whoever the duty or draft went to; for what it had issued, who keeps its files."""

from collections.abc import Mapping

from django.db.models import F, Q, QuerySet

from thongsuot.programmes.rules import State
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.queries import TODO
from thongsuot.suspects.rules import Decision
from thongsuot.units.handing import Way
from thongsuot.units.models import Handover
from thongsuot.units.rules import Lot

OPEN = Q(decision="") | TODO
"""What waits for a decision, or for what was decided to be done; the rest stays told as the old unit's."""


def follow(way: Way) -> int:
    """What is doubtful goes where the duty or draft that it is about went. Within ``writing``; gives how many."""
    went = Q(assignment__assigner=way.new) | Q(recurrence__assigner=way.new) | Q(programme__unit=way.new)
    return _hand(went, way)


def follow_files(way: Way) -> int:
    """What is doubtful of issued programmes goes to whoever keeps the unit's files. Within ``writing``."""
    return _hand(Q(programme__unit=way.old, programme__state=State.ISSUED), way)


def drop_exemptions(way: Way) -> int:
    """Nothing applies to a unit that ended, so nobody decides on its exemptions; the one that carries on asks for its
    own. Within ``writing``; gives how many."""
    return settle(Suspect.objects.filter(exemption__unit=way.old), Decision.LAPSED)


def settle(rows: QuerySet[Suspect], decision: Decision) -> int:
    """End suspects that nobody has to decide on any more. Within ``writing``; gives how many."""
    return rows.filter(decision="").update(decision=decision, revision=F("revision") + 1)


def _hand(which: Q, way: Way) -> int:
    keys = list(Suspect.objects.filter(OPEN, which, unit=way.old).order_by("pk").values_list("pk", flat=True))
    return Suspect.objects.filter(pk__in=keys).update(unit=way.new, revision=F("revision") + 1)


def keepers() -> Mapping[int, int]:
    """For each unit whose files another keeps, the one that keeps them in the end."""
    went = dict(Handover.objects.filter(lot=Lot.RECORD).order_by("pk").values_list("old", "new"))
    return {old: _last(old, went) for old in went}


def _last(unit: int, went: Mapping[int, int]) -> int:
    seen = {unit}
    while unit in went and went[unit] not in seen:
        unit = went[unit]
        seen.add(unit)
    return unit
