"""The log room: a phone call becomes an incident with the keyboard alone."""
