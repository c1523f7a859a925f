"""The app of consolidations."""

from django.apps import AppConfig


class ConsolidationsConfig(AppConfig):
    """What does a document say, its amendments applied?"""

    name = "thongsuot.consolidations"
