"""Which address shows what?"""

from django.urls import URLPattern, URLResolver, path, re_path

from thongsuot.api import docs
from thongsuot.api.service import api, nothing

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs.page, name="api-docs"),
    path("", api.urls),
    re_path(r"^(?P<path>.*)$", nothing),
]
