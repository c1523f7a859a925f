"""The app of search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """How is it found again? The index of clauses."""

    name = "thongsuot.search"
