"""The app of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents (văn bản)."""

    name = "thongsuot.documents"
