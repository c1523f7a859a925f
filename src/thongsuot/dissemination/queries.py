"""Who has received and studied what? The reads that pages, reports and reminders share."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, cast

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import StrIndex, Substr
from django.utils import timezone

from thongsuot.dissemination.models import Acknowledgement, AgendaItem, Conference, Delivery, Venue
from thongsuot.dissemination.rules import Cell, Ending, Facts, Part, Progress
from thongsuot.documents.models import Document, Finding
from thongsuot.documents.rules import Kind
from thongsuot.documents.rules import State as FindingState
from thongsuot.events.models import Event
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within

RECEIVED = Q(is_received=True, ending=Ending.NONE)
PARTS = {
    Part.SENT: Q(),
    Part.RECEIVED: RECEIVED,
    Part.STUDIED: RECEIVED & Q(is_studied=True),
    Part.WAITING: Q(is_received=False, ending=Ending.NONE),
    Part.RETURNED: Q(ending=Ending.RETURNED),
    Part.UNSTUDIED: RECEIVED & Q(is_studied=False),
}
"""The twin, for lists, of ``rules.parts`` for numbers; a test holds them equal."""


def standing(acting: Acting | None) -> QuerySet[Delivery]:
    """For each document and unit the newest delivery that was not recalled, with the facts of the funnel."""
    kept = Delivery.objects.exclude(ending=Ending.RECALLED)
    newer = kept.filter(document=OuterRef("document"), recipient=OuterRef("recipient"), pk__gt=OuterRef("pk"))
    rows = Delivery.objects.visible_to(acting).exclude(ending=Ending.RECALLED).filter(~Exists(newer))
    return rows.annotate(
        is_received=Case(
            When(receipt__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
        is_studied=Case(When(studied(), then=Value(True)), default=Value(False), output_field=BooleanField()),
    )


def studied() -> Q:
    """Whether the recipient of a delivery studied its document: a meeting of its own, or people at a venue of it."""
    agenda = AgendaItem.objects.filter(document=OuterRef(OuterRef("document")))
    own = Conference.objects.filter(
        Exists(agenda.filter(conference=OuterRef("pk"))), unit=OuterRef("recipient"), status=Progress.HELD
    )
    joined = Venue.objects.filter(
        Exists(agenda.filter(conference=OuterRef("conference"))),
        unit=OuterRef("recipient"), actual__gt=0, conference__status=Progress.HELD,
    )  # fmt: skip
    return Q(Exists(own)) | Q(Exists(joined))


def listed(
    document: Document, part: Part, acting: Acting | None, below: str = "", level: int = 0
) -> QuerySet[Delivery]:
    """The units that a number of the funnel counts, with what a list prints."""
    rows = standing(acting).filter(PARTS[part], document=document)
    if below:
        rows = rows.filter(recipient__path__startswith=below)
    if level:
        rows = rows.filter(recipient__level=level)
    noted = Acknowledgement.objects.filter(unit=OuterRef("recipient"), version=OuterRef("version"))
    rows = rows.annotate(is_noted=Exists(noted)).defer("version__text", "version__reading")
    return rows.select_related("recipient__level", "version", "receipt", "sender").order_by(
        "recipient__level__rank", "recipient__position", "recipient__sort_key", "recipient"
    )


def silent(document: Document, part: Part, acting: Acting | None) -> QuerySet[Delivery]:
    """The units that have not received, or have not studied, a document."""
    return listed(document, part if part in (Part.WAITING, Part.UNSTUDIED) else Part.WAITING, acting)


def cells(document: Document, acting: Acting | None, below: str = "") -> list[Cell]:
    """The funnel of a document by level and by branch of the tree under ``below``; one grouped query."""
    rows = standing(acting).filter(document=document)
    if below:
        rows = rows.filter(recipient__path__startswith=below)
    rest = Substr("recipient__path", len(below) + 1)
    rows = rows.annotate(
        branch=Substr("recipient__path", len(below) + 1, StrIndex(rest, Value("."))),
        is_returned=Case(
            When(ending=Ending.RETURNED, then=Value(True)), default=Value(False), output_field=BooleanField()
        ),
    )
    facts = ("is_received", "is_returned", "is_studied")
    grouped = rows.order_by().values_list("recipient__level", "branch", *facts).annotate(n=Count("pk"))
    return [Cell(level, branch, Facts(*told), n) for level, branch, *told, n in grouped]


def inbox(acting: Acting) -> QuerySet[Delivery]:
    """What was sent to somebody's unit and waits for its clerk, the most urgent first."""
    rows = Delivery.objects.live().filter(recipient=acting.unit_id, receipt__isnull=True)
    rows = rows.select_related("document", "version", "sender").defer("version__text", "version__reading")
    return rows.order_by(F("due_on").asc(nulls_last=True), "-pk")


