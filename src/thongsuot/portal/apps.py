"""The app of the public portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What does the public see? Chosen documents and programmes, and nothing else."""

    name = "thongsuot.portal"
