"""How far is a document, unit by unit? One light read gives the numbers and their lists, so that they cannot differ."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from thongsuot.dissemination.models import Acknowledgement, AgendaItem, Conference, Delivery, Venue
from thongsuot.dissemination.rules import SILENT, Cell, Ending, Facts, Part, Progress, Tally, alike, parts
from thongsuot.documents.models import Document, Version
from thongsuot.units.access import Acting

ORDER = ("recipient__level__rank", "recipient__position", "recipient__sort_key", "recipient")
LEAN = ("document", "recipient", "version", "receipt", "ending")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands with a document, by its newest delivery that was not recalled."""

    delivery: int
    unit: int
    level: int
    path: str
    facts: Facts


def newest(documents: Collection[int]) -> QuerySet[Delivery]:
    """For each of some documents and each unit the newest delivery that was not recalled, whoever looks."""
    kept = Delivery.objects.filter(document__in=documents).exclude(ending=Ending.RECALLED)
    last = kept.order_by().values("document", "recipient").annotate(newest=Max("pk")).values("newest")
    return Delivery.objects.filter(pk__in=last)


def standing(document: int, acting: Acting | None, below: str = "") -> list[Standing]:
    """The units that a document was sent to, as far as somebody sees them, in the order of lists."""
    seen = newest([document]) & Delivery.objects.visible_to(acting)
    if below:
        seen = seen.filter(recipient__path__startswith=below)
    told = _told([document])
    return [
        Standing(pk, row[1], level, path or "", told(*row))
        for pk, level, path, *row in seen.order_by(*ORDER).values_list(
            "pk", "recipient__level", "recipient__path", *LEAN
        )
    ]


def outbox(documents: Collection[int], acting: Acting) -> dict[int, Tally]:
    """The numbers of several documents, for the list of what was sent."""
    rows = (newest(documents) & Delivery.objects.visible_to(acting)).order_by().values_list(*LEAN)
    told, out = _told(documents), {key: dict.fromkeys(Part, 0) for key in documents}
    for (document, facts), n in Counter((row[0], told(*row)) for row in rows.iterator(5000)).items():
        for part in parts(facts):
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
    within = {facts: part in parts(facts) for facts in _combinations()}
    return [row for row in rows if within[row.facts] and (not level or row.level == level)]


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


def _told(documents: Collection[int]) -> Callable[..., Facts]:
    """What is known of a delivery, by the columns of :data:`LEAN`."""
    known = {(facts.received, facts.returned, facts.studied, facts.noted): facts for facts in _combinations()}
    studied, noted = _studied(documents), _noted(documents)

    def told(document: int, unit: int, version: int, receipt: int | None, ending: str) -> Facts:
        return known[
            receipt is not None, ending == Ending.RETURNED, (document, unit) in studied, (unit, version) in noted
        ]

    return told


def _combinations() -> list[Facts]:
    both = (False, True)
    return [Facts(a, b, c, d) for a in both for b in both for c in both for d in both]


def _studied(documents: Collection[int]) -> set[tuple[int, int]]:
    """Which units studied which document: a meeting of their own was held, or people were at a venue of theirs."""
    agenda = AgendaItem.objects.filter(document__in=documents, conference__status=Progress.HELD).order_by()
    about = dict[int, set[int]]()
    for document, conference in agenda.values_list("document", "conference"):
        about.setdefault(conference, set()).add(document)
    own = Conference.objects.filter(pk__in=about).order_by().values_list("pk", "unit")
    came = Venue.objects.filter(conference__in=about, actual__gt=0, unit__isnull=False).order_by()
    pairs = [*own, *came.values_list("conference", "unit")]
    return {(document, unit) for conference, unit in pairs for document in about[conference]}


def _noted(documents: Collection[int]) -> set[tuple[int, int]]:
    """Which units' heads have taken note of which version, or of an earlier one that says the same."""
    acts = Acknowledgement.objects.filter(document__in=documents).order_by().values_list("unit", "version")
    later = dict[int, list[int]]()
    for version, same in holding(documents).items():
        for one in same:
            later.setdefault(one, []).append(version)
    return {(unit, version) for unit, given in acts for version in later.get(given, (given,))}
