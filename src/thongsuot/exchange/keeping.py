"""How are a message, a package and files beside a document kept? As files by their fingerprint, once."""

import hashlib
from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from thongsuot.documents.models import Document, StoredFile
from thongsuot.documents.rules import plain_name
from thongsuot.exchange.models import Enclosure


def keep(raw: bytes, kind: str) -> StoredFile:
    """A file of these bytes."""
    sha = hashlib.sha256(raw).hexdigest()
    if not default_storage.exists(sha):
        default_storage.save(sha, ContentFile(raw))
    file, _new = StoredFile.objects.get_or_create(sha256=sha, defaults={"size": len(raw), "content_type": kind[:100]})
    return file


def content(file: StoredFile) -> bytes:
    """The bytes of a kept file."""
    with default_storage.open(file.sha256) as held:
        return bytes(held.read())


def enclose(document: Document, files: Sequence[tuple[str, bytes]]) -> None:
    """Keep files beside a document's own."""
    for name, raw in files:
        kept = keep(raw, plain_name(name).rpartition(".")[2].lower())
        Enclosure.objects.get_or_create(document=document, file=kept, defaults={"name": plain_name(name)})


def files_of(document: Document) -> list[tuple[str, bytes]]:
    """The file of a document's current version, then those beside it."""
    version = document.current
    own = [(version.file_name, content(version.file))] if version is not None and version.file is not None else []
    return own + [(row.name, content(row.file)) for row in document.enclosures.select_related("file")]
