"""Where do a file's bytes lie? In rows of the database by default: one backup and one transaction hold all."""

from io import BytesIO
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.functions import Length

from thongsuot.documents.models import FileChunk

CHUNK = 256 * 1024


class ChunkStorage(Storage):
    """Files as rows of :class:`FileChunk`; a name is a fingerprint, so a file that is there is the same file."""

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        rows = FileChunk.objects.filter(name=name).order_by("n").values_list("content", flat=True)
        pieces = [bytes(content) for content in rows]
        if not pieces:
            raise FileNotFoundError(name)
        return File(BytesIO(b"".join(pieces)), name)

    def _save(self, name: str, content: File[Any] | IO[Any]) -> str:
        with transaction.atomic():
            if not self.exists(name):
                pieces = iter(lambda: content.read(CHUNK), b"")
                rows = [FileChunk(name=name, n=n, content=piece) for n, piece in enumerate(pieces)]
                FileChunk.objects.bulk_create(rows or [FileChunk(name=name, n=0, content=b"")], batch_size=8)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: equal names are equal bytes."""
        return name

    def exists(self, name: str) -> bool:
        """Whether it is kept."""
        return FileChunk.objects.filter(name=name).exists()

    def size(self, name: str) -> int:
        """Its bytes."""
        return sum(FileChunk.objects.filter(name=name).annotate(size=Length("content")).values_list("size", flat=True))

    def delete(self, name: str) -> None:
        """Remove it."""
        FileChunk.objects.filter(name=name).delete()
