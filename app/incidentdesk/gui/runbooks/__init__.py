"""Runbooks: their room, going through one for an incident, and running the commands in them."""
