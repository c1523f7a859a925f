"""What waits for somebody? The numbers and lists of the desk; each opens the list that it counts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thongsuot.documents.models import Document, Finding, Refusal
from thongsuot.documents.rules import Kind, State, Status, symbol_key
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Desk:
    """What a post has before it."""

    review: list[Document]
    failed: list[Document]
    recent: list[Document]
    refusals: int


def desk(acting: Acting) -> Desk:
    """The desk of a post: what to review and mend at its own unit, and what came in anywhere it may look."""
    seen = Document.objects.visible_to(acting).select_related("unit").order_by("-arrived_on", "-pk")
    own = seen.filter(unit=acting.unit_id)
    waits = acting.bears(Right.REVIEW)
    return Desk(
        review=_to_review(own) if waits else [],
        failed=list(own.filter(status=Status.FAILED)[:SHOWN]) if acting.bears(Right.REGISTER) or waits else [],
        recent=list(seen[:SHOWN]),
        refusals=Refusal.objects.filter(unit=acting.unit_id).count() if acting.bears(Right.REGISTER) else 0,
    )


def _to_review(own: QuerySet[Document]) -> list[Document]:
    """The newest documents with proposals, and how many each has."""
    waiting = Finding.objects.filter(state=State.PROPOSED, kind__in=(Kind.RELATION, Kind.OBLIGATION))
    rows = list(own.filter(Exists(waiting.filter(document=OuterRef("pk"))), status=Status.READ)[:SHOWN])
    counts = dict(waiting.filter(document__in=rows).values_list("document").annotate(n=Count("pk")).order_by())
    for row in rows:
        row.proposed = counts.get(row.pk, 0)  # type: ignore[attr-defined]
    return rows


def palette(acting: Acting, words: str) -> list[dict[str, Any]]:
    """Documents and units whose name begins with or holds what was typed."""
    found: list[dict[str, Any]] = []
    if acting.reads and words:
        key = symbol_key(words)
        named = Q(title__icontains=words)
        rows = Document.objects.visible_to(acting).filter((Q(symbol_key__startswith=key) | named) if key else named)
        found += [
            {"text": str(document), "hint": document.title[:90], "url": f"/documents/{document.pk}/"}
            for document in rows.order_by("-date", "-pk")[:SHOWN]
        ]
    if words:
        units = Unit.objects.filter(Q(name__icontains=words) | Q(code__istartswith=words)).select_related("level")
        found += [{"text": unit.name, "hint": str(unit.level), "url": f"/units/{unit.pk}/"} for unit in units[:SHOWN]]
    return found
