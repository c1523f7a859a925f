"""How does a file leave? As it came, under its own name, never shown as a page of this site."""

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse

from thongsuot.documents.models import Document, StoredFile, Version
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
    return file_of(document, document.versions.select_related("file").filter(n=n).first())


def file_of(document: Document, version: Version | None) -> HttpResponse:
    """The file of a version of a document that somebody may see; 404 where there is none."""
    if version is None:
        raise Http404
    return kept(version.file, version.file_name, "private, no-store" if document.restricted else "private")


def kept(file: StoredFile | None, name: str, cached: str) -> HttpResponse:
    """A kept file under a name; 404 where it is gone."""
    if file is None or not default_storage.exists(file.sha256):
        raise Http404
    kind = TYPES.get(file.content_type, "application/octet-stream")
    content = default_storage.open(file.sha256)
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    answer["Cache-Control"] = cached
    return cast(HttpResponse, answer)
