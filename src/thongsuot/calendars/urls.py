"""Which address below /calendars/ shows what?"""

from django.urls import path, re_path

from thongsuot.calendars import views

urlpatterns = [
    path("", views.calendars, name="calendars"),
    path("<int:pk>/revoke/", views.revoke, name="calendar-revoke"),
    re_path(r"^(?P<key>[A-Za-z0-9_-]{43})\.ics$", views.feed, name="calendar-feed"),
]
