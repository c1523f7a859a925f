"""The app of privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is kept about people, for how long, and who saw it?"""

    name = "thongsuot.privacy"
