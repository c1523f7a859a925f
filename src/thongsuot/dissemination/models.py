"""What is kept of sending a document down? Deliveries, receipts, meetings with agenda and venues, acknowledgements."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from thongsuot.dissemination.rules import Ending, Meeting, Progress, State, state
from thongsuot.documents.models import Document, Finding, StoredFile, Version, readable
from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those that went out of, or came into, somebody's unit or one below it, of documents that he may see."""
        if acting is None or not acting.reads:
            return self.none()
        below = Unit.objects.filter(path__startswith=acting.path).values("pk")
        return self.filter(Q(sender__in=below) | Q(recipient__in=below), readable(acting, "document__"))

    def live(self) -> Self:
        """Those neither returned nor recalled."""
        return self.filter(ending=Ending.NONE)


class Delivery(models.Model):
    """A version of a document sent to a unit (lượt gửi)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="deliveries")
    version = models.ForeignKey(Version, models.PROTECT, related_name="deliveries")
    sender = models.ForeignKey(Unit, models.PROTECT, related_name="sent")
    recipient = models.ForeignKey(Unit, models.PROTECT, related_name="received")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)  # study it by this day
    note = models.TextField(blank=True)
    significant = models.BooleanField(default=True)  # the version says something else than the one sent before it
    granted = models.BooleanField(default=False)  # the unit sees the document because of this delivery
    ending = models.CharField(max_length=10, choices=[(e, e) for e in Ending], default=Ending.NONE, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        """One live delivery of a version to a unit; the inbox of a unit; the funnel of a document; what came back."""

        ordering = ("-sent_at", "-pk")
        indexes = (
            models.Index(fields=["recipient", "ending", "-id"], name="delivery_inbox"),
            models.Index(fields=["document", "recipient", "-id"], name="delivery_funnel"),
            models.Index(fields=["document", "version", "significant"], name="delivery_versions"),
            models.Index(fields=["sender", "ending", "-id"], name="delivery_outbox"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["version", "recipient"], condition=Q(ending=Ending.NONE), name="one_live_delivery"
            ),
        )

    @property
    def state(self) -> State:
        """Where it stands; loads its receipt."""
        return state(received=hasattr(self, "receipt"), ending=self.ending)


class Receipt(models.Model):
    """That a unit's clerk received a delivery (ký nhận), and which text it was."""

    delivery = models.OneToOneField(Delivery, models.PROTECT, related_name="receipt")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text_sha256 = models.CharField(max_length=64, blank=True)


class Acknowledgement(models.Model):
    """That a unit's head has taken note of one version (xác nhận đã nghiên cứu); a new version needs a new one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acknowledgements")
    document = models.ForeignKey(Document, models.PROTECT, related_name="acknowledgements")
    version = models.ForeignKey(Version, models.PROTECT, related_name="acknowledgements")
    text_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A version is acknowledged once."""

        indexes = (models.Index(fields=["document", "unit", "version"], name="acknowledgement_funnel"),)
        constraints = (models.UniqueConstraint(fields=["unit", "version"], name="one_acknowledgement"),)


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Meetings, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those of somebody's unit and below it, and those at which his unit is a venue."""
        if acting is None or not acting.reads:
            return self.none()
        below = Unit.objects.filter(path__startswith=acting.path).values("pk")
        joined = Venue.objects.filter(unit=acting.unit_id).values("conference")
        return self.filter(Q(unit__in=below) | Q(pk__in=joined))


class Conference(models.Model):
    """A conference (hội nghị quán triệt) or a unit's own study session (buổi học tập)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conferences")
    kind = models.CharField(max_length=10, choices=[(m, m) for m in Meeting], default=Meeting.CONFERENCE)
    title = models.TextField()
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=[(p, p) for p in Progress], default=Progress.PLANNED)
    record = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="recorded")  # minutes
    source = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="+")  # read from a report
    revision = models.PositiveIntegerField(default=1)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["unit", "status", "-on"], name="conference_unit"),)

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """A point of the agenda: a document, or some of its clauses, presented by the holder of an office."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="presented")
    title = models.TextField(blank=True)  # where no document is named
    locs = models.JSONField(default=list)
    presenter_office = models.CharField(max_length=200, blank=True)  # an office, never a person's name
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """In the order of the agenda."""

        ordering = ("position", "pk")


class Venue(models.Model):
    """Where people take part (điểm cầu): a unit's, or a place; headcounts, and how many are away for which cause."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="venues")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="venues")
    place = models.CharField(max_length=200, blank=True)
    expected = models.PositiveIntegerField(null=True, blank=True)
    actual = models.PositiveIntegerField(null=True, blank=True)
    on_duty = models.PositiveIntegerField(default=0)
    ill = models.PositiveIntegerField(default=0)
    on_leave = models.PositiveIntegerField(default=0)
    otherwise = models.PositiveIntegerField(default=0)

    class Meta:
        """A unit is one venue."""

        ordering = ("unit__path", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["conference", "unit"], condition=Q(unit__isnull=False), name="one_venue"),
        )


class Attendance(models.Model):
    """A name on a venue's list, where its unit needs one: shown to that unit alone, counted for all others.

    Nobody's cause of absence stands beside a name: the venue counts the causes.
    """

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="attendances")
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=250)  # name and office as they are compared
    present = models.BooleanField(default=True)
    by_code = models.BooleanField(default=False)  # they entered themselves, by the venue's code
    listed_at = models.DateTimeField()

    class Meta:
        """Somebody stands on a list once; how many came, by venue."""

        indexes = (models.Index(fields=["venue", "present", "listed_at"], name="attendance_count"),)
        constraints = (models.UniqueConstraint(fields=["venue", "key"], name="listed_once"),)


class CheckIn(models.Model):
    """The code by which people enter themselves at a venue (mã điểm danh); another serial makes older codes void."""

    venue = models.OneToOneField(Venue, models.CASCADE, related_name="check_in")
    serial = models.PositiveIntegerField(default=1)
    until = models.DateTimeField()
    revoked = models.BooleanField(default=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()


class Material(models.Model):
    """Something to read for a conference (tài liệu): a file that was looked through, or a registered document."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="materials")
    title = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="handed_out")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="materials")
    file_name = models.CharField(max_length=255, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """In the order in which they came; either a file or a document, a document once."""

        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(document__isnull=True) ^ Q(file__isnull=True), name="file_or_document"),
            models.UniqueConstraint(
                fields=["conference", "document"], condition=Q(document__isnull=False), name="one_material"
            ),
        )
