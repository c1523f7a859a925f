"""What do documents tell the rooms above of a change? Inside its transaction: who cannot follow stops it."""

from django.dispatch import Signal

reach_changed = Signal()
"""``document``, as it may be seen from now on."""
