"""Which registered documents change a document's words, and which of its texts do they change?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thongsuot.consolidations.rules import CHANGING, changes
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.queries import seen_among
from thongsuot.documents.rules import CONFIRMED, Kind, State
from thongsuot.units.access import Acting
from thongsuot.units.rules import within

DEPTH = 3
"""How many times over an amendment is amended."""


@dataclass(frozen=True, slots=True)
class Amending:
    """The acts that change a document, how many more somebody may not see, and how many are only proposed."""

    acts: tuple[Document, ...]
    hidden: int
    proposed: int


def amending(document: Document, acting: Acting | None) -> Amending:
    """The acts whose confirmed relations change a document: those that somebody may see, the others counted.

    They stand in the register that holds it, or in one above: what a unit below confirms is its own reading. An act
    that was registered twice counts once.
    """
    rows = (
        Finding.objects.shown()
        .filter(kind=Kind.RELATION, relation__in=CHANGING, target=document)
        .exclude(document=document)
        .select_related("document__unit")
        .order_by("document__date", "document")
    )
    held = document.unit.path or ""
    listed = [row for row in rows if changes(row.relation, row.payload.get("loc"))]
    listed = [row for row in listed if within(held, row.document.unit.path or "-")]
    acts = dict[object, Document]()
    for row in sorted(listed, key=lambda row: row.document.unit_id != document.unit_id):
        if row.state in CONFIRMED:
            acts.setdefault(_same(row.document), row.document)
    seen = seen_among(acting, {row.document_id for row in listed})
    known = {act.pk for act in acts.values()}
    proposed = {row.document_id for row in listed if row.state == State.PROPOSED} & seen - known
    ordered = sorted(acts.values(), key=lambda act: (act.effective_from or act.date or date.max, act.pk))
    return Amending(tuple(act for act in ordered if act.pk in seen), len(known - seen), len(proposed))


def behind(acts: Iterable[Document], acting: Acting | None) -> Amending:
    """The acts that change the acts, and those that change these: an amendment counts as it was amended itself."""
    known = {act.pk: act for act in acts}
    found, hidden, last = dict[int, Document](), 0, list(known.values())
    for _round in range(DEPTH):
        rows = [amending(act, acting) for act in last if _touched(act)]
        last = [act for row in rows for act in row.acts if act.pk not in known]
        known |= {act.pk: act for act in last}
        found |= {act.pk: act for act in last}
        hidden += sum(row.hidden for row in rows)
    return Amending(tuple(found.values()), hidden, 0)


def _touched(act: Document) -> bool:
    """Whether some document is known to change it."""
    return act.found_in.filter(kind=Kind.RELATION, relation__in=CHANGING, state__in=CONFIRMED).exists()


def _same(act: Document) -> object:
    return (act.symbol_key, act.date) if act.symbol_key else act.pk


def original(document: Document, day: date) -> Version | None:
    """The text that amendments are applied to: the latest uploaded one that holds by a day."""
    rows = document.versions.filter(consolidated=False).exclude(text="")
    held = [row for row in rows.defer("reading", "text") if row.since is None or row.since <= day]
    return max(held, key=lambda row: (row.since or date.min, row.n), default=None)
