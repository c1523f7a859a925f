"""Which address shows what? Each app answers for its own."""

from django.urls import include, path

from thongsuot.portal.feeds import robots

urlpatterns = [
    path("", include("thongsuot.home.urls")),
    path("", include("thongsuot.units.urls")),
    path("documents/", include("thongsuot.documents.urls")),
    path("registers/", include("thongsuot.documents.register_urls")),
    path("d/", include("thongsuot.api.permalinks")),
    path("d/", include("thongsuot.documents.permalink_urls")),
    path("search/", include("thongsuot.search.urls")),
    path("consolidations/", include("thongsuot.consolidations.urls")),
    path("dissemination/", include("thongsuot.dissemination.urls")),
    path("programmes/", include("thongsuot.programmes.urls")),
    path("followup/", include("thongsuot.followup.urls")),
    path("reminders/", include("thongsuot.reminders.urls")),
    path("suspects/", include("thongsuot.suspects.urls")),
    path("dashboard/", include("thongsuot.dashboard.urls")),
    path("handover/", include("thongsuot.handover.urls")),
    path("public/", include("thongsuot.portal.urls")),
    path("robots.txt", robots),
    path("publishing/", include("thongsuot.portal.office_urls")),
    path("exchange/", include("thongsuot.exchange.urls")),
    path("calendars/", include("thongsuot.calendars.urls")),
    path("privacy/", include("thongsuot.privacy.urls")),
    path("api/", include("thongsuot.api.urls")),
    path("oidc/", include("mozilla_django_oidc.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
