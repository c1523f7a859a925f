"""The app of exchange with other systems."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """How do other systems get and give? Calendars, edXML, OSCAL, webhooks, signed packages."""

    name = "thongsuot.exchange"
