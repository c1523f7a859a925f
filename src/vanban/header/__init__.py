"""Who issued it, what is it called, when? The components of form of a document."""

from vanban.header.effect import with_own_effect
from vanban.header.reading import read_header

__all__ = ["read_header", "with_own_effect"]
