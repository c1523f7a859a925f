"""What is kept of an amended text? A making as it was shown, and what people decided for what words do not settle."""

import json
import zlib
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from thongsuot.consolidations.rules import State, To
from thongsuot.documents.models import Document, Version
from thongsuot.units.models import User


class Making(models.Model):
    """A consolidated text in the making (dự thảo hợp nhất): a proposal until a head or clerk adopts it.

    ``result`` is what the library said, compressed: steps, what is open, the text with its provisions, the acts.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="makings")
    original = models.ForeignKey(Version, models.CASCADE, related_name="+")
    as_of = models.DateField()
    result = models.BinaryField(default=bytes)
    open = models.PositiveIntegerField(default=0)  # instructions that wait for somebody
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.PROPOSED)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """The newest first; one proposal for a document; the queue."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["state", "-made_at"], name="making_queue"),)
        constraints = (
            models.UniqueConstraint(fields=["document"], condition=Q(state=State.PROPOSED), name="one_proposed_making"),
        )

    @cached_property
    def told(self) -> dict[str, Any]:
        """What the library said."""
        found: dict[str, Any] = json.loads(zlib.decompress(bytes(self.result)))
        return found

    def tell(self, result: dict[str, Any]) -> None:
        """Keep what the library said."""
        self.result = zlib.compress(json.dumps(result, ensure_ascii=False).encode(), 6)
        self.__dict__["told"] = result


class Settlement(models.Model):
    """What a person decided for an instruction (phương án xử lý): kept when texts are read or made anew.

    ``own_loc``, ``op``, ``start`` and ``row`` say which instruction of ``act``, and ``instruction`` its words: by them
    it is found again when the act is read anew.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="settlements")
    act = models.ForeignKey(Document, models.CASCADE, related_name="+")
    own_loc = models.CharField(max_length=120, blank=True)
    op = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField(default=0)
    row = models.CharField(max_length=200, blank=True)
    instruction = models.TextField(blank=True)
    to = models.CharField(max_length=10, choices=[(t, t) for t in To])
    at = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the acts; one decision for an instruction."""

        ordering = ("act", "start", "pk")
        constraints = (
            models.UniqueConstraint(fields=["document", "act", "own_loc", "op", "start", "row"], name="settled_once"),
        )
