"""Which commands are there? ``retain``."""
