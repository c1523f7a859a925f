"""How does a file leave? As it came, under its own name, never shown as a page of this site."""

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse

from thongsuot.documents.views.opening import opened
from thongsuot.units.doors import ActingRequest, reading

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "txt": "text/plain; charset=utf-8",
}


@reading
def file(request: ActingRequest, pk: int, n: int) -> HttpResponse:
    """The file of a version, to be saved."""
    document = opened(request, pk)
    version = document.versions.select_related("file").filter(n=n).first()
    if version is None or version.file is None or not default_storage.exists(version.file.sha256):
        raise Http404
    kind = TYPES.get(version.file.content_type, "application/octet-stream")
    answer = FileResponse(
        default_storage.open(version.file.sha256), as_attachment=True, filename=version.file_name, content_type=kind
    )
    answer["Cache-Control"] = "private, no-store" if document.restricted else "private"
    return cast(HttpResponse, answer)
