"""What do people see of the portal, outside and in the office?"""
