"""Which text holds from today on? One that was registered before its day becomes the current one when it comes."""

from datetime import date

from django.utils import timezone

from thongsuot.documents.keeping import keep_reading
from thongsuot.documents.models import Document, Version
from thongsuot.documents.queries import version_on
from thongsuot.documents.readings import unpack
from thongsuot.events.actions import record, writing


def turn(today: date | None = None) -> int:
    """Let each text whose day has come take the place of the one before it; gives how many documents changed."""
    today = today or timezone.localdate()
    due = Version.objects.filter(ahead=True, since__lte=today).values_list("document", flat=True)
    return sum(_turned(pk, today) for pk in sorted(set(due)))


def _turned(pk: int, today: date) -> bool:
    with writing():
        held = Document.objects.select_for_update().get(pk=pk)
        held.versions.filter(ahead=True, since__lte=today).update(ahead=False)
        version = version_on(held, today)
        if version is None or version.pk == held.current_id:
            return False
        held.current = version
        held.save(update_fields=["current"])
        record("version-current", f"document:{held.pk}", after={"version": version.n})
        if version.reading:
            keep_reading(held, version, unpack(version.reading, version.text))
    return True
