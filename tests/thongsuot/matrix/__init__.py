"""Who gets which answer where? The table, the world it speaks of, and the rules it names."""
