"""How is an installation run? Serve, back up, restore, verify."""
