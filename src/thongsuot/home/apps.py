"""The app of home."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What waits for me? The desk, and what belongs to no app."""

    name = "thongsuot.home"
