"""What is the look to Django? An app without models: templates, static files and tags."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Giao diện chung."""

    name = "thongsuot.look"
    label = "look"
    verbose_name = "Giao diện"
