"""The app of the duties that are followed."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """How does a duty become finished work? Assigned, accepted, passed down, reported, confirmed."""

    name = "thongsuot.followup"

    def ready(self) -> None:
        """Follow what units and documents tell; conclusions of conferences are written in official form."""
        from thongsuot.dissemination import concluding
        from thongsuot.followup import notice, receivers  # noqa: F401

        concluding.WRITERS[notice.NAME] = notice.paper
