"""The app of exchange with other systems."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """How do other systems get and give? edXML, signed packages, webhooks, OSCAL."""

    name = "thongsuot.exchange"

    def ready(self) -> None:
        """What is due is delivered each minute."""
        from thongsuot.exchange.jobs import deliver_due
        from thongsuot.reminders import ticking

        ticking.EVERY.append(("exchange", deliver_due))
