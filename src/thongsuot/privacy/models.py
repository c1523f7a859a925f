"""Who saw personal data or a restricted document? One row for each person, thing and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thongsuot.units.models import Unit, User


class Viewing(models.Model):
    """That somebody saw something (lượt xem): ``subject`` is a key (``user:7``, ``document:12``), ``why`` the page."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    day = models.DateField()
    at = models.DateTimeField()
    why = models.CharField(max_length=20)

    class Meta:
        """Indexes: who saw a thing; what a subtree's people saw; what is old enough to go (by day)."""

        verbose_name = _("view")
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "subject", "day"], name="one_viewing_a_day"),)
        indexes = (
            models.Index(fields=["subject", "-at"], name="viewing_subject"),
            models.Index(fields=["unit", "-at"], name="viewing_unit"),
            models.Index(fields=["day"], name="viewing_day"),
        )
