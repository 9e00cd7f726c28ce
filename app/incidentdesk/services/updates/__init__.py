"""Telling people of major incidents: texts by audience, approval, channels, and each sending."""
