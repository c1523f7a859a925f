"""The pages of exchange with other systems."""
