"""Major incidents: raised, promoted, and worked on in a room under a commander."""
