"""Is everything there as it was acknowledged? The chain of events, every file by its fingerprint, every snapshot."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from thongsuot.dashboard import freezing
from thongsuot.documents.models import StoredFile
from thongsuot.events.models import Event
from thongsuot.events.queries import verify


def sizes() -> tuple[int, int]:
    """How many events and files there are."""
    return Event.objects.count(), StoredFile.objects.count()


def faults() -> Iterator[str]:
    """A sentence for every event, file or snapshot that is not as it was."""
    for fault in verify():
        yield _("Event %(seq)s: %(what)s.") % {"seq": fault.seq, "what": fault.what}
    for file in StoredFile.objects.order_by("pk").iterator(500):
        try:
            with default_storage.open(file.sha256) as held:
                found = hashlib.sha256(held.read()).hexdigest()
        except FileNotFoundError:
            yield _("File %(sha)s is missing. Restore it from a backup.") % {"sha": file.sha256}
            continue
        if found != file.sha256:
            yield _("File %(sha)s was changed. Restore it from a backup.") % {"sha": file.sha256}
    for snapshot in freezing.faults():
        yield _("The snapshot %(pk)s (%(name)s) is not what was sealed. Restore it from a backup.") % {
            "pk": snapshot.pk, "name": snapshot,
        }  # fmt: skip
