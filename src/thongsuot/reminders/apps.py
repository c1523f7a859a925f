"""The app of reminders."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Who hears of a duty that runs late? Reminders, digests, escalation, urging letters."""

    name = "thongsuot.reminders"
