"""The app of units and people."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units (đơn vị) and people."""

    name = "thongsuot.units"
