"""The app of demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """What does it look like in use? A fictitious province."""

    name = "thongsuot.demo"
