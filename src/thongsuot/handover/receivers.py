"""What follows when units end? On the day files go to the one heir; all of a renamed unit, to its new name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils import timezone

from thongsuot.handover.actions import carry_on
from thongsuot.units.announcing import unit_succeeded
from thongsuot.units.models import Handover, Succession, Unit
from thongsuot.units.rules import Lot


@receiver(unit_succeeded, dispatch_uid="handover.succeeded")
def units_ended(sender: Any, units: Sequence[int], on: date, **_rest: Any) -> None:
    """Those that end today, or ended before."""
    if on <= timezone.localdate():
        for unit in Unit.objects.filter(pk__in=units).order_by("pk"):
            carry_on(unit, timezone.localdate())


def come_due(today: date) -> int:
    """Those whose day has come since; gives how many. Twice does it once."""
    steps = Succession.objects.filter(old=OuterRef("pk"), on__lte=today)
    kept = Handover.objects.filter(old=OuterRef("pk"), lot=Lot.RECORD)
    return sum(carry_on(unit, today) for unit in Unit.objects.filter(Exists(steps), ~Exists(kept)).order_by("pk"))
