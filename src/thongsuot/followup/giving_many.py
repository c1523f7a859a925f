"""How are many duties given at once? What was chosen from a programme or a document, as one change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thongsuot.events.actions import writing
from thongsuot.followup.giving import MOST, Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


@dataclass(frozen=True, slots=True)
class Order:
    """One duty for each of some units, and what orders it."""

    leads: Sequence[Unit]
    duty: Duty
    source: Source


def assign_all(unit: Unit, orders: Sequence[Order], *, by: Acting) -> list[Assignment]:
    """Give all of them in a unit's name, or none."""
    if sum(len(order.leads) for order in orders) > MOST:
        raise Problem(_("This is too much in one go. Choose fewer units."))
    with writing(by):
        return [held for order in orders for held in assign(unit, order.leads, order.duty, order.source, by=by)]
