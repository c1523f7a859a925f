"""What is kept so that a request sent twice is done once?"""

from django.db import models

from thongsuot.units.models import User


class Repetition(models.Model):
    """An ``Idempotency-Key`` somebody used: for what request, and what was answered (empty while it is being done)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    membership_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    location = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        """A key is used once in a post."""

        constraints = (models.UniqueConstraint(fields=["user", "membership_id", "key"], name="key_once"),)