def taken(acting: Acting) -> QuerySet[Delivery]:
    """What somebody's unit received, returned, or had taken back, the newest first."""
    rows = Delivery.objects.filter(recipient=acting.unit_id).filter(
        Q(receipt__isnull=False) | ~Q(ending=Ending.NONE), document__in=Document.objects.visible_to(acting).values("pk")
    )
    rows = rows.select_related("document", "version", "sender", "receipt").defer("version__text", "version__reading")
    return rows.order_by("-pk")


def outbox(acting: Acting, keys: Collection[int]) -> dict[int, dict[Part, int]]:
    """The numbers of several documents; one grouped query."""
    rows = standing(acting).filter(document__in=keys).order_by().values("document")
    counts = {str(part): Count("pk", filter=fits) for part, fits in PARTS.items() if fits}
    counted = cast(Iterable[dict[str, Any]], rows.annotate(**counts, **{str(Part.SENT): Count("pk")}))
    return {row["document"]: {part: row[str(part)] for part in Part} for row in counted}


def sent_documents(acting: Acting) -> QuerySet[Document]:
    """The documents that somebody's unit, or one below it, has sent, the newest first."""
    below = Unit.objects.filter(path__startswith=acting.path).values("pk")
    sent = Delivery.objects.filter(sender__in=below).exclude(ending=Ending.RECALLED).order_by().values("document")
    return Document.objects.visible_to(acting).filter(pk__in=sent).order_by("-arrived_on", "-pk")


def reminded_today(document: Document) -> set[int]:
    """The units reminded of a document today already."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    events = Event.objects.filter(thread=f"document:{document.pk}", verb="reminded", at__gte=today)
    return {int(key) for event in events for key in event.after.get("units", ())}


def reminders(acting: Acting, documents: Collection[int]) -> dict[int, datetime]:
    """When somebody's unit was last reminded of documents."""
    threads = {f"document:{key}": key for key in documents}
    events = Event.objects.filter(thread__in=threads, verb="reminded").order_by("seq")
    return {threads[event.thread]: event.at for event in events if acting.unit_id in event.after.get("units", ())}


def conferences(acting: Acting | None) -> QuerySet[Conference]:
    """The meetings somebody may see, the newest first, with how many venues and people they had."""
    there = Venue.objects.filter(conference=OuterRef("pk")).order_by().values("conference")
    return (
        Conference.objects.visible_to(acting)
        .select_related("unit")
        .annotate(
            n_venues=Subquery(there.annotate(n=Count("pk")).values("n")),
            n_people=Subquery(there.annotate(n=Sum("actual")).values("n")),
        )
        .order_by("-on", "-pk")
    )


def venues(conference: Conference, acting: Acting) -> QuerySet[Venue]:
    """The venues of a meeting: all for the organiser and above it, for others their own and those below."""
    rows = conference.venues.select_related("unit").annotate(listed=Count("attendances"))
    if not within(conference.unit.path or "", acting.path):
        rows = rows.filter(unit__path__startswith=acting.path)
    return rows.order_by(F("unit__level__rank").asc(nulls_last=True), "unit__position", "unit__sort_key", "place", "pk")


def headcount(rows: QuerySet[Venue]) -> dict[str, int]:
    """How many venues there are, how many of them were counted, and the people expected and there."""
    told = Venue.objects.filter(pk__in=rows.order_by().values("pk")).aggregate(
        venues=Count("pk"), counted=Count("actual"), expected=Sum("expected"), actual=Sum("actual")
    )
    return {name: value or 0 for name, value in told.items()}


def reported(document: Document) -> QuerySet[Finding]:
    """The conferences that a document tells of."""
    return document.findings.filter(kind=Kind.EVENT).exclude(state=FindingState.DROPPED)
