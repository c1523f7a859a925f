"""What do units tell the rooms above of a change? Inside its transaction: who cannot follow stops it."""

from django.dispatch import Signal

unit_moved = Signal()
"""``unit``, its key; ``before`` and ``after``: its paths."""

unit_levelled = Signal()
"""``unit``, its key; ``before`` and ``after``: the keys of its levels."""

unit_succeeded = Signal()
"""``units``, the keys of those that end; ``kind`` of the change; ``on``, the day from which others carry on."""
