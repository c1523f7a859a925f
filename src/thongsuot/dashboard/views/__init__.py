"""Views of the figures."""
