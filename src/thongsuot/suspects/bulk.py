"""What would one decision do to several things, and to which not, and why? Looked at first; then all of it, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thongsuot.events.actions import writing
from thongsuot.problems import Problem, Stale
from thongsuot.suspects.access import asked_himself, may_decide
from thongsuot.suspects.deciding import Said, decide
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.queries import PRINTED
from thongsuot.suspects.rules import Decision
from thongsuot.units.access import Acting

MOST = 500
"""Things of one decision."""


@dataclass(slots=True)
class Plan:
    """What a decision would be made on, and what is left alone, by why."""

    will: list[Suspect] = field(default_factory=list)
    skipped: dict[str, list[Suspect]] = field(default_factory=dict)


def rows_of(acting: Acting, keys: Iterable[int]) -> QuerySet[Suspect]:
    """The suspects of some keys that somebody may see, in the order in which they are locked."""
    rows = Suspect.objects.visible_to(acting).filter(pk__in=list(keys)[:MOST])
    return rows.select_related(*PRINTED).order_by("pk")


def plan(rows: Iterable[Suspect], seen: Mapping[int, int], *, by: Acting, decision: str = "") -> Plan:
    """What would be decided; ``seen`` are the revisions that somebody chose by."""
    made = Plan()
    for row in rows:
        if why := _hindered(row, seen, by, decision):
            made.skipped.setdefault(why, []).append(row)
        else:
            made.will.append(row)
    return made


def _hindered(row: Suspect, seen: Mapping[int, int], by: Acting, decision: str) -> str:
    if not may_decide(by, row):
        return _("your post may not decide on them")
    if row.decision:
        return _("they were decided on already")
    if decision == Decision.KEEP and asked_himself(by, row):
        return _("you asked for these exemptions yourself, so somebody else must say that they still hold")
    return _("somebody changed them meanwhile") if seen.get(row.pk, row.revision) != row.revision else ""


def decide_all(seen: Mapping[int, int], said: Said, *, by: Acting) -> int:
    """Decide on all of these, as they were looked at; where one has changed, on none."""
    if not seen:
        raise Problem(_("Select what is to be decided on first."))
    if len(seen) > MOST:
        raise Problem(_("This is too much in one go. Choose fewer."))
    with writing(by):
        made = plan(rows_of(by, seen), seen, by=by, decision=said.decision)
        if made.skipped or len(made.will) != len(seen):
            raise Stale
        for row in made.will:
            decide(row, said, revision=row.revision, by=by)
    return len(made.will)
