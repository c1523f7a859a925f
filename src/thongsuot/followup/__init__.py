"""How does a duty become finished work? Assigned, accepted, passed down, reported, confirmed."""
