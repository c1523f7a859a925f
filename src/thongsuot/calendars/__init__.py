"""How does a calendar program learn of deadlines? By a secret address that its owner can revoke."""
