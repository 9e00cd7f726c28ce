"""One outage and its callers: what the log page and the incident room share."""
