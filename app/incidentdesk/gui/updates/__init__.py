"""Updates of major incidents: the composer of the response room, and what is due on every page."""
