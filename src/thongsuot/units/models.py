"""Who is there? Levels, units with their days and successions, people, posts, delegations, devices."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thongsuot.units.rules import READERS, RIGHTS, Change, Lot, Right, Role


class Level(models.Model):
    """A level of the hierarchy (cấp): province, department, commune … Levels are rows, not code."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        """The highest first."""

        ordering = ("rank", "code")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, asked by day and place."""

    def on(self, day: date) -> Self:
        """Units that exist on ``day``."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )

    def below(self, path: str) -> Self:
        """A unit and everything under it."""
        return self.filter(path__startswith=path)


class Unit(models.Model):
    """A body in the hierarchy (đơn vị). It is closed, never deleted; ``path`` is derived from ``parent``."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    level = models.ForeignKey(Level, models.PROTECT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True, null=True)  # subtree: path__startswith
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=200, blank=True)  # Vietnamese order, the same on both databases
    revision = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        """In the order of the tree's rows."""

        ordering = ("position", "sort_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="unit_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return (self.path or "").count(".") - 1


class Succession(models.Model):
    """What a unit became (kế thừa): a row for each old unit and, unless it just ends, each new one."""

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Change])
    on = models.DateField()
    old = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    new = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="came_from")
    reason = models.TextField(blank=True)


class Handover(models.Model):
    """One thing that a unit which ended handed over to one that carries on (bàn giao); what was, stays told as its own.

    ``key`` is the key of the row it was of: of a duty, also for those who take part in one. ``on`` is the day from
    which the other unit carries on, ``at`` the moment it was done.
    """

    lot = models.CharField(max_length=12, choices=[(lot, lot) for lot in Lot])
    key = models.PositiveBigIntegerField()
    old = models.ForeignKey(Unit, models.PROTECT, related_name="handed_over")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="taken_over")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        """In the order it was done; what became of one thing, of all of a unit; what was handed over after a day."""

        ordering = ("pk",)
        indexes = (
            models.Index(fields=["lot", "key"], name="handover_thing"),
            models.Index(fields=["old", "lot", "new"], name="handover_old"),
            models.Index(fields=["new", "lot", "key"], name="handover_new"),
            models.Index(fields=["lot", "on"], name="handover_day"),
        )


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the actions use it."""

    def create(self, **fields: Any) -> "User":
        """An account, its password hashed."""
        password = fields.pop("password", None)
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person's account (tài khoản). What is personal stands here and nowhere else, so that it can be erased."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=2, default="vi")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=64, blank=True)
    totp_used = models.BigIntegerField(default=0)  # the last time step used: a code serves once
    oidc_subject = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """By user name."""

        ordering = ("username",)

    def __str__(self) -> str:
        if self.erased_at is not None:
            return str(_("a person whose data were erased"))
        return self.name or self.username


class PeriodQuerySet(models.QuerySet[Any]):
    """Things that hold for some days."""

    def on(self, day: date) -> Self:
        """What holds on ``day``."""
        return self.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))


class Membership(models.Model):
    """A post (chức vụ): a user in a role at a unit, for some days."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role, role) for role in Role])
    title = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    reminders_unread = models.PositiveIntegerField(default=0)  # the number on the bell; the room of reminders keeps it
    revision = models.PositiveIntegerField(default=1)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """Nobody holds a post twice at a time."""

        ordering = ("unit__path", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(until__isnull=True), name="one_open_post"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title or self.role} — {self.unit}"

    def may(self, right: Right) -> bool:
        """Whether the role bears a right."""
        return right in RIGHTS[Role(self.role)]

    @property
    def reads(self) -> bool:
        """Whether the role reads documents at all."""
        return Role(self.role) in READERS


class Delegation(models.Model):
    """A post lent for a time (ủy quyền): who receives it acts in it, and every event says so."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations")
    to = models.ForeignKey(User, models.PROTECT, related_name="delegated")
    since = models.DateField()
    until = models.DateField()
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        """The days stand in order."""

        constraints = (models.CheckConstraint(condition=Q(since__lte=F("until")), name="delegation_days_in_order"),)


class Device(models.Model):
    """A browser that is signed in (thiết bị); its owner can sign it out from anywhere."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    session = models.CharField(max_length=40, unique=True)
    agent = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    signed_in_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)


class Token(models.Model):
    """A key to the API (khóa API): acts in one post, is shown once and kept as a hash."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    writes = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class UnitGroup(models.Model):
    """A saved group of units (nhóm đơn vị) to send to."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    members = models.ManyToManyField(Unit, related_name="in_groups")
