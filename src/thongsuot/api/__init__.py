"""How do programs read and write? The same actions and queries as the pages."""
