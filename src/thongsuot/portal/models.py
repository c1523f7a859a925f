"""What is kept of publishing? Each act: which version with which header, by whom, and when it was taken back."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from thongsuot.documents.models import Document, Version
from thongsuot.documents.rules import Mark, Reach
from thongsuot.units.models import Unit, User

HEADER = ("kind", "symbol", "title", "issuers", "place", "date", "effective_from", "effective_to")
STILL_ALLOWED = Q(document__mark=Mark.NONE) & (
    Q(document__reach=Reach.OPEN) | Q(document__reach=Reach.UNIT, document__unit=F("unit"))
)
"""The twin, for lists, of ``rules.allowed``: asked whenever something is shown, not only when it was published."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, asked by what the public may see of them."""

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(withdrawn_at__isnull=True)

    def live(self) -> Self:
        """Those that the public sees now: not taken back, and their documents may still be public."""
        return self.standing().filter(STILL_ALLOWED)


class Publication(models.Model):
    """That a version of a document was made public (công khai). The header is kept as it stood: what is corrected or
    added to the document afterwards becomes public only by publishing it again."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="publications")
    version = models.ForeignKey(Version, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="publications")  # of the post that published it
    slug = models.CharField(max_length=90)
    kind = models.CharField(max_length=80, blank=True)
    symbol = models.CharField(max_length=120, blank=True)
    title = models.TextField(blank=True)
    issuers = models.JSONField(default=list)
    issuer = models.CharField(max_length=200, blank=True)  # the first, by which the list is narrowed
    place = models.CharField(max_length=120, blank=True)
    date = models.DateField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    show_progress = models.BooleanField(default=False)
    show_units = models.BooleanField(default=False)  # units by name beside the numbers
    show_file = models.BooleanField(default=False)  # the file as it came: what it says of its writers goes with it
    note = models.TextField(blank=True)  # for the unit, never shown outside
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)  # why it was taken back, for the unit

    objects = PublicationQuerySet.as_manager()

    class Meta:
        """Newest first; one that stands for each document and address; the filters of the public list."""

        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["document"], condition=Q(withdrawn_at__isnull=True), name="one_publication"
            ),
            models.UniqueConstraint(fields=["slug"], condition=Q(withdrawn_at__isnull=True), name="one_address"),
        )
        indexes = (
            models.Index(fields=["-at", "-id"], condition=Q(withdrawn_at__isnull=True), name="publication_list"),
            models.Index(fields=["date"], condition=Q(withdrawn_at__isnull=True), name="publication_date"),
            models.Index(fields=["slug"], name="publication_slug"),
        )

    @classmethod
    def of(cls, document: Document, **more: Any) -> Self:
        """A publication, not kept yet, with the header of a document as it stands."""
        issuer = str(document.issuers[0])[:200] if document.issuers else ""
        return cls(document=document, issuer=issuer, **{name: getattr(document, name) for name in HEADER}, **more)

    @property
    def since(self) -> dt.date | None:
        """The day it takes effect, or was dated."""
        return self.effective_from or self.date

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}".strip() or self.title[:80] or self.slug
