"""Incidents that only named people open."""
