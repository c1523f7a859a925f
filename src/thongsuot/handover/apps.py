"""The app of what units hand over."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Who carries on what a unit leaves that was merged, split, renamed or dissolved?"""

    name = "thongsuot.handover"

    def ready(self) -> None:
        """Follow what becomes of units; on their day files go over by themselves."""
        from thongsuot.handover import receivers
        from thongsuot.reminders import ticking

        ticking.DAILY.append(("handover", receivers.come_due))
