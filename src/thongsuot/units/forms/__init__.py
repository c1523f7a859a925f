"""What is typed into the pages of units and people?"""
