"""Incident Desk: incidents from the first call to a signed closure report, in a local database."""

__version__ = "0.1.0"
