"""What is kept of a duty on its way to finished work? Assignments, who takes part, reports, evidence, extensions."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.models import Document, Finding, StoredFile, Version
from thongsuot.followup.rules import Bucket, Decision, Every, Kind, State, Take, Verdict
from thongsuot.programmes.models import ProgrammeItem
from thongsuot.units.models import Handover, Unit, User
from thongsuot.units.rules import Lot

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


COUNTED = ("bucket", "due_on", "kind", "document", "lead", "finished_on", "restricted", "id")
"""What tells which figures a duty is in: an index that holds it counts duties without reading them."""


def choices(words: type[State | Kind | Take | Verdict | Decision | Every]) -> list[tuple[str, str]]:
    """The members of a rule's enumeration, for a column."""
    return [(word, word) for word in words]


class Recurrence(models.Model):
    """A regular duty (nhiệm vụ thường xuyên): it comes again, and each turn is an assignment of its own."""

    assigner = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="recurring")
    action = models.TextField()
    product = models.CharField(max_length=400, blank=True)
    every = models.CharField(max_length=8, choices=choices(Every))
    day = models.PositiveSmallIntegerField(null=True, blank=True)  # days before the period's end that it is due
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    loc = models.CharField(max_length=120, blank=True)
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    next_turn = models.DateField(null=True)  # the end of the period whose assignment is made next; null: ended
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """What has to be made next."""

        indexes = (models.Index(fields=["next_turn"], name="recurrence_next"),)


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those given by or to somebody's unit or one below it, those his unit takes part in, or sees as an heir.

        What a document for named units orders is seen by who gave it, who leads and who takes part, no further.
        ``access.may_read`` is its twin for one assignment.
        """
        if acting is None or not acting.reads:
            return self.none()
        below = Unit.objects.filter(path__startswith=acting.path).values("pk")
        taking = Part.objects.filter(unit=acting.unit_id).values("assignment")
        seen = Handover.objects.filter(new=acting.unit_id, lot=Lot.SIGHT).values("key")
        own = Q(lead=acting.unit_id) | Q(assigner=acting.unit_id) | Q(pk__in=seen)
        return self.filter(own | Q(pk__in=taking) | Q(Q(lead__in=below) | Q(assigner__in=below), restricted=False))


class Assignment(models.Model):
    """A duty given by one unit to another (giao việc), tied to the clause that ordered it.

    ``bucket`` repeats what state and days say (``rules.bucket``), ``trail`` the keys of those it was passed down
    from, the first one first: ``"12.55."``. ``restricted`` repeats whether its document is for named units only;
    ``question_open`` and ``extension_open`` that something asked about it waits for an answer.
    """

    assigner = models.ForeignKey(Unit, models.PROTECT, related_name="given", db_index=False)  # its indexes are below
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="leading", db_index=False)
    action = models.TextField()
    product = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=8, choices=choices(Kind), default=Kind.ONCE)
    recurrence = models.ForeignKey(
        Recurrence, models.PROTECT, null=True, blank=True, related_name="turns", db_index=False
    )
    turn = models.DateField(null=True, blank=True)  # the end of the period it is for
    item = models.ForeignKey(ProgrammeItem, models.PROTECT, null=True, blank=True, related_name="assignments")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="assignments")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="assignments", db_index=False
    )
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    loc = models.CharField(max_length=120, blank=True)
    quote = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    restricted = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="passed")
    trail = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=choices(State), default=State.ASSIGNED)
    bucket = models.PositiveSmallIntegerField(choices=[(b, b.name) for b in Bucket], default=Bucket.OPEN)
    due_on = models.DateField(null=True, blank=True)  # as extended
    original_due = models.DateField(null=True, blank=True)  # never overwritten
    due_working = models.TextField(blank=True)  # how the day was come to
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)  # percent last reported; none is not 0
    reported_at = models.DateTimeField(null=True, blank=True)  # the last report of any kind
    finished_on = models.DateField(null=True, blank=True)  # the day of the report that was confirmed
    closed_at = models.DateTimeField(null=True, blank=True)  # done or withdrawn
    reason = models.TextField(blank=True)  # why it was last returned, suspended, withdrawn or reopened
    question_open = models.BooleanField(default=False)
    extension_open = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        """What a unit has to do, by its day; what it gave; what a document brought; what was passed down."""

        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=["lead", "bucket", "due_on"], name="assignment_lead"),
            models.Index(fields=["lead", "finished_on"], name="assignment_ended"),
            models.Index(fields=["assigner", "bucket", "due_on"], name="assignment_assigner"),
            models.Index(fields=["assigner", "lead", "restricted", "id"], name="assignment_outward"),
            models.Index(fields=["document", "bucket", "due_on"], name="assignment_document"),
            models.Index(fields=["bucket", "due_on", "id"], name="assignment_due"),
            models.Index(fields=["state", "due_on", "id"], name="assignment_state"),
            models.Index(fields=["finished_on", "id"], name="assignment_finished"),
            models.Index(fields=["assigner", "state", "due_on"], name="assignment_given"),
            models.Index(fields=["assigner", *COUNTED], name="assignment_named", condition=Q(restricted=True)),
            models.Index(fields=["trail"], name="assignment_trail"),
            models.Index(fields=["lead"], name="assignment_restricted", condition=Q(restricted=True)),
            models.Index(fields=["assigner", "due_on", "id"], name="assignment_asked", condition=Q(question_open=True)),
            models.Index(fields=["assigner", "due_on", "id"], name="assignment_time", condition=Q(extension_open=True)),
        )
        constraints = (models.UniqueConstraint(fields=["recurrence", "turn"], name="one_turn"),)

    def __str__(self) -> str:
        return self.action[:120] or str(_("Duty"))


class Part(models.Model):
    """A unit that takes part beside the one that leads: partner (phối hợp) or monitor (theo dõi). Not counted."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="takes_part")
    take = models.CharField(max_length=8, choices=choices(Take))

    class Meta:
        """Once; what a unit takes part in."""

        constraints = (models.UniqueConstraint(fields=["assignment", "unit"], name="one_part"),)
        indexes = (models.Index(fields=["unit", "assignment"], name="part_unit"),)


