"""What is kept of exchange with others? Codes of bodies, messages both ways, partners, packages, subscriptions."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from thongsuot.dissemination.models import Delivery
from thongsuot.documents.models import Document, StoredFile
from thongsuot.exchange.rules import Came, Sent, Sort, Way
from thongsuot.programmes.models import Programme
from thongsuot.units.models import Unit, User

if TYPE_CHECKING:
    from thongsuot.units.access import Acting


def of_units[M: models.Model](rows: "models.QuerySet[M]", acting: "Acting | None") -> "models.QuerySet[M]":
    """Those rows that belong to somebody's unit or one below it; only for who reads."""
    if acting is None or not acting.reads:
        return rows.none()
    return rows.filter(unit__in=Unit.objects.filter(path__startswith=acting.path).values("pk"))


class IncomingQuerySet(models.QuerySet["Incoming"]):
    """Messages that came, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> "models.QuerySet[Incoming]":
        """Those to somebody's unit and those below it."""
        return of_units(self, acting)


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Messages that went, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> "models.QuerySet[Outgoing]":
        """Those of somebody's unit and those below it."""
        return of_units(self, acting)


class ParcelQuerySet(models.QuerySet["Parcel"]):
    """Packages, asked by who asks."""

    def visible_to(self, acting: "Acting | None") -> "models.QuerySet[Parcel]":
        """Those of somebody's unit and those below it."""
        return of_units(self, acting)


class Organ(models.Model):
    """A body as other systems know it (mã định danh): its code, the unit here that it is, where it is reached.

    A code that was closed stays, with its successor, so that old messages still resolve.
    """

    code = models.CharField(max_length=60)
    code_key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="organs")
    closed_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    zip_attachments = models.BooleanField(default=False)  # it wants each file zipped
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """By code."""

        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Incoming(models.Model):
    """An edXML message that came to a unit (gói tin đến), with its raw bytes, and what was decided about it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="incoming_messages")
    sort = models.CharField(max_length=10, choices=[(s, s) for s in Sort], default=Sort.DOCUMENT)
    identity = models.CharField(max_length=64)
    sender_key = models.CharField(max_length=60)
    sender_name = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=400)  # of the document, between bodies
    business = models.PositiveSmallIntegerField(default=0)
    told = models.JSONField(default=dict)  # header, files and what it asks for, as shown
    raw = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=[(w, w) for w in Way])
    unmarked = models.BooleanField(default=False)  # a clerk stated that files nobody can read bear no mark
    came_at = models.DateTimeField()
    came_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(c, c) for c in Came], default=Came.WAITING)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="came_as")
    about = models.ForeignKey("Receiver", models.PROTECT, null=True, related_name="answers")  # of a status
    finished = models.BooleanField(default=False)  # the sender was told that the work is done
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        """A message comes once; a unit's inbox; what a sender sent before."""

        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["unit", "identity"], name="message_once"),)
        indexes = (
            models.Index(fields=["unit", "state", "-id"], name="incoming_inbox"),
            models.Index(fields=["sender_key", "name"], name="incoming_name"),
            models.Index(fields=["finished", "id"], name="incoming_open", condition=Q(state=Came.REGISTERED)),
        )


class Enclosure(models.Model):
    """A file that came or goes with a document beside its own (tệp kèm theo)."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        """As they came."""

        ordering = ("pk",)


class Outgoing(models.Model):
    """An edXML message of a unit (gói tin đi): a document, or what became of one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outgoing_messages")
    sort = models.CharField(max_length=10, choices=[(s, s) for s in Sort], default=Sort.DOCUMENT)
    name = models.CharField(max_length=400)  # of the document, between bodies
    business = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=2, blank=True)  # of a status
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="went_as")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(s, s) for s in Sent], default=Sent.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        """The newest first; what is due; what an answer speaks of."""

        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["unit", "-id"], name="outgoing_outbox"),
            models.Index(fields=["next_at"], name="outgoing_due", condition=Q(state=Sent.WAITING)),
            models.Index(fields=["name"], name="outgoing_name"),
        )


class Receiver(models.Model):
    """A body that a message goes to, and the last that it said of it (nơi nhận)."""

    message = models.ForeignKey(Outgoing, models.CASCADE, related_name="receivers")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="messages")
    answer = models.CharField(max_length=2, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Once in a message."""

        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["message", "key"], name="receiver_once"),)


class SigningKey(models.Model):
    """The pair of keys of this installation; the private half is sealed with the installation's secret."""

    public = models.CharField(max_length=64)
    private = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        """The newest is used."""

        ordering = ("-pk",)


class Partner(models.Model):
    """Another installation (hệ thống bạn): its public key, and the unit here that it stands for."""

    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="partners")
    public = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=300, blank=True)  # where it takes packages; empty: by file
    active = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)  # of the last package to it
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """By name."""

        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Parcel(models.Model):
    """A signed package from or to a partner (gói ký số)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parcels")  # that sent it, or to which it came
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="parcels")
    inward = models.BooleanField()
    sort = models.CharField(max_length=10, choices=[(s, s) for s in Sort])
    package = models.UUIDField()
    sequence = models.PositiveIntegerField()
    told = models.JSONField(default=dict)  # what it says, as shown
    raw = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="parcels")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="parcels")
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="parcels")
    way = models.CharField(max_length=10, choices=[(w, w) for w in Way])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(c, c) for c in (*Came, *Sent)], default=Came.WAITING)
    counted = models.BooleanField(default=False)  # a programme's coverage was confirmed
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        """No number comes twice; the lists of a unit; what is due."""

        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["partner", "inward", "sequence"], name="sequence_once"),
            models.UniqueConstraint(fields=["partner", "inward", "package"], name="package_once"),
        )
        indexes = (
            models.Index(fields=["unit", "inward", "-id"], name="parcel_list"),
            models.Index(fields=["next_at"], name="parcel_due", condition=Q(state=Sent.WAITING, inward=False)),
        )


class Hook(models.Model):
    """A subscription (đăng ký nhận tin): an address that is told of events, as far as a unit may see them."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hooks")
    name = models.CharField(max_length=120)
    url = models.CharField(max_length=400)
    secret = models.TextField()  # sealed
    verbs = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    seq = models.BigIntegerField(default=0)  # the last event looked at
    failing_since = models.DateTimeField(null=True)
    note = models.TextField(blank=True)  # why it was switched off
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """By name."""

        ordering = ("name", "pk")


class Call(models.Model):
    """That a subscriber is told of one event (lượt gọi)."""

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="calls")
    seq = models.BigIntegerField()
    body = models.TextField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in Sent], default=Sent.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        """An event is told once; what is due."""

        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["hook", "seq"], name="one_call"),)
        indexes = (models.Index(fields=["next_at"], name="call_due", condition=Q(state=Sent.WAITING)),)


class Attempt(models.Model):
    """One try of a call, and what came back."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        """The newest first; what is old goes."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["at"], name="attempt_age"),)
