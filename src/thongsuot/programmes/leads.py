"""Which unit of a tree does a text mean by a name?"""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from thongsuot.units.models import Unit
from vanban.text.fold import fold


def named(unit: Unit) -> dict[str, Unit]:
    """A unit and those below it, by their names as texts write them; the higher one where two are called the same."""
    rows = Unit.objects.on(timezone.localdate()).below(unit.path or "").order_by("-path")
    return {key(name): row for row in rows for name in (row.short_name, row.name) if name}


def first(names: Iterable[str], units: Mapping[str, Unit]) -> Unit | None:
    """The first of some names that is a unit's."""
    return next((units[key(name)] for name in names if key(name) in units), None)


def key(words: str) -> str:
    """A name as names are compared: no accents, nobody's “Ủy ban nhân dân” before the place.

    >>> key("UBND xã Đông Hòa.") == key("Xã Đông Hoà")
    True
    """
    out = " ".join(fold(words).split()).strip(" .;:")
    for opening in ("uy ban nhan dan ", "ubnd "):
        out = out.removeprefix(opening)
    return out
