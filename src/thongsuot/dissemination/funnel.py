"""How far is a document, unit by unit? One light read gives the numbers and their lists, so that they cannot differ."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import product
from typing import NamedTuple

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, When

from thongsuot.dissemination.models import Acknowledgement, AgendaItem, Conference, Delivery, Venue
from thongsuot.dissemination.rules import SILENT, Cell, Ending, Facts, Part, Progress, Tally, alike, parts
from thongsuot.documents.models import Document, Version
from thongsuot.units.access import Acting

ORDER = ("recipient__level__rank", "recipient__position", "recipient__sort_key", "recipient")
FACTS = ("got", "back", "learnt", "known")


class Standing(NamedTuple):
    """Where a unit stands with a document, by its newest delivery that was not recalled."""

    delivery: int
    unit: int
    level: int
    path: str
    facts: Facts


def standing(document: int, acting: Acting | None, below: str = "") -> list[Standing]:
    """The units that a document was sent to, as far as somebody sees them, in the order of lists."""
    seen, known = _seen([document], acting), _combinations()
    if below:
        seen = seen.filter(recipient__path__startswith=below)
    columns = ("pk", "recipient", "recipient__level", "recipient__path", *FACTS)
    rows = seen.order_by(*ORDER).values_list(*columns)
    return [Standing(pk, unit, level, path or "", known[a, b, c, d]) for pk, unit, level, path, a, b, c, d in rows]


def outbox(documents: Collection[int], acting: Acting) -> dict[int, Tally]:
    """The numbers of several documents, for the list of what was sent: counted where they are kept, no unit is read."""
    rows = _seen(documents, acting).order_by().values_list("document", *FACTS).annotate(n=Count("pk"))
    known, out = _combinations(), {key: dict.fromkeys(Part, 0) for key in documents}
    for document, *facts, n in rows:
        for part in parts(known[*facts]):
            out[document][part] += n
    return {key: tally for key, tally in out.items() if tally[Part.SENT]}


def numbers(rows: Iterable[Standing]) -> Tally:
    """How many units each number counts."""
    out = dict.fromkeys(Part, 0)
    for facts, n in Counter(row.facts for row in rows).items():
        for part in parts(facts):
            out[part] += n
    return out


def cells(rows: Iterable[Standing], below: str = "") -> list[Cell]:
    """The funnel by level and by branch of the tree under ``below``."""
    start = len(below)
    counted = Counter((row.level, row.path[start:].partition(".")[0], row.facts) for row in rows)
    return [Cell(level, branch, facts, n) for (level, branch, facts), n in counted.items()]


def chosen(rows: Iterable[Standing], part: Part, level: int = 0) -> list[Standing]:
    """The units that a number of the funnel counts, of one level where one is named."""
    within = {facts for facts in _combinations().values() if part in parts(facts)}
    return [row for row in rows if row.facts in within and (not level or row.level == level)]


def silent(document: Document, part: Part, acting: Acting | None) -> list[Standing]:
    """The units that have not received, not studied, or not taken note of a document."""
    return chosen(standing(document.pk, acting), part if part in SILENT else Part.WAITING)


def printed(rows: Collection[Standing]) -> list[Delivery]:
    """Deliveries of a page with what a list prints of them, in the order of the rows."""
    found = Delivery.objects.filter(pk__in=[row.delivery for row in rows]).defer("version__text", "version__reading")
    by_key = found.select_related("recipient__level", "recipient__parent", "version", "receipt", "sender").in_bulk()
    return [by_key[row.delivery] for row in rows if row.delivery in by_key]


def holding(documents: Collection[int]) -> dict[int, frozenset[int]]:
    """For each version of some documents those whose acknowledgement holds for it."""
    told = Delivery.objects.filter(document__in=documents, significant=True).order_by()
    significant = set(told.values_list("version", flat=True).distinct())
    versions = dict[int, dict[int, int]]()
    for pk, document, n in Version.objects.filter(document__in=documents).values_list("pk", "document", "n"):
        versions.setdefault(document, {})[pk] = n
    return {key: same for of_one in versions.values() for key, same in alike(of_one, significant).items()}


def _seen(documents: Collection[int], acting: Acting | None) -> QuerySet[Delivery]:
    """For each of some documents and each unit that somebody sees the newest delivery that was not recalled.

    What is known of it stands in the columns of :data:`FACTS`.
    """
    kept = Delivery.objects.filter(document__in=documents).exclude(ending=Ending.RECALLED).order_by()
    newest = kept.values("document", "recipient").annotate(newest=Max("pk")).values("newest")
    return (
        Delivery.objects.visible_to(acting)
        .filter(document__in=documents, pk__in=newest)
        .annotate(
            got=_bit(Q(receipt__isnull=False)),
            back=_bit(Q(ending=Ending.RETURNED)),
            learnt=_bit(_studied(documents)),
            known=_bit(_noted(documents)),
        )
    )


def _bit(condition: Q) -> Case:
    """A condition as 1 or 0: what databases give back as such, and what they can group by."""
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _combinations() -> dict[tuple[int, ...], Facts]:
    return {bits: Facts(*map(bool, bits)) for bits in product((0, 1), repeat=len(FACTS))}


def _studied(documents: Collection[int]) -> Q:
    """Whose unit studied the document: a meeting of their own was held, or people were at a venue of theirs."""
    agenda = AgendaItem.objects.filter(document__in=documents, conference__status=Progress.HELD).order_by()
    about = dict[int, set[int]]()
    for document, conference in agenda.values_list("document", "conference"):
        about.setdefault(document, set()).add(conference)
    out = Q(pk__in=[])
    for document, held in about.items():
        own = Conference.objects.filter(pk__in=held).order_by().values("unit")
        came = Venue.objects.filter(conference__in=held, actual__gt=0, unit__isnull=False).order_by().values("unit")
        out |= Q(document=document) & (Q(recipient__in=own) | Q(recipient__in=came))
    return out


def _noted(documents: Collection[int]) -> Q:
    """Whose unit's head has taken note of the version, or of an earlier one that says the same."""
    itself = Acknowledgement.objects.filter(unit=OuterRef("recipient"), version=OuterRef("version"))
    out = Q(Exists(itself))
    for version, same in holding(documents).items():
        if earlier := same - {version}:
            given = Acknowledgement.objects.filter(version__in=earlier).order_by().values("unit")
            out |= Q(version=version, recipient__in=given)
    return out
