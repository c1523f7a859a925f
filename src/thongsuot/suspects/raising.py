"""What rests on words that changed? A suspect for each thing, through the whole tree, in a few statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from thongsuot.documents.models import Document, Version
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.followup.rules import OPEN, State
from thongsuot.programmes.models import Basis, Exemption, Programme
from thongsuot.programmes.rules import GONE, beneath
from thongsuot.suspects.following import keepers, settle
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.rules import THINGS, Decision, How, Turn, place_of

LIVE = [*OPEN, State.SUSPENDED]
"""Duties that are still to be done: what was finished or withdrawn under the old words is history."""
DEEPEST = 20
"""Steps down the tree of units: more than there are."""
BATCH = 1000
Turns = Mapping[str, Turn]
Prints = Mapping[str, tuple[str, str]]
"""The fingerprints of clauses, before and after."""
Rows = QuerySet[Assignment] | QuerySet[Recurrence]
"""Duties, single or regular."""


@dataclass(slots=True)
class Rests:
    """Something that rests on a clause that changed."""

    unit: int
    document: int
    about: str
    locs: list[str]
    turn: Turn
    item: int | None = None
    programme: int | None = None
    assignment: int | None = None
    recurrence: int | None = None
    exemption: int | None = None
    via: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Which thing it is."""
        return next((name, pk) for name in THINGS if (pk := getattr(self, name)))


@dataclass(slots=True)
class Raising:
    """The suspects of one change while they are found."""

    change: Change
    prints: Prints
    there: set[tuple[str, int]] = field(default_factory=set)
    agreeing: set[tuple[str, int]] = field(default_factory=set)  # that say what the clause says now
    made: list[Suspect] = field(default_factory=list)
    heirs: Mapping[int, int] = field(default_factory=keepers)  # who decides for units that ended

    def keep(self, rows: Iterable[Rests]) -> list[Suspect]:
        """Suspects for what has none of this change yet."""
        fresh = []
        for row in rows:
            if row.key not in self.there:
                self.there.add(row.key)
                fresh.append(self._suspect(row))
        made = Suspect.objects.bulk_create(fresh, batch_size=BATCH)
        self.made += made
        return made

    def _suspect(self, row: Rests) -> Suspect:
        before, after = self.prints.get(row.turn.loc, ("", ""))
        return Suspect(
            change=self.change, unit_id=self.heirs.get(row.unit, row.unit), document_id=row.document,
            programme_id=row.programme, item_id=row.item, assignment_id=row.assignment,
            recurrence_id=row.recurrence, exemption_id=row.exemption, about=row.about[:400],
            via_id=row.via, loc=row.turn.loc, also=" ".join(loc for loc in row.locs if loc != row.turn.loc),
            how=row.turn.how, to=row.turn.to, print_before=before, print_after=after,
        )  # fmt: skip


def resting(document: Document) -> set[str]:
    """The places of a document that anything rests on."""
    bases = Basis.objects.filter(document=document)
    duties = Assignment.objects.filter(document=document, state__in=LIVE)
    regular = Recurrence.objects.filter(document=document, next_turn__isnull=False)
    found: set[str] = set()
    for each in (bases, duties, regular, _holding().filter(document=document)):
        found |= set(each.order_by().values_list("loc", flat=True).distinct())
    return found


def _holding() -> QuerySet[Exemption]:
    """The exemptions that hold or wait for approval."""
    return Exemption.objects.exclude(state__in=GONE).order_by("pk")


def raise_for(change: Change, turns: Turns, prints: Prints) -> list[Suspect]:
    """The suspects of a change. Within ``writing``."""
    raising = Raising(change, prints)
    if turns:
        older = list(Suspect.objects.waiting().filter(change__document=change.document).exclude(change=change))
        fresh = raising.keep(_items(change.document_id, turns, prints, raising))
        raising.keep(_duties(change.document_id, turns, prints, fresh, raising))
        raising.keep(_regular(change.document_id, turns, fresh))
        raising.keep(_exempt(change.document_id, turns, prints, raising))
        _spread(fresh, raising)
        _overtake(older, set(turns), raising)
    return raising.made


def _items(document: int, turns: Turns, prints: Prints, raising: Raising) -> Iterable[Rests]:
    rows = Basis.objects.filter(document=document, loc__in=list(turns)).order_by("item", "loc")
    found: dict[int, Rests] = {}
    wanted = ("item", "loc", "fingerprint", "unit", "item__programme", "item__action")
    for item, loc, fingerprint, unit, programme, action in rows.values_list(*wanted):
        if agrees(turns[loc], fingerprint, prints):
            raising.agreeing.add(("item", item))
        elif item in found:
            found[item].locs.append(loc)
        else:
            found[item] = Rests(unit, document, action, [loc], turns[loc], item=item, programme=programme)
    return found.values()


