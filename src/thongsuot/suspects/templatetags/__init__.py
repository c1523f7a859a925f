"""What pages of other rooms say of changes."""
