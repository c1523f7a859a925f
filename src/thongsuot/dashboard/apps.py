"""The app of the figures."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """How far is it, at any unit and on any day? Figures, snapshots, differences, the progress report."""

    name = "thongsuot.dashboard"
