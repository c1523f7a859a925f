"""The app of exchange with other systems."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """How do other systems get and give? edXML, signed packages, webhooks, OSCAL."""

    name = "thongsuot.exchange"

    def ready(self) -> None:
        """What is due is delivered each minute; what was told long ago is forgotten."""
        from thongsuot.exchange.jobs import deliver_due, forget
        from thongsuot.reminders import ticking

        ticking.EVERY.append(("exchange", deliver_due))
        ticking.DAILY.append(("exchange-forget", forget))
