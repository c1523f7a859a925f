"""How fast is it, and beside whom? Side by side with its peers, in one run, on the same inputs."""
