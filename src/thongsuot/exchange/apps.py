"""The app of exchange with other systems."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """How do other systems get and give? edXML, signed packages, webhooks, OSCAL."""

    name = "thongsuot.exchange"

    def ready(self) -> None:
        """What is due is delivered each minute, what was told long ago is forgotten; what waits is a unit's work."""
        from thongsuot.exchange.jobs import deliver_due, forget
        from thongsuot.exchange.waiting import KINDS
        from thongsuot.followup import waiting
        from thongsuot.reminders import ticking

        waiting.KINDS.extend(KINDS)
        ticking.EVERY.append(("exchange", deliver_due))
        ticking.DAILY.append(("exchange-forget", forget))
