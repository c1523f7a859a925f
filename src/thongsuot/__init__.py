"""Thông Suốt follows every clause of a directive to finished work."""
