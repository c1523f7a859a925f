"""What came in, and what does it say? Documents, versions, findings."""