def agrees(turn: Turn, fingerprint: str, prints: Prints) -> bool:
    """Whether what rests was made on the very words that the clause has now."""
    others = turn.how in (How.WORDS, How.RENUMBERED, How.REPEALED)
    return others and bool(fingerprint) and fingerprint == prints.get(turn.loc, ("", ""))[1]


def _duties(document: int, turns: Turns, prints: Prints, items: Iterable[Suspect], raising: Raising) -> Iterator[Rests]:
    """Duties on the clauses, and those given for items that are doubtful; passed down or not."""
    through = {row.item_id: row for row in items}
    wanted = ("pk", "loc", "fingerprint", "assigner", "action", "item")
    live = Assignment.objects.filter(state__in=LIVE).order_by("pk")
    on = live.filter(document=document, loc__in=list(turns))
    for pk, loc, fingerprint, unit, action, item in on.values_list(*wanted):
        if agrees(turns[loc], fingerprint, prints):
            raising.agreeing.add(("assignment", pk))
            continue
        via = through.get(item)
        yield Rests(unit, document, action, [loc], turns[loc], assignment=pk, via=via.pk if via else None)
    if through:
        yield from _given_for(live, through)


def _given_for(rows: Rows, through: Mapping[int | None, Suspect]) -> Iterator[Rests]:
    """The duties that carry out items, single or regular: each by way of its item."""
    what = _what(rows)
    for some in _chunks(list(through)):
        told = rows.filter(item__in=some).values_list("pk", "assigner", "action", "item", "document")
        for pk, unit, action, item, doc in told:
            yield by_way_of(through[item], unit, doc or through[item].document_id, action, **{what: pk})


def _what(rows: Rows) -> str:
    """How a suspect names a duty: ``assignment`` or ``recurrence``."""
    return rows.model._meta.model_name or ""


def _regular(document: int, turns: Turns, items: Iterable[Suspect]) -> Iterator[Rests]:
    through = {row.item_id: row for row in items}
    rows = Recurrence.objects.filter(next_turn__isnull=False).order_by("pk")
    asked = Q(document=document, loc__in=list(turns))
    for pk, loc, unit, action in rows.filter(asked).values_list("pk", "loc", "assigner", "action"):
        yield Rests(unit, document, action, [loc], turns[loc], recurrence=pk)
    yield from _given_for(rows, through)


def _exempt(document: int, turns: Turns, prints: Prints, raising: Raising) -> Iterator[Rests]:
    """That a clause does not apply was said of the words it had. To a unit that ended nothing applies any more."""
    rows = _holding().filter(document=document, loc__in=list(turns)).exclude(unit__in=raising.heirs)
    for pk, loc, fingerprint, unit, reason in rows.values_list("pk", "loc", "fingerprint", "unit", "reason"):
        if agrees(turns[loc], fingerprint, prints):
            raising.agreeing.add(("exemption", pk))
        else:
            yield Rests(unit, document, reason, [loc], turns[loc], exemption=pk)


def _spread(items: list[Suspect], raising: Raising) -> None:
    """Down the tree: an issued programme is a document; what rests on a doubtful item of it is doubtful in its turn."""
    for _step in range(DEEPEST):
        if not items:
            return
        items = _below(items, raising)


def _below(items: list[Suspect], raising: Raising) -> list[Suspect]:
    """What rests on the issued programmes of some items; gives the items among it."""
    issued: dict[int, int] = {}
    for some in _chunks(sorted({row.programme_id for row in items if row.programme_id})):
        rows = Programme.objects.filter(pk__in=some, issued__isnull=False).order_by()
        issued |= dict(rows.values_list("pk", "issued"))
    if not issued:
        return []
    places = _places(items, issued)
    if not places:
        return []
    found: dict[int, Rests] = {}
    others: list[Rests] = []
    for row in _on(places, raising.heirs):
        if row.item:
            found.setdefault(row.item, row)
        else:
            others.append(row)
    fresh = raising.keep(found.values())
    raising.keep(others)
    through = {row.item_id: row for row in fresh}
    if through:
        live = Assignment.objects.filter(state__in=LIVE).order_by("pk")
        raising.keep(_given_for(live, through))
        raising.keep(_given_for(Recurrence.objects.filter(next_turn__isnull=False), through))
    return fresh


