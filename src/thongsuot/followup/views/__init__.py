"""Pages of the duties that are followed."""
