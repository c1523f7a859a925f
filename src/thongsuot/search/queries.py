"""What does somebody find? Hits of the index, held against the database once more before they are shown."""

from dataclasses import dataclass

from django.db.models import QuerySet

from thongsuot.documents.models import Document, Provision, SavedSearch
from thongsuot.documents.queries import forces
from thongsuot.documents.rules import Force
from thongsuot.search.clauses import Facets, Hit, Hits
from thongsuot.search.query import Query
from thongsuot.search.sync import catch_up, index, rights_of
from thongsuot.units.access import Acting

PAGE = 20
SOON = 50  # documents that a search itself brings into the index; more are left to the follower


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with its document as the database has it."""

    hit: Hit
    document: Document
    force: Force


@dataclass(frozen=True, slots=True)
class Result:
    """A page of what was found."""

    found: list[Found]
    total: int
    facets: Facets
    every_word: bool


def search(acting: Acting, query: Query, page: int = 1) -> Result:
    """A page of clauses that somebody may read."""
    catch_up(SOON)
    hits = index().search(query, rights_of(acting), (page - 1) * PAGE, PAGE)
    return Result(_held(acting, hits), hits.total, hits.facets, hits.every_word)


def similar(acting: Acting, clause: Provision, limit: int = 10) -> list[Found]:
    """Clauses of other places that are most like one, of those that somebody may read."""
    version = clause.version
    words = version.text[clause.start : clause.end]
    hits = index().similar(words, rights_of(acting), limit + 5)
    own = (version.document_id, clause.loc)
    others = tuple(hit for hit in hits if (hit.clause.document, hit.clause.loc) != own)[:limit]
    return _held(acting, Hits(len(others), others))


def saved(acting: Acting) -> QuerySet[SavedSearch]:
    """The searches somebody keeps."""
    return SavedSearch.objects.filter(user=acting.user).order_by("name")


def _held(acting: Acting, hits: Hits) -> list[Found]:
    """The hits whose documents the database lets somebody see now: the index may be a moment behind."""
    keys = {hit.clause.document for hit in hits.hits}
    rows = Document.objects.visible_to(acting).filter(pk__in=keys).select_related("unit")
    seen = {document.pk: document for document in rows}
    valid = forces(seen.values())
    return [
        Found(hit, seen[hit.clause.document], valid[hit.clause.document])
        for hit in hits.hits
        if hit.clause.document in seen
    ]
