"""How do duties stand by the units of another day? The kept figures, but for the duties that stood elsewhere then.

A duty that was handed over counts where it was; what a unit had closed before it ended counts for who followed it, on
days after. Every duty counts once by the units of any day, so that the totals of any two days agree.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from thongsuot.dashboard import live
from thongsuot.dashboard.live import Wanted
from thongsuot.dashboard.past import Structure
from thongsuot.dashboard.rules import Figures, Row, fold
from thongsuot.followup.models import Assignment
from thongsuot.followup.queries import visible
from thongsuot.followup.rules import Bucket, standing
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST = 50_000
"""Duties that stood elsewhere, told one by one while somebody waits."""
FACTS = ("pk", "lead", "document", "kind", "bucket", "due_on", "finished_on")


class TooManyMoved(Problem):
    """More duties stood elsewhere than are told while somebody waits."""


def figures(node: Unit, acting: Acting, wanted: Wanted, today: date, structure: Structure) -> Figures:
    """Today's figures of a unit and of those below it, by the units of another day; of what ``acting`` may see."""
    now = live.figures(node, acting, wanted, today)
    paths, levels = dict(Unit.objects.values_list("pk", "path")), structure.levels
    top, fits, inside = node.path or "-", wanted.level, structure.below(node.pk)
    here = {pk for pk, path in paths.items() if (path or "").startswith(top)}
    rows = Assignment.objects.visible_to(acting)
    if not now.complete:
        rows = rows.filter(restricted=False)
    if wanted.document is not None:
        rows = rows.filter(document=wanted.document or None)
    before, after = list[Row](), list[Row]()
    for pk, lead, document, kind, held, due, finished in _elsewhere(rows, structure, paths, here | inside):
        stands, unit = standing(Bucket(held), due, today), structure.unit_of(pk, lead)
        if lead in here and fits in (None, levels[lead]):
            before.append(Row(pk, lead, levels[lead], document or 0, kind, stands, due, finished))
        if unit in inside and fits in (None, levels[unit]):
            after.append(Row(pk, unit, levels[unit], document or 0, kind, stands, due, finished))
    gone = _like(now, fold(before, wanted.kind, today, live.children(node)))
    come = _like(now, fold(after, wanted.kind, today, structure.children(node.pk)))
    return replace(now - gone + come, complete=now.complete)


def _elsewhere(
    rows: QuerySet[Assignment], structure: Structure, paths: Mapping[int, str | None], near: Collection[int]
) -> list[Any]:
    """The duties that stood elsewhere then, and that some units count now, or counted."""
    moved = [
        lead for lead, unit in structure.counts.items()
        if paths.get(lead) != structure.paths.get(unit) and (lead in near or unit in near)
    ]  # fmt: skip
    handed = [pk for pk, by in structure.handed.items() if by in near or structure.holders[pk] in near]
    if len(handed) > MOST:
        raise TooManyMoved
    facts = rows.order_by().values_list(*FACTS)
    told = list(facts.filter(lead__in=moved)[: MOST + 1])
    there = {row[0] for row in told}
    told += [row for row in facts.filter(pk__in=handed) if row[0] not in there]
    if len(told) > MOST:
        raise TooManyMoved
    return told


def _like(shown: Figures, told: Figures) -> Figures:
    """What of figures a page shows: its documents, and days where it shows them."""
    documents = {key: split for key, split in told.documents.items() if key in shown.documents}
    return replace(told, documents=documents, due=None if shown.due is None else told.due)


def listed(
    acting: Acting, structure: Structure, node: int, *, lead: int | None, level: int | None
) -> QuerySet[Assignment]:
    """The list behind a number: what ``node`` and those below it lead by those units; one of them, those of a level."""
    inside = structure.below(node)

    def fits(each: int) -> bool:
        return each in inside and lead in (None, each) and level in (None, structure.levels.get(each))

    return visible(acting).filter(_led(structure, fits))


def _led(structure: Structure, fits: Callable[[int], bool]) -> Q:
    leads = [each for each, by in structure.counts.items() if fits(by)]
    handed = {pk for pk, by in structure.handed.items() if fits(structure.counts.get(by, by))}
    return (Q(lead__in=leads) & ~Q(pk__in=list(structure.handed))) | Q(pk__in=list(handed))


def rows(held: Collection[Assignment], structure: Structure, today: date) -> list[Row]:
    """Some duties as the list prints them."""
    out = []
    for each in held:
        unit = structure.unit_of(each.pk, each.lead_id)
        stands = standing(Bucket(each.bucket), each.due_on, today)
        out.append(Row(each.pk, unit, structure.levels[unit], each.document_id or 0, each.kind, stands, each.due_on,
                       each.finished_on))  # fmt: skip
    return out
