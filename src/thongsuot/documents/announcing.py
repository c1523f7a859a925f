"""What do documents tell the rooms above of a change? Inside its transaction: who cannot follow stops it."""

from django.dispatch import Signal

reach_changed = Signal()
"""``document``, as it may be seen from now on."""

text_changed = Signal()
"""``document``; ``before`` and ``after``, Versions of which one says what the other does not: ``after`` holds from its
``since`` on, which may lie ahead; ``causes``, the Documents registered here that amend it; ``by``, the Acting."""

relation_decided = Signal()
"""``finding``, a relation that somebody confirmed, corrected, dropped or took back; ``by``, the Acting."""
