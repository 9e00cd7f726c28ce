"""Histories of other systems: judged, taken in, brought up to date, and undone."""
