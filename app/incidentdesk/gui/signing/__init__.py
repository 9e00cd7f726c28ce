"""Who works here: changing person, the lock, and what covers the window meanwhile."""
