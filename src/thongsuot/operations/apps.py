"""The app of operations."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """How is an installation run? Serve, back up, restore, verify."""

    name = "thongsuot.operations"
