"""Which address below /d/ shows what? Permalinks of documents and clauses, today or on a day."""

from django.urls import URLPattern, path

from thongsuot.documents.views import clause

urlpatterns: list[URLPattern] = [
    path("<int:pk>/", clause.whole, name="permalink"),
    path("<int:pk>@<str:day>", clause.whole, name="permalink-on"),
    path("<int:pk>/<path:loc>", clause.clause, name="clause"),
]
