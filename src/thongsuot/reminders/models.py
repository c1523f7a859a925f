"""What is kept of reminding? Reminders, digests, e-mails on their way, what people and units want, letters, jobs."""

from typing import Any

from django.db import models
from django.db.models import Q

from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment
from thongsuot.programmes.models import Programme
from thongsuot.reminders.rules import Kind, Seat, Sending, Wanted
from thongsuot.units.models import Membership, Unit, User


def choices(words: Any) -> list[tuple[str, str]]:
    """The members of a rule's enumeration, for a column."""
    return [(word, word) for word in words]


class Reminder(models.Model):
    """That a unit was reminded (lời nhắc): of a duty or draft at a rung of the ladder, or a document; once each."""

    kind = models.CharField(max_length=8, choices=choices(Kind))
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="reminders")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="+")
    rung = models.SmallIntegerField(default=0)  # working days after the day it counts from
    since = models.DateField()  # the deadline, or the day since which it waits, or of the reminding
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="reminders")
    seat = models.CharField(max_length=9, choices=choices(Seat))
    on = models.DateField()
    n = models.PositiveIntegerField(default=0)  # how many things wait, where it is not one
    head = models.BooleanField(default=False)  # who of the unit hears
    officer = models.BooleanField(default=False)
    clerk = models.BooleanField(default=False)

    class Meta:
        """Once; what a unit was reminded of, by day."""

        ordering = ("-on", "since", "pk")
        indexes = (models.Index(fields=["unit", "-on", "since"], name="reminder_unit"),
                   models.Index(fields=["on"], name="reminder_day"))  # fmt: skip
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "kind", "rung", "since", "unit"], condition=Q(assignment__isnull=False),
                name="reminded_once_of_duty",
            ),
            models.UniqueConstraint(
                fields=["document", "kind", "since", "unit"], condition=Q(document__isnull=False),
                name="reminded_once_of_document",
            ),
            models.UniqueConstraint(
                fields=["programme", "kind", "rung", "since", "unit"], condition=Q(programme__isnull=False),
                name="reminded_once_of_programme",
            ),
        )  # fmt: skip


class Mail(models.Model):
    """An e-mail on its way (thư nhắc việc): to whom and of which day, never what it says."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")  # for whose log
    on = models.DateField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=choices(Sending), default=Sending.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=80, blank=True)  # the kind of failure, no address

    class Meta:
        """One a day; what waits; the log of a day."""

        indexes = (
            models.Index(fields=["next_at", "id"], name="mail_waiting", condition=Q(state="waiting")),
            models.Index(fields=["-on", "state"], name="mail_log"),
            models.Index(fields=["made_at"], name="mail_made"),
        )
        constraints = (models.UniqueConstraint(fields=["user", "on"], name="one_mail_a_day"),)


class Digest(models.Model):
    """What somebody was reminded of in a post on a day (bản nhắc việc): the unit's reminders that its role hears."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    post = models.ForeignKey(Membership, models.CASCADE, related_name="digests")
    on = models.DateField()
    n = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a day for a post."""

        ordering = ("-on",)
        indexes = (models.Index(fields=["made_at"], name="digest_made"),)
        constraints = (models.UniqueConstraint(fields=["post", "on"], name="one_digest_a_day"),)


class Wish(models.Model):
    """How somebody wants to be reminded; who has none gets e-mail and page."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminding")
    wanted = models.CharField(max_length=4, choices=choices(Wanted), default=Wanted.MAIL)


class UnitWish(models.Model):
    """What a unit decided for itself: whether it is reminded, and how many working days before a deadline."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="reminding")
    off = models.BooleanField(default=False)
    before = models.CharField(max_length=40, blank=True)  # "10, 5, 1"; empty: as everywhere
    revision = models.PositiveIntegerField(default=1)


class Job(models.Model):
    """What runs by itself: which node does it until when, on which day it was done last, how far it has come."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=40, blank=True)
    until = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    place = models.BigIntegerField(default=0)


class Letter(models.Model):
    """A registered urging letter (công văn đôn đốc)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="urges")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Urged(models.Model):
    """A duty that a letter urges, and how many days it was late by then."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="duties")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="urged")
    days = models.PositiveIntegerField()

    class Meta:
        """Once in a letter."""

        constraints = (models.UniqueConstraint(fields=["letter", "assignment"], name="urged_once"),)
