"""What waits, what was sent, which meetings are there? The reads that pages, reports and reminders share."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from thongsuot.dissemination.models import Attendance, Conference, Delivery, Venue
from thongsuot.dissemination.rules import Cause, Ending
from thongsuot.documents.models import Document, Finding, readable
from thongsuot.documents.rules import Kind
from thongsuot.documents.rules import State as FindingState
from thongsuot.events.models import Event
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import within


def weighed(document: Document) -> bool:
    """Whether whoever sends the current version must say how significant the change is: an earlier one was sent."""
    there = Delivery.objects.filter(document=document)
    return there.exists() and not there.filter(version=document.current_id).exists()


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


def unsettled() -> QuerySet[Delivery]:
    """What units gave back, and was neither sent to them again nor recalled since: the funnel's newest is still it."""
    there = Delivery.objects.filter(document=OuterRef("document"), recipient=OuterRef("recipient"))
    newest = there.exclude(ending=Ending.RECALLED).order_by("-pk").values("pk")[:1]
    return Delivery.objects.filter(ending=Ending.RETURNED, pk=Subquery(newest))


def returned(acting: Acting) -> QuerySet[Delivery]:
    """That of it which somebody's unit sent, the oldest first."""
    rows = unsettled().filter(readable(acting, "document__"), sender=acting.unit_id)
    rows = rows.select_related("document", "version", "recipient").defer("version__text", "version__reading")
    return rows.order_by("ended_at", "pk")


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
    rows = conference.venues.select_related("unit")
    if not within(conference.unit.path or "", acting.path):
        rows = rows.filter(unit__path__startswith=acting.path)
    return rows.order_by(F("unit__level__rank").asc(nulls_last=True), "unit__position", "unit__sort_key", "place", "pk")


def headcount(rows: QuerySet[Venue]) -> dict[str, int]:
    """How many venues there are, how many of them were counted, the people expected, there and away by cause."""
    causes = {str(cause): Sum(cause) for cause in Cause}
    told = rows.order_by().aggregate(
        venues=Count("pk"), counted=Count("actual"), people_expected=Sum("expected"), people=Sum("actual"), **causes
    )
    return {name: value or 0 for name, value in told.items()}


def listed(venues: Iterable[Venue]) -> dict[int, tuple[int, int]]:
    """How many names stand on the lists of some venues, and how many of these were there; no name is read."""
    rows = Attendance.objects.filter(venue__in=[venue.pk for venue in venues]).order_by().values_list("venue")
    return {pk: (n, there) for pk, n, there in rows.annotate(n=Count("pk"), there=Count("pk", filter=Q(present=True)))}


def reported(document: Document) -> QuerySet[Finding]:
    """The conferences that a document tells of."""
    return document.findings.filter(kind=Kind.EVENT).exclude(state=FindingState.DROPPED)
