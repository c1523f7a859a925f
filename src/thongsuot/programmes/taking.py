"""How do rows of an assignment table become items? All that were chosen in one go, or none."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import record, writing
from thongsuot.problems import Problem
from thongsuot.programmes import standing
from thongsuot.programmes.access import editable
from thongsuot.programmes.actions import basis
from thongsuot.programmes.annexes import Row
from thongsuot.programmes.clauses import Clause, texts
from thongsuot.programmes.models import Basis, Programme, ProgrammeItem
from thongsuot.programmes.rules import Part
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def take_rows(programme: Programme, rows: Sequence[Row], *, keep: bool, by: Acting, loc: str = "") -> int:
    """The chosen rows as items behind the others, kept or as suggestions; gives how many.

    Each rests on the clause that its row stands in, or else on ``loc``; where several rest on one clause,
    each carries out a part.
    """
    if not rows:
        raise Problem(_("Choose at least one row."))
    if any(row.fault for row in rows):
        raise Problem(_("A row with a fault cannot be taken over. Nothing was taken over."))
    with writing(by):
        held = editable(programme, by)
        last = held.items.aggregate(last=Max("order"))["last"] or 0
        units = _units(held.unit, rows)
        items = ProgrammeItem.objects.bulk_create(
            _item(held, row, last + n, units, keep=keep) for n, row in enumerate(rows, 1)
        )
        _rest(held, items, [row.loc or loc for row in rows])
        standing.keep(held.unit, held.answers)
        told = {"items": [item.pk for item in items], "kept": keep}
        record("rows-taken", f"programme:{held.pk}", after=told)
    return len(items)


def _units(unit: Unit, rows: Sequence[Row]) -> dict[int, Unit]:
    """The leads that are still units of the programme's unit."""
    there = Unit.objects.on(timezone.localdate()).below(unit.path or "")
    return there.in_bulk({row.lead for row in rows if row.lead})


def _item(held: Programme, row: Row, order: int, units: dict[int, Unit], *, keep: bool) -> ProgrammeItem:
    lead = units.get(row.lead or 0)
    return ProgrammeItem(
        programme=held, order=order, group=row.group, action=row.action, lead=lead,
        lead_text="" if lead else row.lead_name, partners=row.partners, product=row.product,
        due=date.fromisoformat(row.due) if row.due else None, due_working=row.working, kept=keep,
    )  # fmt: skip


def _rest(held: Programme, items: Sequence[ProgrammeItem], locs: Sequence[str]) -> None:
    named = Counter(filter(None, locs))
    found: dict[str, Clause] = texts(held.answers.current, named) if held.answers.current and named else {}
    Basis.objects.bulk_create(
        basis(item, held, on, Part.FULL if named[loc] == 1 else Part.PARTIAL)
        for item, loc in zip(items, locs, strict=True)
        if (on := found.get(loc))
    )
