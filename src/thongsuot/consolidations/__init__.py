"""How does an amended text come about? Proposed step by step, settled where words do not settle it, adopted."""
