"""How is the archive package of a closed file fetched?"""

from typing import cast

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from thongsuot.documents.access import may_change, may_read
from thongsuot.documents.models import Document
from thongsuot.privacy.actions import seen
from thongsuot.privacy.archive import archive as make
from thongsuot.problems import Forbidden
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right


@reading
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: ActingRequest, pk: int) -> HttpResponse:
    """What the package will hold; a POST makes it."""
    document = Document.objects.select_related("unit", "current").filter(pk=pk).first()
    if document is None or not may_read(request.acting, document):
        raise Http404
    if not may_change(request.acting, Right.RESTRICT, document):
        raise Forbidden
    if request.method == "POST":
        package = make(document, by=request.acting)
        response = FileResponse(package.file, as_attachment=True, filename=package.name)
        response["Content-Type"] = "application/zip"
        response["X-Content-SHA256"] = package.sha256
        return cast(HttpResponse, response)  # a streaming one, as the door need not know
    if document.restricted:
        seen(request.acting, f"document:{pk}")
    versions = document.versions.select_related("file").defer("text", "reading")
    return render(request, "privacy/archive.html", {"document": document, "versions": versions})
