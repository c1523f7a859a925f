"""What is frozen of the figures of a period? Snapshots with every duty as it stood, and what differs between two."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Snapshots, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those of somebody's unit and of those below it."""
        if acting is None or not acting.reads:
            return self.none()
        return self.filter(node__path__startswith=acting.path)


class Snapshot(models.Model):
    """Figures of a unit at the end of a period, frozen (chốt số liệu): never edited, a correction is a new one.

    Duties that documents for named units order are in none. ``sha256`` covers what is said here and every duty in it;
    the event of its freezing repeats it.
    """

    node = models.ForeignKey(Unit, models.PROTECT, related_name="snapshots")
    since = models.DateField()
    until = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    moment = models.DateTimeField()  # what happened after it is not in it
    once = models.JSONField(default=dict)  # figures of single duties, as ``frozen.as_json`` writes them
    regular = models.JSONField(default=dict)
    names = models.JSONField(default=dict)  # of units and levels, as they were called
    total = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)  # empty while it is being frozen

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["node", "-id"], name="snapshot_node"),)

    def __str__(self) -> str:
        return str(_("%(unit)s, to %(day)s") % {"unit": self.node, "day": f"{self.until:%d/%m/%Y}"})


class SnapshotPart(models.Model):
    """Some thousand duties of a snapshot, in the order of their keys, packed (``packing``)."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="parts")
    n = models.PositiveIntegerField()
    counts = models.JSONField()  # how many of them stand where, by kind
    held = models.BinaryField()

    class Meta:
        """In their order."""

        ordering = ("n",)
        constraints = (models.UniqueConstraint(fields=["snapshot", "n"], name="one_snapshot_part"),)


class Difference(models.Model):
    """What differs between two snapshots of a unit, task by task: computed once, kept."""

    earlier = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    later = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)  # duties by reason
    moves = models.JSONField(default=list)  # from where, to where, how many
    ready = models.BooleanField(default=False)

    class Meta:
        """Once for each pair."""

        constraints = (models.UniqueConstraint(fields=["earlier", "later"], name="one_difference"),)


class DifferencePart(models.Model):
    """Some hundred duties of a difference that share their reason, packed."""

    difference = models.ForeignKey(Difference, models.CASCADE, related_name="parts")
    why = models.CharField(max_length=16)
    n = models.PositiveIntegerField()
    held = models.BinaryField()

    class Meta:
        """By reason, in their order."""

        ordering = ("why", "n")
        constraints = (models.UniqueConstraint(fields=["difference", "why", "n"], name="one_difference_part"),)
