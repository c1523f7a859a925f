"""Which address below /publishing/ shows what? The pages of the office, not of the public."""

from django.urls import URLPattern, path

from thongsuot.portal.views import office

urlpatterns: list[URLPattern] = [
    path("", office.publications, name="publications"),
    path("<int:pk>/", office.publish, name="publish"),
    path("withdraw/<int:pk>/", office.withdraw, name="withdraw-publication"),
]
