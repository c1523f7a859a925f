"""The app of suspects."""

from importlib import import_module

from django.apps import AppConfig


class SuspectsConfig(AppConfig):
    """What of a unit's work rests on words that hold no more? Changes of texts, and what each unit decides."""

    name = "thongsuot.suspects"

    def ready(self) -> None:
        """Hear of changes, remind of what waits before the digests of the day are made; it is a unit's work."""
        from thongsuot.followup import waiting
        from thongsuot.reminders import ticking
        from thongsuot.suspects.waiting import KIND

        waiting.KINDS.append(KIND)
        import_module("thongsuot.suspects.receivers")
        daily = import_module("thongsuot.suspects.reminding").remind
        before = next(n for n, (name, _run) in enumerate(ticking.DAILY) if name == "reminders-of-the-day")
        ticking.DAILY.insert(before, ("suspects", daily))
