"""How fast is the application? A province of 600 units and 20,000 documents, on both databases."""
