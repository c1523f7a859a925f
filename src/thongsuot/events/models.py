"""What is kept of a change? Who, when, in which post, what before and after, why; never changed, never removed."""

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class History(Exception):  # noqa: N818
    """Somebody tried to change what has happened."""


class Event(models.Model):
    """A change (sự kiện). ``subject`` is what changed (``document:7``), ``thread`` whose history it belongs to.

    A trigger of the database refuses to change or remove rows, so does ``save``.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    delegation = models.ForeignKey("units.Delegation", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    thread = models.CharField(max_length=60)
    also = models.CharField(max_length=60, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Indexes: the timeline of one object, newest first."""

        verbose_name = _("event")
        indexes = (
            models.Index(fields=["thread", "-seq"], name="event_thread"),
            models.Index(fields=["also", "-seq"], name="event_also", condition=~models.Q(also="")),
            models.Index(fields=["actor", "-seq"], name="event_actor"),  # the log of one person
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new event; an old one is history."""
        if not self._state.adding:
            raise History("events are history")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Events are never removed."""
        raise History("events are history")


class Chain(models.Model):
    """The end of the chain: one row, locked while events are added behind it."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
