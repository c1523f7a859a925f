"""Which files stand beside a document, and what do kept ones hold? For messages and packages."""

from collections.abc import Sequence

from django.core.files.storage import default_storage

from thongsuot.documents.keeping import keep
from thongsuot.documents.models import Document, StoredFile
from thongsuot.documents.queries import as_issued
from thongsuot.documents.rules import plain_name
from thongsuot.exchange.models import Enclosure


def content(file: StoredFile) -> bytes:
    """The bytes of a kept file."""
    with default_storage.open(file.sha256) as held:
        return bytes(held.read())


def enclose(document: Document, files: Sequence[tuple[str, bytes]]) -> None:
    """Keep files beside a document's own."""
    for name, raw in files:
        kept = keep(raw, plain_name(name).rpartition(".")[2].lower()[:100])
        Enclosure.objects.get_or_create(document=document, file=kept, defaults={"name": plain_name(name)})


def files_of(document: Document) -> list[tuple[str, bytes]]:
    """The file that a document was issued as, then those beside it."""
    version = as_issued(document)
    own = [(version.file_name, content(version.file))] if version is not None and version.file is not None else []
    return own + [(row.name, content(row.file)) for row in document.enclosures.select_related("file")]
