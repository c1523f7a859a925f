"""What is kept of a unit's answer? Programmes, items, what each rests on, exemptions, comments."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.dissemination.models import Conference
from thongsuot.documents.models import Document, Version, readable
from thongsuot.programmes.rules import GONE, Answer, Decision, Part, Stage, State
from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Programmes, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those of one's unit and below it, and those one's unit was asked to comment on."""
        if acting is None or not acting.reads:
            return self.none()
        below = Unit.objects.filter(path__startswith=acting.path).values("pk")
        asked = Consultation.objects.filter(unit=acting.unit_id).values("programme")
        return self.filter((Q(unit__in=below) & readable(acting, "answers__")) | Q(pk__in=asked))


class Programme(models.Model):
    """A unit's answer to a document (chương trình hành động, kế hoạch). Issued, it is a document of its own."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    answers = models.ForeignKey(Document, models.PROTECT, related_name="programmes")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")  # the text it was begun from
    kind = models.CharField(max_length=80)
    title = models.TextField()
    opening = models.TextField(blank=True)  # what stands before the items
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.DRAFT)
    reason = models.TextField(blank=True)  # why it was last returned, or approved over clauses that nothing answers
    issued = models.OneToOneField(Document, models.PROTECT, null=True, related_name="issued_from")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        """Newest first; the answers to a document; the answers of a unit."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["answers", "unit", "state"], name="programme_answers"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.title}".strip() or str(_("Programme"))


class ProgrammeItem(models.Model):
    """A task of a programme (nhiệm vụ). One that was suggested and that nobody has kept counts nowhere."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    group = models.CharField(max_length=200, blank=True)  # the heading it stands under
    action = models.TextField()
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    lead_text = models.CharField(max_length=200, blank=True)
    partners = models.TextField(blank=True)
    product = models.CharField(max_length=400, blank=True)
    due = models.DateField(null=True, blank=True)
    due_working = models.TextField(blank=True)  # how the day was come to
    kept = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """As they are printed."""

        ordering = ("order", "pk")
        indexes = (models.Index(fields=["programme", "order"], name="item_order"),)

    @property
    def leading(self) -> str:
        """Who leads it, as it is printed."""
        return self.lead.name if self.lead else self.lead_text


class Basis(models.Model):
    """What an item rests on (căn cứ): a clause, its words and their fingerprint as they stood.

    ``unit`` and ``stage`` repeat what programme and item say: how a unit stands is one pass over an index.
    """

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="bases")
    document = models.ForeignKey(Document, models.PROTECT, related_name="carried_by")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    loc = models.CharField(max_length=120)
    quote = models.TextField()
    fingerprint = models.CharField(max_length=64)
    part = models.CharField(max_length=8, choices=[(p, p) for p in Part], default=Part.FULL)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    stage = models.PositiveSmallIntegerField(choices=[(s, s.name) for s in Stage], default=Stage.PLANNED)

    class Meta:
        """An item rests on a clause once; what rests on a clause; how a unit stands with a document."""

        constraints = (models.UniqueConstraint(fields=["item", "document", "loc"], name="one_basis"),)
        indexes = (
            models.Index(fields=["document", "loc"], name="basis_clause"),
            models.Index(fields=["unit", "document", "stage", "part", "loc"], name="basis_unit"),
        )


class Standing(models.Model):
    """How a unit stands with a document, in one short row: what its bases and exemptions say, kept with each change.

    A map of 200 clauses × 600 units is read from 600 of these rows instead of 120,000 bases.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    marks = models.TextField(blank=True)  # a line of clauses for each way to answer: see ``standing``
    twice = models.TextField(blank=True)  # the clauses that more than one item carries out in full
    loose = models.PositiveIntegerField(default=0)  # kept items that rest on no clause

    class Meta:
        """One a unit and document; those of a document."""

        constraints = (models.UniqueConstraint(fields=["document", "unit"], name="one_standing"),)


class Exemption(models.Model):
    """That a clause, or a whole document, does not apply to a unit (không áp dụng), why, and who agreed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exemptions")
    document = models.ForeignKey(Document, models.PROTECT, related_name="exemptions")
    loc = models.CharField(max_length=120, blank=True)  # empty: the whole document
    fingerprint = models.CharField(max_length=64, blank=True)  # of the clause's words as they stood
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=[(d, d) for d in Decision], default=Decision.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)  # what was said with the decision
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """Not asked for twice at a time."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "document", "loc"], condition=~Q(state__in=GONE), name="one_exemption"
            ),
        )
        indexes = (models.Index(fields=["document", "state", "loc", "unit"], name="exemption_coverage"),)


class Consultation(models.Model):
    """A unit that was asked to comment on a draft (xin ý kiến), and by when."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="consultations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="consulted")
    until = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Asked once; asking again sets another day."""

        constraints = (models.UniqueConstraint(fields=["programme", "unit"], name="consulted_once"),)


class Presentation(models.Model):
    """That a draft is put to a conference (đưa ra hội nghị) as a point of its agenda; what is said there is noted."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="presentations")
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Once a conference."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["programme", "conference"], name="presented_once"),)


class Comment(models.Model):
    """What somebody says of a draft or of one of its items (ý kiến góp ý), and what became of it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="comments")
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="comments")
    about = models.TextField(blank=True)  # the item's words as they stood
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    conference = models.ForeignKey(Conference, models.PROTECT, null=True, related_name="+")  # where it was said
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    answer = models.CharField(max_length=8, choices=[(a, a) for a in Answer], blank=True)
    why = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """In the order they came; those that wait for an answer."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["programme", "answer"], name="comment_answers"),)
