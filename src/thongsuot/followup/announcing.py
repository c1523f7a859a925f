"""What do duties tell the rooms above? Inside their transaction: who cannot follow stops it."""

from django.dispatch import Signal

duty_reopened = Signal()
"""``duty``, an Assignment that was confirmed and is to be done after all; ``by``, the Acting."""
