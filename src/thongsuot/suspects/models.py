"""What is kept of a change and of what it makes doubtful? Changes, suspects, and which clause followed which."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.models import Document, Finding, Version, readable
from thongsuot.followup.models import Assignment, Recurrence
from thongsuot.programmes.models import Exemption, Programme, ProgrammeItem
from thongsuot.suspects.matching import Likeness
from thongsuot.suspects.rules import THINGS, Cause, Decision, How
from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those of documents that somebody may see, and those that made something of his unit doubtful."""
        if acting is None or not acting.reads:
            return self.none()
        own = Suspect.objects.filter(unit=acting.unit_id).values("change")
        return self.filter(readable(acting, "document__") | Q(pk__in=own))


class Change(models.Model):
    """That the words of a document changed, or that it holds no more (thay đổi).

    ``clauses`` are the finest clauses that changed: place, how, where its words stand now.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="text_changes")
    cause = models.CharField(max_length=10, choices=[(c, c) for c in Cause], default=Cause.TEXT)
    before = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")  # of the successor, if replaced
    successor = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")  # that did it to the whole
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, related_name="+")
    causes = models.ManyToManyField(Document, related_name="+")  # that amend it
    since = models.DateField(null=True, blank=True)
    clauses = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        """The newest first; a relation changes a document once."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["document", "successor", "cause"], name="changed_once",
                condition=Q(successor__isnull=False, taken_back_at__isnull=True),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.document)


class SuspectQuerySet(models.QuerySet["Suspect"]):
    """Suspects, asked by who asks and by what was decided."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those of somebody's unit; of the units below it those that rest on documents he may see, but no duties of
        documents for named units.

        ``access.may_read`` is its twin for one suspect.
        """
        if acting is None or not acting.reads:
            return self.none()
        below = Unit.objects.filter(path__startswith=acting.path).values("pk")
        near = Q(unit__in=below) & readable(acting, "document__") & ~Q(assignment__restricted=True)
        return self.filter(Q(unit=acting.unit_id) | near)

    def waiting(self) -> Self:
        """Those that nobody has decided on."""
        return self.filter(decision="")


class Suspect(models.Model):
    """Something of a unit's work that rests on words that changed (cần rà soát lại), and what the unit decides.

    One of ``THINGS`` is what rests; ``document`` is what it rests on itself, ``loc`` the clause at the top that
    changed, ``also`` others of the same change. ``via`` is the item of the unit above through which it rests on that
    clause.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="suspects")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="suspects")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="suspects")
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, related_name="suspects")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="suspects")
    recurrence = models.ForeignKey(Recurrence, models.CASCADE, null=True, related_name="suspects")
    exemption = models.ForeignKey(Exemption, models.CASCADE, null=True, related_name="suspects")
    about = models.CharField(max_length=400)  # its words as they stood
    via = models.ForeignKey("self", models.SET_NULL, null=True, related_name="below")
    loc = models.CharField(max_length=120, blank=True)
    also = models.TextField(blank=True)
    how = models.CharField(max_length=10, choices=[(h, h) for h in How])
    to = models.CharField(max_length=120, blank=True)  # where its words stand now
    print_before = models.CharField(max_length=64, blank=True)
    print_after = models.CharField(max_length=64, blank=True)
    decision = models.CharField(max_length=10, choices=[(d, d) for d in Decision], blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)  # the revision of what rests when it was decided on
    done_at = models.DateTimeField(null=True, blank=True)  # what was decided is done
    done_note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = SuspectQuerySet.as_manager()

    class Meta:
        """Once a change; what waits for a unit; who has not decided on a change."""

        ordering = ("pk",)
        constraints = tuple(
            models.UniqueConstraint(
                fields=["change", name], condition=Q(**{f"{name}__isnull": False}), name=f"suspect_{name}"
            )
            for name in THINGS
        )
        indexes = (
            models.Index(fields=["unit", "decision", "-id"], name="suspect_unit"),
            models.Index(fields=["change", "unit", "decision"], name="suspect_change"),
        )

    def __str__(self) -> str:
        return self.about or str(_("Something that rests on changed words"))

    @property
    def locs(self) -> list[str]:
        """All the clauses of the change that it rests on."""
        return [self.loc, *self.also.split()]


class Mapped(models.Model):
    """Which clause of the new document stands for one of the replaced document: proposed, then said by a person."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="mapped")
    order = models.PositiveIntegerField()
    old = models.CharField(max_length=120)
    new = models.CharField(max_length=120, blank=True)  # empty: none does
    proposed = models.CharField(max_length=120, blank=True)
    likeness = models.CharField(max_length=5, choices=[(one, one) for one in Likeness])
    said_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order of the old text; each clause once."""

        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=["change", "old"], name="mapped_once"),)
