"""What happened? Every change, append-only, in one chain of hashes."""
