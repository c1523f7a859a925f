"""Which programmes are there, and what do they answer? The reads that pages share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from thongsuot.dissemination.models import Conference, Venue
from thongsuot.dissemination.rules import Meeting, Progress
from thongsuot.documents import queries as documents
from thongsuot.documents.models import Document, Finding, Share, readable
from thongsuot.documents.rules import CONFIRMED, Direction, Kind
from thongsuot.events.models import Event
from thongsuot.programmes import clauses
from thongsuot.programmes.asked import spared
from thongsuot.programmes.models import Basis, Comment, Consultation, Exemption, Programme, ProgrammeItem
from thongsuot.programmes.rules import (
    OPEN_TO_COMMENTS,
    Cover,
    Decision,
    Lack,
    Part,
    Stage,
    State,
    Waits,
    beneath,
    cover,
    lacks,
    part_for,
)
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

WAITING: Mapping[Waits, tuple[Right, State, str]] = {
    Waits.APPROVE: (Right.APPROVE, State.SUBMITTED, "programme-submitted"),
    Waits.ISSUE: (Right.REGISTER, State.APPROVED, "programme-approved"),
    Waits.REVISE: (Right.DRAFT, State.RETURNED, "programme-returned"),
}
"""Whom a programme waits for, in which state, and what brought it there."""


def visible(acting: Acting | None) -> QuerySet[Programme]:
    """The programmes somebody may see, newest first, with what a list prints."""
    rows = Programme.objects.visible_to(acting).select_related("unit", "answers", "issued")
    return rows.order_by("-pk")


def tasks(programmes: Iterable[Programme]) -> dict[int, int]:
    """How many items each of some programmes has; one query for all."""
    keys = [programme.pk for programme in programmes]
    rows = ProgrammeItem.objects.filter(programme__in=keys, kept=True).order_by().values_list("programme")
    return dict(rows.annotate(n=Count("pk")))


def unanswered(acting: Acting) -> QuerySet[Document]:
    """Documents that order something, that somebody's unit was given, and that it has not begun to answer."""
    ordering = Finding.objects.filter(kind=Kind.OBLIGATION, state__in=CONFIRMED).values("document")
    shared = Share.objects.filter(unit=acting.unit_id).values("document")
    begun = Programme.objects.filter(unit=acting.unit_id).values("answers")
    mine = Q(pk__in=shared) | Q(unit=acting.unit_id, direction=Direction.IN)
    return documents.visible(acting).filter(mine, pk__in=ordering).exclude(pk__in=begun)


def unit_cover(unit: Unit, document: Document, locs: list[str]) -> dict[str, Cover]:
    """How a unit answers the clauses of a document, its drafts counted."""
    bases = Basis.objects.filter(document=document, unit=unit, stage__gte=Stage.PLANNED)
    parts = [(loc, Part(part), Stage(stage)) for loc, part, stage in bases.values_list("loc", "part", "stage")]
    approved = Exemption.objects.filter(document=document, unit=unit, state=Decision.APPROVED)
    exempt, others = list(approved.values_list("loc", flat=True)), spared(clauses.named(document), [unit.pk])
    return {
        loc: cover(
            [(found, stage) for at, part, stage in parts if (found := part_for(loc, at, part))],
            exempt=any(beneath(loc, at) for at in exempt), spared=bool(others.get(loc)),
        )
        for loc in locs
    }  # fmt: skip


def uncovered(programme: Programme) -> list[str]:
    """The clauses of what a programme answers that order something of its unit and that it answers by nothing."""
    locs = clauses.locs_of(programme.answers)
    return [loc for loc, how in unit_cover(programme.unit, programme.answers, locs).items() if how == Cover.NONE]


@dataclass(frozen=True, slots=True)
class Printed:
    """A programme as its official form prints it."""

    kind: str
    title: str
    opening: str
    answers: str
    items: list[ProgrammeItem]


def printed(programme: Programme) -> Printed:
    """What is printed: the items that were kept."""
    items = programme.items.filter(kept=True).select_related("lead")
    document = programme.answers
    day = f" ngày {document.date:%d/%m/%Y}" if document.date else ""
    issuer = f" của {document.issuers[0]}" if document.issuers else ""
    name = f"{document.kind} số {document.symbol}" if document.symbol else str(document)
    return Printed(programme.kind, programme.title, programme.opening, f"{name}{day}{issuer}", list(items))


def changed(programme: Programme) -> set[int]:
    """The bases, by key, whose clause says something else in the current text, or is no longer there."""
    document = programme.answers
    if document.current is None:
        return set()
    rows = list(Basis.objects.filter(item__programme=programme, document=document).exclude(version=document.current))
    if not rows:
        return set()
    now = clauses.texts(document.current, (row.loc for row in rows))
    return {row.pk for row in rows if row.loc not in now or now[row.loc].fingerprint != row.fingerprint}


