"""The app of calendar feeds."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """How does a calendar program learn of deadlines? By a secret address that its owner can revoke."""

    name = "thongsuot.calendars"
