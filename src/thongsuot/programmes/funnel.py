"""How far are the units that were given a document? Issued a programme, answered every clause, done with all of it."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import QuerySet

from thongsuot.documents.models import Document
from thongsuot.programmes.coverage import Map
from thongsuot.programmes.models import Programme
from thongsuot.programmes.rules import Cover, State
from thongsuot.units.models import Unit


class Reached(StrEnum):
    """A stage of the funnel that programmes add; each holds the ones behind it."""

    ISSUED = "issued"
    COVERED = "covered"  # every clause that asks the unit, in full, done or not applicable
    DONE = "done"  # every one of them done or not applicable


def reached(document: Document, found: Map) -> dict[Reached, int]:
    """The units of each stage, as bits of a map without drafts: who issued nothing has reached none."""
    rows = Programme.objects.filter(answers=document, state=State.ISSUED).order_by()
    units = set(rows.values_list("unit", flat=True))
    issued = sum(1 << n for n, unit in enumerate(found.units) if unit in units)
    return {
        Reached.ISSUED: issued,
        Reached.COVERED: issued & found.all_through(Cover.FULL, Cover.DONE, Cover.EXEMPT, Cover.OTHERS),
        Reached.DONE: issued & found.all_through(Cover.DONE, Cover.EXEMPT, Cover.OTHERS),
    }


def of(found: Map, stages: Mapping[Reached, int]) -> int:
    """Of how many units a stage tells: those whom a clause asks something, and those that answered unasked."""
    everybody = (1 << len(found.units)) - 1
    return (everybody & ~found.unasked() | stages[Reached.ISSUED]).bit_count()


def at_stage(document: Document, found: Map, stage: Reached) -> QuerySet[Unit]:
    """The list behind a figure of the funnel."""
    return Unit.objects.filter(pk__in=found.who(reached(document, found)[stage])).order_by("path")
