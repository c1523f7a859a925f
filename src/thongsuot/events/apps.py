"""The app of events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events (nhật ký)."""

    name = "thongsuot.events"
