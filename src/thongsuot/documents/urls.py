"""Which address below /documents/ shows what?"""

from django.urls import URLPattern, URLResolver, include, path

from thongsuot.documents.views import access, detail, editing, files, listing, sharing, upload, versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.documents, name="documents"),
    path("upload/", upload.upload, name="upload"),
    path("refusals/", upload.refusals, name="refusals"),
    path("share/", sharing.share_many, name="share-documents"),
    path("<int:pk>/", detail.document, name="document"),
    path("", include("thongsuot.documents.review_urls")),
    path("<int:pk>/edit/", editing.edit, name="document-edit"),
    path("<int:pk>/close/", editing.close, name="document-close"),
    path("<int:pk>/access/", access.access, name="document-access"),
    path("<int:pk>/share/", access.share, name="document-share"),
    path("<int:pk>/unshare/", access.unshare, name="document-unshare"),
    path("<int:pk>/restrict/", access.restrict, name="document-restrict"),
    path("<int:pk>/versions/add/", versions.add, name="version-add"),
    path("<int:pk>/versions/compare/", versions.compare, name="versions-compare"),
    path("<int:pk>/files/<int:n>/", files.file, name="document-file"),
]
