"""What is kept of a calendar feed? Whose it is, in which post, of what; its key as a hash."""

from enum import StrEnum

from django.db import models

from thongsuot.documents.models import Document
from thongsuot.units.models import Membership, Unit, User


class Scope(StrEnum):
    """What a feed is of."""

    POST = "post"  # what the unit of the post leads, and its conferences
    UNIT = "unit"  # another unit of the subtree
    DOCUMENT = "document"  # what a document brought, as far as the post sees it


class Calendar(models.Model):
    """A feed (lịch) for calendar programs: it sees what its post sees, and ends with it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="calendars")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="calendars")
    scope = models.CharField(max_length=8, choices=[(scope, scope) for scope in Scope])
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
