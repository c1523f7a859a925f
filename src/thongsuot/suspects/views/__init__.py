"""Pages of changes and of what rests on them."""
