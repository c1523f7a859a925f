"""Pages of dissemination."""
