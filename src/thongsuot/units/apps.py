"""The app of units and people."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units (đơn vị) and people."""

    name = "thongsuot.units"

    def ready(self) -> None:
        """Listen to signing in and out."""
        from thongsuot.units import signals  # noqa: F401
