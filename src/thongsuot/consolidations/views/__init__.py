"""What do the addresses of this room show?"""
