"""The pages of units and people: requests in, actions and queries called, templates out."""
