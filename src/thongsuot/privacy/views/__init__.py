"""Which pages show what is kept about people, who saw it, and what happened?"""
