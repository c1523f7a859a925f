"""What do the OSCAL files tell? The clauses of a document, exemptions, items of a programme, overdue duties."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from thongsuot.documents.models import Document, Version
from thongsuot.documents.wording import place_name
from thongsuot.exchange.oscal import Control, Exempted, Head, Overdue, Requirement
from thongsuot.followup import queries as followup
from thongsuot.followup.models import Assignment
from thongsuot.followup.rules import Bucket
from thongsuot.programmes.clauses import locs_of
from thongsuot.programmes.models import Exemption, Programme
from thongsuot.programmes.rules import Decision
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

MOST = 5000


def head_of(document: Document, version: Version) -> Head:
    """A document as a file names it: by issuer, symbol and day, or by its text."""
    day = document.date.isoformat() if document.date else ""
    named = f"{document.issuers_key}|{document.symbol_key}|{day}" if document.symbol_key else version.text_sha256
    title = f"{document} — {capfirst(document.title)}".strip(" —") or str(document)
    return Head(
        named, title, str(version.n), version.created_at, tuple(document.issuers),
        f"/exchange/documents/{document.pk}/catalog.json",
    )  # fmt: skip


def controls(document: Document, version: Version) -> list[Control]:
    """The clauses of a version, each within the one around it; a clause has the words before the first one in it."""
    rows = list(version.provisions.order_by("index"))
    orders, made, top = set(locs_of(document)), dict[int, Control](), list[Control]()
    for n, row in enumerate(rows):
        stop = rows[n + 1].start if n + 1 < len(rows) and rows[n + 1].start < row.end else row.end
        name = place_name(row.loc)
        one = Control(
            row.loc, f"{name}. {row.heading}" if row.heading else name, version.text[row.start : stop], row.level,
            f"/d/{document.pk}/{row.loc}", row.loc in orders,
        )  # fmt: skip
        made[row.index] = one
        (made[row.parent].inner if row.parent in made else top).append(one)
    return top


def applying(document: Document, unit: Unit) -> tuple[list[str], list[Exempted]]:
    """The clauses of a document that order something, and those that do not apply to a unit."""
    rows = Exemption.objects.filter(document=document, unit=unit, state=Decision.APPROVED).order_by("loc")
    return locs_of(document), [Exempted(row.loc, row.reason) for row in rows]


def requirements(programme: Programme) -> list[Requirement]:
    """The items of a programme, once for each clause they rest on."""
    rows = programme.items.filter(kept=True).select_related("lead").prefetch_related("bases")
    return [
        Requirement(
            f"item:{programme.unit.code}:{item.pk}", basis.loc, item.action, item.leading, item.partners, item.due,
            basis.part,
        )
        for item in rows
        for basis in item.bases.all()
        if basis.document_id == programme.answers_id
    ]  # fmt: skip


def late(document: Document, acting: Acting) -> QuerySet[Assignment]:
    """The rows of these duties."""
    return followup.visible(acting).filter(document=document, bucket=Bucket.OPEN, due_on__lt=timezone.localdate())


def overdue(document: Document, acting: Acting) -> Sequence[Overdue]:
    """The open duties of a document whose day is over, as far as somebody may see them."""
    rows = late(document, acting)
    return [
        Overdue(f"assignment:{row.pk}", row.action, row.lead.name, row.due_on, row.loc)
        for row in rows.select_related("lead").order_by("due_on", "pk")[:MOST]
        if row.due_on
    ]
