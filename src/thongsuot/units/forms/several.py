"""Which units are meant? A field of several, however many there are, with levels and saved groups at hand."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from thongsuot.look.choosing import WRITTEN, Choosing, Roll, Row, Sets
from thongsuot.units.forms.choosing import find
from thongsuot.units.models import Level, Unit, UnitGroup


class UnitsField(forms.ModelMultipleChoiceField[Unit]):
    """Several units among those it is given: ticked, or written by code or name, one on each line."""

    widget = Choosing

    def __init__(self, *, label: str | Promise, required: bool = False) -> None:
        super().__init__(Unit.objects.none(), label=label, required=required)

    def among(self, units: QuerySet[Unit], groups: Iterable[UnitGroup] = ()) -> None:
        """Take only these units, and offer them."""
        self.queryset = units
        cast(Choosing, self.widget).roll = Roll(lambda: listed(units, groups))

    def clean(self, value: Any) -> Any:
        """The units meant."""
        said = value or []
        keys = [one for one in said if not str(one).startswith(WRITTEN)]
        units = cast("QuerySet[Unit]", self.queryset)
        written = {find(units, str(one).removeprefix(WRITTEN)).pk for one in said if str(one).startswith(WRITTEN)}
        return super().clean([*keys, *map(str, written)])


def listed(units: QuerySet[Unit], groups: Iterable[UnitGroup]) -> tuple[list[Row], Sets]:
    """The units as rows to choose, in their order; their levels and the groups that any of them belongs to."""
    found = list(units.order_by("path").values_list("pk", "name", "path", "code", "short_name", "level_id"))
    depths = [(path or "").count(".") for _pk, _name, path, *_rest in found]
    top, there = min(depths, default=0), {row[0] for row in found}
    inside: dict[int, str] = {}
    kept = {f"g{group.pk}": group.name for group in groups if _noted(group, inside, there)}
    rows = [
        Row(pk, name, depth - top, code if short in ("", name) else f"{code} {short}", f"l{level}{inside.get(pk, '')}")
        for (pk, name, _path, code, short, level), depth in zip(found, depths, strict=True)
    ]
    used = {row[5] for row in found}
    levels = {f"l{level.pk}": str(level) for level in Level.objects.filter(pk__in=used)} if len(used) > 1 else {}
    return rows, {words: some for words, some in ((_("Level"), levels), (_("Saved groups"), kept)) if some}


def _noted(group: UnitGroup, inside: dict[int, str], there: set[int]) -> bool:
    """Note who belongs to a group; whether anybody that is there does."""
    members = [unit.pk for unit in group.members.all() if unit.pk in there]
    for pk in members:
        inside[pk] = f"{inside.get(pk, '')} g{group.pk}"
    return bool(members)
