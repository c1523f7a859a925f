"""The app of programmes."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """How does a unit answer a document? Programmes, their items, and the clauses they rest on."""

    name = "thongsuot.programmes"
