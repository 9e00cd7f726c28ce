"""Outages: what is known and open, and those who called about it."""
