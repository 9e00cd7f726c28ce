"""The board: a second window that only shows, and the care of its page."""
