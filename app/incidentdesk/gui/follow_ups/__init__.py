"""Follow-ups: their list, and their part in the incident room."""