def _places(items: Iterable[Suspect], issued: Mapping[int, int]) -> dict[int, dict[str, Suspect]]:
    """For each issued programme that anything rests on, the places that do, each with the item it rests on."""
    on: dict[int, set[str]] = {}
    keys = sorted(set(issued.values()))
    for some in _chunks(keys):
        bases = Basis.objects.filter(document__in=some).order_by().values_list("document", "loc")
        live = Assignment.objects.filter(document__in=some, state__in=LIVE).order_by().values_list("document", "loc")
        regular = Recurrence.objects.filter(document__in=some).order_by().values_list("document", "loc")
        exempt = _holding().filter(document__in=some).order_by().values_list("document", "loc")
        for key, loc in {*bases.distinct(), *live.distinct(), *regular.distinct(), *exempt.distinct()}:
            on.setdefault(key or 0, set()).add(loc)
    if not on:
        return {}
    texts = _texts(on)
    out: dict[int, dict[str, Suspect]] = {}
    for row in items:
        document = issued.get(row.programme_id or 0)
        if document in on:
            stands = place_of(row.about, texts[document])
            for loc in on[document]:
                if not stands or any(beneath(loc, at) or beneath(at, loc) for at in stands):
                    out.setdefault(document, {}).setdefault(loc, row)
    return out


def _texts(documents: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The clauses of some documents' present texts."""
    out: dict[int, list[tuple[str, str]]] = {key: [] for key in documents}
    for some in _chunks(sorted(out), 100):
        rows = Version.objects.filter(pk__in=Document.objects.filter(pk__in=some).values("current"))
        for version in rows.defer("reading").prefetch_related("provisions"):
            out[version.document_id] = [
                (row.loc, version.text[row.start : row.end]) for row in version.provisions.all()
            ]
    return out


def _on(places: Mapping[int, Mapping[str, Suspect]], ended: Iterable[int]) -> Iterator[Rests]:
    """What rests on some places of issued programmes; no exemptions of units that ended."""
    for some in _chunks(sorted(places)):
        bases = Basis.objects.filter(document__in=some).order_by("item", "loc")
        wanted = ("document", "loc", "unit", "item__action", "item", "item__programme")
        for document, loc, unit, about, item, programme in bases.values_list(*wanted):
            if via := places[document].get(loc):
                yield by_way_of(via, unit, document, about, item=item, programme=programme)
        for rows in (
            Assignment.objects.filter(document__in=some, state__in=LIVE).order_by("pk"),
            Recurrence.objects.filter(document__in=some, next_turn__isnull=False).order_by("pk"),
        ):
            for document, loc, unit, about, pk in rows.values_list("document", "loc", "assigner", "action", "pk"):
                if via := places[document].get(loc):
                    yield by_way_of(via, unit, document, about, **{_what(rows): pk})

        exempt = _holding().filter(document__in=some).exclude(unit__in=ended)
        for document, loc, unit, about, pk in exempt.values_list("document", "loc", "unit", "reason", "pk"):
            if via := places[document].get(loc):
                yield by_way_of(via, unit, document, about, exemption=pk)


def by_way_of(via: Suspect, unit: int, document: int, about: str, **what: int) -> Rests:
    """What rests on a clause by way of something that does."""
    return Rests(unit, document, about, via.locs, Turn(via.loc, How(via.how), via.to), via=via.pk, **what)


def _overtake(older: Iterable[Suspect], touched: set[str], raising: Raising) -> None:
    """What waited for a decision on words that have changed once more is asked anew, or holds again."""
    gone: dict[Decision, list[int]] = {Decision.OVERTAKEN: [], Decision.LAPSED: []}
    for row in older:
        key = next((name, pk) for name in THINGS if (pk := getattr(row, f"{name}_id")))
        if not set(row.locs) <= touched:
            continue
        if key in raising.there:
            gone[Decision.OVERTAKEN].append(row.pk)
        elif key in raising.agreeing:
            gone[Decision.LAPSED].append(row.pk)
    for decision, keys in gone.items():
        settle(Suspect.objects.filter(pk__in=keys), decision)
    lapse_below()


def lapse_below() -> None:
    """What was doubtful only by way of an item that no longer is."""
    for _step in range(DEEPEST):
        if not settle(Suspect.objects.filter(via__decision=Decision.LAPSED), Decision.LAPSED):
            return


def _chunks[T](keys: list[T], size: int = 5000) -> Iterator[list[T]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
