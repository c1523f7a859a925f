"""Where is it written? Clauses found by their words, symbols and places, among those one may read."""
