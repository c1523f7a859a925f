"""What is kept of a document? Its file, its versions, what the reading found, and what people made of that."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.rules import CONFIRMED, Direction, Kind, Mark, Reach, Standing, State, Status
from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


class StoredFile(models.Model):
    """A file as it came (tệp gốc), named by its fingerprint; its bytes lie in the storage of the settings."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)


class FileChunk(models.Model):
    """A piece of a file's bytes: files lie in the database, so that one backup holds all."""

    name = models.CharField(max_length=100)
    n = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        """A file is read piece by piece."""

        constraints = (models.UniqueConstraint(fields=["name", "n"], name="one_chunk"),)


def readable(acting: "Acting", where: str = "") -> Q:
    """The condition that somebody may see a document; ``where`` is the way to it from another row (``target__``).

    Sets of keys, asked once, rather than a question for each row.
    """
    below = Unit.objects.filter(path__startswith=acting.path).values("pk")
    shared = Share.objects.filter(unit=acting.unit_id).values("document")
    return (
        Q(**{f"{where}reach": Reach.OPEN})
        | Q(**{f"{where}reach": Reach.UNIT, f"{where}unit__in": below})
        | Q(**{f"{where}unit": acting.unit_id})
        | Q(**{f"{where}pk__in": shared})
    )


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> Self:
        """Those that somebody may see in the post he acts in; ``access.may_read`` is its twin for one document."""
        if acting is None or not acting.reads:
            return self.none()
        return self.filter(readable(acting))


class Document(models.Model):
    """A document in a unit's register (văn bản)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    direction = models.CharField(max_length=3, choices=[(d, d) for d in Direction], default=Direction.IN)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)  # in the unit's register of that year
    arrived_on = models.DateField()
    system = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    symbol = models.CharField(max_length=120, blank=True)
    symbol_key = models.CharField(max_length=120, blank=True)
    issuers = models.JSONField(default=list)
    issuers_key = models.CharField(max_length=400, blank=True)
    place = models.CharField(max_length=120, blank=True)
    date = models.DateField(null=True, blank=True)
    title = models.TextField(blank=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    urgency = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    mark = models.CharField(max_length=10, choices=[(m, m) for m in Mark], default=Mark.NONE, blank=True)
    reach = models.CharField(max_length=10, choices=[(r, r) for r in Reach], default=Reach.UNIT)
    status = models.CharField(max_length=10, choices=[(s, s) for s in Status], default=Status.WAITING)
    failure = models.TextField(blank=True)
    header_edited = models.BooleanField(default=False)  # a person's header survives re-reading
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    current = models.ForeignKey("Version", models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        """Indexes: the register newest first; a duplicate; what a symbol names; filters of the list."""

        ordering = ("-arrived_on", "-pk")
        indexes = (
            models.Index(fields=["-arrived_on", "-id"], name="document_list"),
            models.Index(fields=["unit", "direction", "year", "number"], name="document_register"),
            models.Index(fields=["unit", "-arrived_on", "-id"], name="document_unit_list"),
            models.Index(fields=["symbol_key", "date"], name="document_symbol"),
            models.Index(fields=["kind", "-arrived_on", "-id"], name="document_kind_list"),
            models.Index(fields=["reach", "-arrived_on", "-id"], name="document_reach_list"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "direction", "year", "number"],
                condition=Q(number__isnull=False),
                name="one_number_in_a_register",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}".strip() or self.title[:80] or str(_("Document without a number"))

    @property
    def restricted(self) -> bool:
        """Whether only named units may see it, and never a feed, the portal or another unit's search."""
        return self.mark != Mark.NONE or self.reach == Reach.NAMED


class Share(models.Model):
    """A unit that was given a document beside the one that registered it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="shares")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shared")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Once is enough."""

        constraints = (models.UniqueConstraint(fields=["document", "unit"], name="share_once"),)


class Version(models.Model):
    """A text of a document (bản): as uploaded, or consolidated. ``reading`` is the contract's JSON, compressed.

    A consolidated one (văn bản hợp nhất) was made here from an uploaded one and the acts that amend it; it is
    ``incomplete`` where it was adopted while instructions were open. One that holds from a day to come lies ``ahead``.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="versions")
    file_name = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # a duplicate by its text
    reading = models.BinaryField(default=bytes)
    reader = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)  # the text as it stands from this day
    signed = models.BooleanField(default=False)  # the file bears a signature, which nobody has checked
    consolidated = models.BooleanField(default=False)
    incomplete = models.BooleanField(default=False)
    ahead = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest last; those whose day comes."""

        ordering = ("n",)
        indexes = (models.Index(fields=["since"], name="version_ahead", condition=Q(ahead=True)),)
        constraints = (models.UniqueConstraint(fields=["document", "n"], name="one_version"),)


class Provision(models.Model):
    """A clause of a version (điều, khoản, điểm): a cache of the reading, replaced with it.

    Of a consolidated one: its ``state``, empty where it is in force, and the instructions that made it what it is.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="provisions")
    index = models.PositiveIntegerField()
    loc = models.CharField(max_length=120)
    level = models.CharField(max_length=12)
    number = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    parent = models.IntegerField(default=-1)
    state = models.CharField(max_length=10, choices=[(s, s) for s in Standing], default=Standing.IN_FORCE, blank=True)
    changed_by = models.JSONField(default=list, blank=True)

    class Meta:
        """In the order of the text."""

        ordering = ("version", "index")
        constraints = (models.UniqueConstraint(fields=["version", "loc"], name="one_loc"),)


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings, asked by what people made of them."""

    def confirmed(self) -> Self:
        """Those that count."""
        return self.filter(state__in=CONFIRMED)

    def shown(self) -> Self:
        """All but the dropped."""
        return self.exclude(state=State.DROPPED)

    def readable(self, acting: "Acting | None", where: str) -> Self:
        """Those whose document, or target, somebody may see: begins with the few rows asked for, not with all."""
        return self.filter(readable(acting, where)) if acting is not None and acting.reads else self.none()


class Finding(models.Model):
    """What was found in a document (phát hiện): a citation, relation, obligation or event, and its words.

    ``machine`` is what the reading said (null where a person added it), ``payload`` what holds now.
    ``machine_start`` and ``machine_end`` keep the words the reading meant where a person chose others, so that
    it does not propose them again. Places count in the text of ``version``.
    One that a person has decided on survives every re-reading.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    version = models.ForeignKey(Version, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in Kind])
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    loc = models.CharField(max_length=120, blank=True)
    quote = models.TextField()
    machine = models.JSONField(null=True)
    machine_start = models.PositiveIntegerField(null=True)
    machine_end = models.PositiveIntegerField(null=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.PROPOSED)
    lost = models.BooleanField(default=False)  # its words are no longer in the text: a person must look
    target = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="found_in")
    target_key = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=20, blank=True)  # its kind, for the inverse on the other document
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        """In the order of the text; the inverse of a relation; what waits for a document of that symbol."""

        ordering = ("start", "pk")
        indexes = (
            models.Index(fields=["document", "kind", "start"], name="finding_document"),
            models.Index(fields=["target", "kind", "state", "id"], name="finding_target"),
            models.Index(fields=["relation", "state"], name="finding_relation", condition=~Q(relation="")),
            models.Index(
                fields=["target_key"], name="finding_waiting", condition=Q(target__isnull=True) & ~Q(target_key="")
            ),
        )


class Refusal(models.Model):
    """That a file was refused (từ chối), by whom and when; nothing of the file itself."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")


class SavedSearch(models.Model):
    """A search somebody keeps (tìm kiếm đã lưu)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=120)
    query = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
