"""What is kept about people, for how long, and who saw it?"""
