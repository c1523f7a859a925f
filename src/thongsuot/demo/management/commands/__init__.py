"""The commands of the demonstration."""
