"""What waits for somebody? Drafts with open instructions, what these are about, and documents changed since."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from thongsuot.consolidations.models import Making
from thongsuot.consolidations.rules import CHANGING, State
from thongsuot.consolidations.telling import place_of
from thongsuot.documents.models import Document, Finding, readable
from thongsuot.documents.rules import CONFIRMED, Kind
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


def latest(document: Document) -> Making | None:
    """The draft of a document's consolidated text; the one adopted last where there is none."""
    rows = document.makings.exclude(state=State.DROPPED).select_related("original", "made_by", "decided_by")
    rows = rows.defer("original__text", "original__reading")
    return rows.order_by("-state", "-pk").first()  # what is proposed stands before what was adopted


def drafts(acting: Acting) -> QuerySet[Making]:
    """The drafts of documents that somebody may see, those with most to settle first."""
    rows = Making.objects.filter(readable(acting, "document__"), state=State.PROPOSED)
    return rows.select_related("document").defer("result").order_by("-open", "-made_at")


def changed(acting: Acting) -> QuerySet[Document]:
    """The documents in the registers of somebody's units that confirmed relations change, and that have neither a draft
    nor a text adopted since."""
    below = Unit.objects.filter(path__startswith=acting.path).values("pk")
    confirmed = (
        Finding.objects.exclude(relation="")
        .filter(kind=Kind.RELATION, relation__in=CHANGING, state__in=CONFIRMED, target__unit__in=below)
        .exclude(relation__in=("repeals", "suspends"), payload__loc=None)
    )
    made = Making.objects.filter(document=OuterRef("target")).exclude(state=State.DROPPED)
    done = made.filter(state=State.PROPOSED) | made.filter(decided_at__gte=OuterRef("decided_at"))
    waiting = confirmed.filter(~Exists(done)).values("target")
    return Document.objects.visible_to(acting).filter(pk__in=waiting).select_related("unit").order_by("-date", "-pk")


@dataclass(frozen=True, slots=True)
class Awaited:
    """An instruction that waits for somebody: on which clause, empty where none or no single one is named."""

    document: int
    at: str
    act: Document | None  # None where the reader may not open it


def awaited(documents: Iterable[int], acting: Acting) -> list[Awaited]:
    """What is open in the newest makings of some documents; acts without an instruction say nothing of a clause.

    One query where nothing is.
    """
    newest: dict[int, tuple[int, int]] = {}
    rows = Making.objects.filter(document__in=set(documents)).exclude(state=State.DROPPED).order_by("-state", "-pk")
    for pk, document, n in rows.values_list("pk", "document", "open"):
        newest.setdefault(document, (pk, n))
    held = [pk for pk, n in newest.values() if n]
    makings = Making.objects.filter(pk__in=held).order_by("pk") if held else ()
    found = [
        (making.document_id, place_of(making.told, row), row["document"])
        for making in makings
        for row in making.told["open"]
        if row["op"] and "#" not in row["at"]
    ]
    acts = Document.objects.visible_to(acting).in_bulk({act for _doc, _at, act in found if act}) if found else {}
    return [Awaited(document, at, acts.get(act)) for document, at, act in found]
