"""Tags of dissemination."""
