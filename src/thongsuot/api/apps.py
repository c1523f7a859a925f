"""The app of api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """How do programs read and write? The same actions and queries as the pages."""

    name = "thongsuot.api"
