"""What does it look like in use? A fictitious province."""
