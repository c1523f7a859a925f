"""Which address shows what?"""

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.generic import RedirectView

from thongsuot.api import docs
from thongsuot.api.service import api, nothing

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="api-docs")),
    path("docs", docs.page, name="api-docs"),
    path("", api.urls),
    re_path(r"^(?P<path>.*)$", nothing),
]
