"""What is kept of the review of inherited documents? One decision for each, with its reason."""

from django.db import models

from thongsuot.documents.models import Document, Finding
from thongsuot.handover.rules import Verdict
from thongsuot.units.models import Unit, User


class Review(models.Model):
    """What was decided of a document that a unit issued which ended (rà soát văn bản)."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="reviewed")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # of whose post it was decided
    verdict = models.CharField(max_length=8, choices=[(one, one) for one in Verdict])
    other = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    until = models.DateField(null=True, blank=True)  # the last day, where it lapses
    until_before = models.DateField(null=True, blank=True)  # the one that stood there
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """The newest first."""

        ordering = ("-at", "-pk")
