"""What must hold when machines fail? Long runs: kills during writes, backups under load."""
