"""The committed database of the tests of events serves here too."""

from tests.thongsuot.events.conftest import _history, committed

__all__ = ["_history", "committed"]
