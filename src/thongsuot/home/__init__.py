"""What waits for me? The desk, and what belongs to no app."""
