"""Hints of similar incidents, which the log page and the incident room share."""
