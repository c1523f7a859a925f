"""Which address below /reminders/ shows what?"""

from django.urls import URLPattern, URLResolver, path

from thongsuot.reminders.views import choosing, listing, urging

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.reminders, name="reminders"),
    path("read/", listing.read, name="reminders-read"),
    path("settings/", choosing.settings, name="reminders-settings"),
    path("settings/unit/", choosing.unit, name="reminders-unit"),
    path("log/", listing.log, name="reminders-log"),
    path("urging/", urging.late, name="urging"),
    path("urging/letter/", urging.letter, name="urging-letter"),
]
