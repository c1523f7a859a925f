"""What does the public see? Publications that stand and are still allowed, and what hangs together among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from thongsuot.documents.models import Document, Finding
from thongsuot.documents.queries import ENDING
from thongsuot.documents.rules import Effect, Force, Kind, force_on
from thongsuot.portal.models import HEADER, Publication
from thongsuot.programmes.models import Programme
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within

MOST = 60
"""Relations of one document that are printed."""


def live(*, programmes: bool = False) -> QuerySet[Publication]:
    """What is public, the newest first; or the programmes among it."""
    rows = Publication.objects.live()
    return rows.filter(document__issued_from__isnull=False) if programmes else rows


def at(slug: str) -> Publication | None:
    """What stands at a public address."""
    rows = Publication.objects.live().filter(slug=slug).select_related("document", "version")
    return rows.defer("version__text", "version__reading").first()


@dataclass(frozen=True, slots=True)
class Related:
    """A relation to another document: a public one, or the words of the text where it is none."""

    relation: str
    other: Publication | None
    words: str
    loc: str = ""


def relations(shown: Publication) -> list[Related]:
    """What a document does to others, as people confirmed it, in words that stand in the public text."""
    rows = Finding.objects.confirmed().filter(
        document=shown.document_id, kind=Kind.RELATION, version=shown.version_id, lost=False
    )
    found = list(rows.order_by("start", "pk")[:MOST])
    public = _by_document(row.target_id for row in found)
    text = shown.version.text if found else ""
    return [
        Related(row.relation, public.get(row.target_id or 0), row.quote, row.loc)
        for row in found
        if text[row.start : row.end] == row.quote
    ]


def inverse(shown: Publication) -> list[Related]:
    """What other public documents do to this one, in words of their public texts."""
    rows = _confirmed(shown).order_by("-document__date", "pk")[:MOST]
    public = _by_document(row.document_id for row in rows)
    return [
        Related(row.relation, public[row.document_id], "", row.loc)
        for row in rows
        if row.document_id in public and public[row.document_id].version_id == row.version_id
    ]


def _confirmed(shown: Publication) -> QuerySet[Finding]:
    """Confirmed relations to a document, found in the versions that are public."""
    rows = Finding.objects.confirmed().filter(kind=Kind.RELATION, target=shown.document_id, lost=False)
    return rows.filter(version__in=Publication.objects.live().values("version"))


def _by_document(keys: Iterable[int | None]) -> dict[int, Publication]:
    rows = Publication.objects.live().filter(document__in={key for key in keys if key})
    return {row.document_id: row for row in rows}


def force(shown: Publication, day: date | None = None) -> Force:
    """Whether a document is in force, by its own days and by what public documents do to it.

    As ``documents.queries.effects``: said by the register that holds a document, or one above it.
    """
    rows = _confirmed(shown).filter(relation__in=ENDING)
    found = list(rows.select_related("document__unit", "target__unit"))
    public = _by_document(row.document_id for row in found)
    done = [
        Effect(row.relation, public[row.document_id].since, not row.payload.get("loc"))
        for row in found
        if row.document_id in public
        and row.target
        and within(row.target.unit.path or "", row.document.unit.path or "-")
    ]
    return force_on(day or timezone.localdate(), shown.since, shown.effective_to, done)


def answers(shown: Publication) -> list[Publication]:
    """The public programmes that answer a document."""
    issued = Programme.objects.filter(answers=shown.document_id, issued__isnull=False).values("issued")
    return list(Publication.objects.live().filter(document__in=issued)[:MOST])


def answered(shown: Publication) -> Publication | None:
    """The public document that a programme answers."""
    asked = Programme.objects.filter(issued=shown.document_id).values("answers")
    return Publication.objects.live().filter(document__in=asked).first()


def published_by(acting: Acting) -> QuerySet[Publication]:
    """What was published of the documents of somebody's unit and those below it, which he may see."""
    below = Unit.objects.below(acting.path).values("pk")
    seen = Document.objects.visible_to(acting).filter(unit__in=below).values("pk")
    rows = Publication.objects.filter(document__in=seen)
    return rows.select_related("document__unit", "unit", "version").defer("version__text", "version__reading")


def latest(document: Document) -> Publication | None:
    """The publication of a document that stands, shown to the public or not."""
    return Publication.objects.standing().filter(document=document).select_related("version", "document").first()


def outdated(publication: Publication) -> bool:
    """Whether a document has another text or header than its publication."""
    document = publication.document
    return document.current_id != publication.version_id or any(
        getattr(document, name) != getattr(publication, name) for name in HEADER
    )
