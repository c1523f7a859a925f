"""Which units does a clause not ask? Those that are surely none of whom it names, and steer none of these."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from thongsuot.programmes.addressing import CENTRE, COMMUNE, PROVINCE, Body, Meaning, body, key, meant
from thongsuot.units.models import Unit
from thongsuot.units.rules import above

WORDS = 3
"""Of a name that two bodies of a place do not share."""
Row = tuple[int, str, str, str, str]


def spared(called: Mapping[str, Sequence[str]], units: Sequence[int]) -> dict[str, int]:
    """For each clause, with the names that it calls, the units that it does not ask: a bit for each in their order.

    A clause that asks all is left out.
    """
    named = {loc: names for loc, names in called.items() if names}
    if not named or not units:
        return {}
    tree = Tree(_around(units), units)
    asked = {name: tree.asked(name) for name in {name for names in named.values() for name in names}}
    found = {loc: tree.everybody & ~reduce(or_, (asked[name] for name in names)) for loc, names in named.items()}
    return {loc: bits for loc, bits in found.items() if bits}


class Tree:
    """Some units among all that stand around them: what each is, and whom a name means among them."""

    def __init__(self, rows: Iterable[Row], units: Sequence[int]) -> None:
        self.everybody = (1 << len(units)) - 1
        self._bit = {unit: 1 << n for n, unit in enumerate(units)}
        self._at: dict[str, int] = {}  # the bit of each path
        self._bodies: dict[str, Body] = {}
        for pk, path, name, short, level in sorted(rows, key=lambda row: row[1]):
            over = (self._bodies[at] for at in reversed(above(path)[:-1]) if at in self._bodies)
            placed = next((one for one in over if one.area), None)
            self._bodies[path], self._at[path] = body(name, short, level, placed), self._bit.get(pk, 0)
        self._steering = {at for path, one in self._bodies.items() if one.scope == COMMUNE for at in above(path)[:-1]}
        self._sort()

    def _sort(self) -> None:
        """The bits of each sort: who governs and the agencies, by level and by place; who bears which name."""
        self._sure = 0
        self._governing: dict[str, int] = defaultdict(int)
        self._agencies: dict[str, int] = defaultdict(int)
        self._names: dict[str, list[str]] = defaultdict(list)
        for path, one in self._bodies.items():
            bit = self._at[path]
            for name in one.keys:
                self._names[name].append(path)
            if not one.scope:
                continue
            self._sure |= bit
            steers = one.governing or (one.scope == PROVINCE and path in self._steering)
            for sort in (one.scope, one.area):
                (self._governing if steers else self._agencies)[sort] |= bit

    def asked(self, words: str) -> int:
        """The units that words which name somebody ask, and those above them; everybody where that is not sure."""
        found = meant(words) or self._known(words)
        return reduce(or_, map(self._whom, found)) if found else self.everybody

    def _known(self, words: str) -> tuple[Meaning, ...]:
        """A body that is there under just this name, whatever it is."""
        name = key(words)
        scopes = {self._bodies[path].scope for path in self._names.get(name, ()) if len(name.split()) >= WORDS}
        return (Meaning(scopes.pop(), "agency", name),) if len(scopes) == 1 and "" not in scopes else ()

    def _whom(self, one: Meaning) -> int:
        unsure = self.everybody & ~self._sure
        if one.scope == CENTRE:
            return unsure
        asked = unsure | self._governing[PROVINCE]
        here = one.area if one.area in self._governing or one.area in self._agencies else ""
        sort = here or one.scope
        if one.means == "agency":
            return asked | self._agency(one, here)
        if one.means == "place" or (one.area and not here):
            asked |= self._agencies[sort]
        return asked | self._governing[sort]

    def _agency(self, one: Meaning, here: str) -> int:
        """The agency, and who governs it; where no unit of a place bears its name, any agency there may be it."""
        sorts = [here] if here else [one.scope] if one.scope else [PROVINCE, COMMUNE]
        governing = reduce(or_, (self._governing[sort] for sort in sorts))
        pool = reduce(or_, (self._agencies[sort] for sort in sorts))
        bearing = 0
        for path in self._names.get(one.key, ()) if len(one.key.split()) >= WORDS else ():
            place = self._bodies[path].area
            if one.area and place != here:
                continue
            pool &= ~self._agencies[place] if place else pool
            bearing |= reduce(or_, (self._at.get(at, 0) for at in above(path)))
        return governing | pool | bearing


def _around(units: Sequence[int]) -> list[Row]:
    """Some units, those above them, and those of the places in which they stand: in short rows."""
    columns = ("pk", "path", "name", "short_name", "level__name")
    today = Unit.objects.on(timezone.localdate())
    own = [row for row in today.filter(pk__in=units).values_list(*columns) if row[1]]
    paths = {row[1] for row in own}
    upward = {at for path in paths for at in above(path)[:-1]}
    over = [*Unit.objects.filter(path__in=upward - paths).values_list(*columns), *(r for r in own if r[1] in upward)]
    placed = {path for _pk, path, name, *_more in over if path and meant_place(name)}
    tops = {next((at for at in above(path)[:-1] if at in placed), "") for path in paths} - {""}
    there = reduce(or_, (Q(path__startswith=top) for top in tops), Q(pk__in=[]))
    beside = today.filter(there).exclude(pk__in=units).values_list(*columns) if tops else ()
    return [*{row[0]: row for row in [*over, *own, *beside] if row[1]}.values()]


def meant_place(name: str) -> bool:
    """Whether a name is that of a body of some place."""
    return any(one.area for one in meant(name))
