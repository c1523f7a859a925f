"""Which public clauses answer a query? An index of their own, so that nothing else can be found, asked once more.

The index holds publications, each under its own key: what a publication shows never changes, so a hit is as old as the
index but never of another text. Which of them the public may see is asked of the database with every search.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from thongsuot.events.models import Chain, Event
from thongsuot.portal.models import Publication
from thongsuot.search.clauses import Clause, Hit
from thongsuot.search.index import Busy, Index
from thongsuot.search.query import Query
from thongsuot.search.sync import BATCH, bring, pieces

VERBS = ("published", "publication-withdrawn", "restricted", "read")
"""Events after which the public finds something else."""
TOKEN = "public"
PAGE = 20
LAST_PAGE = 50
SOON = 20  # publications that a search itself brings into the index; more are left to the follower


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its publication as the database has it."""

    hit: Hit
    publication: Publication


@dataclass(frozen=True, slots=True)
class Result:
    """A page of what was found."""

    found: list[Found]
    total: int
    every_word: bool


@cache
def index() -> Index:
    """This node's index of what is public."""
    return Index(settings.INDEX / "public")


def search(words: str, live: Sequence[int], page: int = 1) -> Result:
    """A page of clauses of these publications, which the public may see now."""
    catch_up(SOON)
    if not live:
        return Result([], 0, every_word=True)
    hits = index().search(Query(words, among=tuple(live)), [TOKEN], (page - 1) * PAGE, PAGE)
    rows = Publication.objects.live().in_bulk({hit.clause.document for hit in hits.hits})
    found = [
        Found(hit, rows[hit.clause.document])
        for hit in hits.hits
        if hit.clause.document in rows and rows[hit.clause.document].version_id == hit.clause.version
    ]
    return Result(found, hits.total, hits.every_word)


def catch_up(most: int | None = None) -> int:
    """Follow the events since the last time; gives how many publications changed. Another writer is left to it.

    Where more than ``most`` changed, nothing is done: the follower will.
    """
    held = index()
    stamp, end = held.stamp, Chain.objects.get(pk=1).seq
    if stamp == end:
        return 0
    if stamp in range(1, end):
        events = Event.objects.filter(seq__gt=stamp, seq__lte=end, verb__in=VERBS).values_list("thread", flat=True)
        documents = {int(thread.removeprefix("document:")) for thread in events if thread.startswith("document:")}
        keys = list(Publication.objects.filter(document__in=documents).values_list("pk", flat=True))
        fresh = False
    else:  # nothing is in it yet, or the database was put back
        keys, fresh = list(Publication.objects.live().values_list("pk", flat=True)), True
    if (most is not None and len(keys) > most) or (not keys and not fresh and end - stamp < BATCH):
        return 0
    try:
        bring(held, sorted(keys), end, _held, fresh=fresh)
    except Busy:
        return 0
    return len(keys)


def rebuild() -> int:
    """Build the index anew; gives how many publications are in it."""
    end = Chain.objects.get(pk=1).seq
    keys = list(Publication.objects.live().values_list("pk", flat=True))
    bring(index(), sorted(keys), end, _held, fresh=True)
    return len(keys)


def _held(keys: Sequence[int]) -> Mapping[int, Iterable[Clause]]:
    rows = Publication.objects.live().filter(pk__in=keys).select_related("version").defer("version__reading")
    return {row.pk: clauses(row) for row in rows.prefetch_related("version__provisions")}


def clauses(publication: Publication) -> Iterator[Clause]:
    """A publication as the index holds it."""
    for piece in pieces(publication.version, publication.title):
        yield Clause(
            document=publication.pk, version=publication.version_id, symbol=publication.symbol,
            title=publication.title, kind=publication.kind, issuers=tuple(publication.issuers),
            date=publication.date, rights=(TOKEN,), unit=0, index=piece.order, loc=piece.loc,
            level=piece.level, heading=piece.heading, path=piece.path, text=piece.text,
        )  # fmt: skip
