"""Consolidated texts: made, settled, adopted, shown."""
