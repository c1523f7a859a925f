"""Who hears of a duty that runs late? Reminders, digests, escalation, urging letters."""
