"""How do documents that were sent to a unit that ended, and not received, reach the one that carries on?"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from thongsuot.dissemination.models import Delivery
from thongsuot.dissemination.rules import Ending
from thongsuot.units.handing import Way, Whose, note, tell
from thongsuot.units.rules import Lot


def waiting(old: Whose) -> QuerySet[Delivery]:
    """What was sent to a unit and not received."""
    return Delivery.objects.live().filter(recipient=old, receipt__isnull=True)


def hand(keys: Iterable[int], way: Way) -> int:
    """They wait for the other unit's clerk; one that it was sent already ends. Within ``writing``."""
    listed = waiting(way.old).filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
    rows = list(Delivery.objects.select_for_update(of=("self",)).filter(pk__in=list(listed)).order_by("pk"))
    versions = [row.version_id for row in rows]
    live = Delivery.objects.live().filter(recipient=way.new, version__in=versions)
    there = set(live.values_list("version", flat=True))
    for row in rows:
        if row.version_id in there or row.sender_id == way.new.pk:
            row.ending, row.ended_by, row.ended_at, row.reason = Ending.RECALLED, way.by, timezone.now(), way.reason
        else:
            row.recipient = way.new
            there.add(row.version_id)
        row.save(update_fields=["recipient", "ending", "ended_by", "ended_at", "reason"])
        tell("delivery-handed-over", f"delivery:{row.pk}", way, f"document:{row.document_id}", who="recipient",
             ended=bool(row.ending))  # fmt: skip
    return note(Lot.DELIVERY, [row.pk for row in rows], way)
