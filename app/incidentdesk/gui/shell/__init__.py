"""The window around the rooms: rail, command field, status bar, messages."""