class Remark(models.Model):
    """What is asked or said about a duty (hỏi, trao đổi). A question stays open until somebody answers it."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="remarks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    asks = models.BooleanField(default=False)
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answered_by")

    class Meta:
        """In the order they came."""

        ordering = ("pk",)


class Report(models.Model):
    """What the leading unit says of a duty for a period (báo cáo), under fixed headings."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.DateField(null=True, blank=True)  # the period
    until = models.DateField()
    results = models.TextField()
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(null=True, blank=True)
    finished = models.BooleanField(default=False)  # it says that the duty is finished
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()  # the day it was handed in: the clock stops here if it is confirmed

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["unit", "-at"], name="report_unit"),)


class Evidence(models.Model):
    """What shows it (minh chứng): a file, or a document registered as the duty's product."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="shows")


class Confirmation(models.Model):
    """What the assigning unit says of a report (xác nhận, trả lại)."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="confirmation")
    verdict = models.CharField(max_length=10, choices=choices(Verdict))
    reason = models.TextField(blank=True)  # why it was returned, or confirmed over open duties below
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Extension(models.Model):
    """More time that was asked for (gia hạn): how much was asked, how much was granted, why."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="extensions")
    before = models.DateField()  # the deadline as it stood
    asked = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=choices(Decision), default=Decision.ASKED)
    granted = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """One is open at a time."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state=Decision.ASKED), name="one_open_extension"
            ),
        )


class Tally(models.Model):
    """How many duties a unit and those below it lead, of one kind, by one facet: kept with every change.

    ``facet`` and ``key``: see ``tallying.Facet``. Duties that documents for named units order are in none of them.
    """

    node = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(Kind))
    facet = models.PositiveSmallIntegerField()
    key = models.PositiveBigIntegerField()
    bucket = models.PositiveSmallIntegerField()
    n = models.IntegerField()

    class Meta:
        """A figure is one row; figures are read by node and facet."""

        constraints = (models.UniqueConstraint(fields=["node", "facet", "kind", "key", "bucket"], name="one_tally"),)
        indexes = (
            models.Index(
                fields=["node", "facet", "kind", "key", "bucket", "n"], name="tally_read"
            ),  # holds all it asks
            models.Index(fields=["node", "kind", "-n"], name="tally_most", condition=Q(facet=3)),
        )
