"""The app of dissemination."""

from django.apps import AppConfig


class DisseminationConfig(AppConfig):
    """Who was sent a document, and has it been studied? Deliveries, receipts, conferences, acknowledgements."""

    name = "thongsuot.dissemination"