def lacking(programme: Programme, item: ProgrammeItem) -> tuple[Lack, ...]:
    """What an item leaves unclear on the day of its programme: the day it was issued, or today."""
    day = programme.issued and programme.issued.date
    return lacks(
        leading=item.leading, product=item.product, due=item.due, limit=item.due_working,
        day=day or timezone.localdate(),
    )  # fmt: skip


def unclear(programme: Programme) -> list[tuple[ProgrammeItem, tuple[Lack, ...]]]:
    """The kept items that leave something unclear, as they are printed."""
    rows = programme.items.filter(kept=True).select_related("lead")
    return [(item, found) for item in rows if (found := lacking(programme, item))]


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that was asked for its comments: by when, how many came, and whether the day is over without any."""

    unit: Unit
    until: date
    comments: int
    late: bool


def asked(programme: Programme) -> list[Asked]:
    """The units that were asked to comment on a draft, those that have not commented first."""
    counts = dict(programme.comments.order_by().values_list("unit").annotate(n=Count("pk")))
    today = timezone.localdate()
    rows = [
        Asked(row.unit, row.until, counts.get(row.unit_id, 0), row.until < today and row.unit_id not in counts)
        for row in programme.consultations.select_related("unit").order_by("unit__path")
    ]
    return sorted(rows, key=lambda row: row.comments > 0)


def awaited() -> QuerySet[Consultation]:
    """The units that were asked to comment on a draft that takes comments, and have given none."""
    said = Comment.objects.filter(programme=OuterRef("programme"), unit=OuterRef("unit"))
    return Consultation.objects.filter(~Exists(said), programme__state__in=OPEN_TO_COMMENTS)


def to_comment_on(acting: Acting) -> QuerySet[Programme]:
    """Drafts that somebody's unit was asked to comment on and has not commented on, whose day is still to come."""
    mine = awaited().filter(unit=acting.unit_id, until__gte=timezone.localdate()).values("programme")
    rows = Programme.objects.filter(pk__in=mine)
    return rows.annotate(until=Subquery(_until(acting))).select_related("unit").order_by("until", "pk")


def resting(what: Waits) -> QuerySet[Programme]:
    """The programmes of any unit that wait for its head, clerk or drafters, each with ``since``."""
    _right, state, verb = WAITING[what]
    thread = Concat(Value("programme:"), Cast(OuterRef("pk"), CharField()))
    came = Event.objects.filter(thread=thread, verb=verb).order_by("-seq").values("at")
    return Programme.objects.filter(state=state).annotate(since=Subquery(came[:1])).order_by("since", "pk")


def waiting(acting: Acting, what: Waits) -> QuerySet[Programme]:
    """The programmes that wait for somebody's unit, if it is he who acts: the oldest first."""
    comments = what == Waits.COMMENT
    if not acting.bears(Right.REVIEW if comments else WAITING[what][0]):
        return Programme.objects.none()
    rows = to_comment_on(acting) if comments else _resting_with(acting, what)
    return rows.select_related("unit", "answers", "issued")


def _resting_with(acting: Acting, what: Waits) -> QuerySet[Programme]:
    return resting(what).filter(readable(acting, "answers__"), unit=acting.unit_id)


def exemptions(acting: Acting) -> QuerySet[Exemption]:
    """The exemptions of somebody's unit and of those below it, those that wait first."""
    rows = Exemption.objects.filter(readable(acting, "document__"), unit__path__startswith=acting.path)
    rows = rows.select_related("unit", "document", "asked_by", "decided_by")
    return rows.order_by("decided_at", "-pk") if acting.reads else rows.none()


def to_decide(acting: Acting) -> QuerySet[Exemption]:
    """Those of them that wait for his decision: a head's, who has not asked for it himself."""
    rows = exemptions(acting).filter(state=Decision.ASKED).exclude(asked_by=acting.user_id)
    return rows if acting.bears(Right.APPROVE) else rows.none()


def _until(acting: Acting) -> QuerySet[Consultation, date]:
    return Consultation.objects.filter(programme=OuterRef("pk"), unit=acting.unit_id).values_list("until", flat=True)


def conferences(programme: Programme, acting: Acting) -> QuerySet[Conference]:
    """The conferences that a draft can be put to: of its unit, still to come, and not those it was put to already."""
    rows = Conference.objects.visible_to(acting).filter(unit=programme.unit, kind=Meeting.CONFERENCE)
    rows = rows.filter(status=Progress.PLANNED, on__gte=timezone.localdate())
    return rows.exclude(pk__in=programme.presentations.values("conference")).order_by("on", "pk")


def speakers(programme: Programme) -> QuerySet[Unit]:
    """Whose comments can be noted at a conference: its venues, the units that were asked, and the drafting one."""
    held = programme.presentations.values("conference")
    venues = Venue.objects.filter(conference__in=held, unit__isnull=False).values("unit")
    asked_ = programme.consultations.values("unit")
    rows = Unit.objects.filter(Q(pk__in=venues) | Q(pk__in=asked_) | Q(pk=programme.unit_id))
    return rows.order_by("path")
