"""The review of a major incident: whether it is due, and its draft."""
