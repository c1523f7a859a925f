"""What is the demonstration to Django? An app, for its commands."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """What does it look like in use? A fictitious province."""

    name = "thongsuot.demo"
