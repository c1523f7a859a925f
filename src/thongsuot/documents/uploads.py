"""How does a file come in? In memory alone: no temporary file may hold what the secrecy check has not seen."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict


class MemoryOnly(FileUploadHandler):
    """Keeps files in memory; what is larger than the limit is turned away, and ``request.too_large`` says so."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Turn a body away unread that is larger than a whole upload may be: it counts as an empty one."""
        self.total = 0
        if content_length > settings.MAX_UPLOAD * 2:
            self._mark()
            return QueryDict(), MultiValueDict()
        return None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.buffer = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of it."""
        self.total += len(raw_data)
        if start + len(raw_data) > settings.MAX_UPLOAD or self.total > settings.MAX_UPLOAD * 2:
            self._stop()
        self.buffer.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file whole."""
        self.buffer.seek(0)
        return InMemoryUploadedFile(
            self.buffer, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )

    def _mark(self) -> None:
        if self.request is not None:
            self.request.too_large = True  # type: ignore[attr-defined]

    def _stop(self) -> None:
        self._mark()
        self.buffer = BytesIO()
        raise StopUpload(connection_reset=True)
