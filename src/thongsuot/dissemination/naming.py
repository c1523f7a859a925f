"""Which document or clause does somebody mean by what he typed? And which points does a report name?"""

import re
from typing import Any

from thongsuot.documents.models import Document, Finding, Provision
from thongsuot.documents.rules import symbol_key
from thongsuot.documents.telling import document_name
from thongsuot.units.access import Acting
from vanban.out.places import place
from vanban.text.fold import fold

_KEY = re.compile(r"^(?:.*/documents/|#)(\d{1,18})/?$")


def document_meant(acting: Acting, written: str) -> Document | None:
    """The newest document somebody may see of that symbol, or of that address (``…/documents/12/`` or ``#12``)."""
    seen = Document.objects.visible_to(acting).select_related("unit")
    if found := _KEY.match(written.strip()):
        return seen.filter(pk=int(found[1])).first()
    key = symbol_key(written)
    return seen.filter(symbol_key=key).order_by("-date", "-pk").first() if key else None


def symbol_of(document: Document) -> str:
    """How a form names a document so that it is found again."""
    return document.symbol or f"#{document.pk}"


def clauses_meant(document: Document, written: str) -> tuple[list[str], list[str]]:
    """The locs of clauses as offices write them (“khoản 2 Điều 5; Điều 7”), and what no clause was found for."""
    parts = [part.strip() for part in re.split(r"[;,\n]", written) if part.strip()]
    if not parts:
        return [], []
    locs = Provision.objects.filter(version=document.current_id).values_list("loc", flat=True)
    there = {_plain(place(loc)): loc for loc in locs}
    found = [there.get(_plain(part)) for part in parts]
    return [loc for loc in found if loc], [part for part, loc in zip(parts, found, strict=True) if not loc]


def _plain(words: str) -> str:
    return " ".join(fold(words).split())


def clauses_written(locs: list[str]) -> str:
    """Clauses as the form shows them."""
    return "; ".join(place(loc) for loc in locs)


def points_of(finding: Finding, acting: Acting) -> list[dict[str, Any]]:
    """The agenda that a report was read to tell, as a form takes it; offices only."""
    out = []
    for item in finding.payload.get("agenda") or ():
        written = str(item.get("doc") or "")
        found = None if written.startswith("NAME:") else document_meant(acting, written)
        office = str(item.get("presenter_office") or "")[:200]
        named = {"document": symbol_of(found)} if found else {"title": document_name(written)}
        out.append({**named, "office": office})
    return out
