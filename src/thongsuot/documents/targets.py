"""Which registered document does a symbol name? Seen from the unit whose document cites it."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from thongsuot.documents.announcing import relation_decided
from thongsuot.documents.models import Document, Finding, Share
from thongsuot.documents.rules import CONFIRMED, Kind, Reach
from thongsuot.units.models import Unit
from thongsuot.units.rules import above


def known_to(unit: Unit, candidates: Sequence[Document]) -> Document | None:
    """The document that a unit means: its own copy, one it was given, that of the nearest unit above, an open one."""
    if not candidates:
        return None
    line = {path: n for n, path in enumerate(above(unit.path or ""), 1)}
    given = set(Share.objects.filter(unit=unit, document__in=candidates).values_list("document", flat=True))

    def near(document: Document) -> int:
        if document.unit_id == unit.pk:
            return len(line) + 2
        if document.pk in given:
            return len(line) + 1
        if document.unit.path in line and document.reach == Reach.UNIT:
            return line[document.unit.path]
        return 0 if document.reach == Reach.OPEN else -1

    best = max(candidates, key=near)
    return best if near(best) >= 0 else None


def lookup(keys: Iterable[str]) -> dict[str, list[Document]]:
    """Registered documents by the key of their symbol."""
    found: dict[str, list[Document]] = {}
    wanted = {key for key in keys if key}
    for document in Document.objects.filter(symbol_key__in=wanted).select_related("unit"):
        found.setdefault(document.symbol_key, []).append(document)
    return found


def waiting_for(document: Document) -> QuerySet[Finding]:
    """Findings that speak of this document's symbol and found no document of it so far."""
    if not document.symbol_key:
        return Finding.objects.none()
    return Finding.objects.filter(target__isnull=True, target_key=document.symbol_key).exclude(document=document)


def link_waiting(document: Document) -> int:
    """Let the findings that waited for a document point at it; gives how many."""
    linked = 0
    for finding in waiting_for(document).select_related("document__unit"):
        if known_to(finding.document.unit, [document]) is not None:
            linked += Finding.objects.filter(pk=finding.pk).update(target=document)
            if finding.kind == Kind.RELATION and finding.state in CONFIRMED:
                finding.target = document
                relation_decided.send(Finding, finding=finding, by=None)
    return linked
