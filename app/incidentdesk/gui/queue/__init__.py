"""The Queue room: views of incidents, a list sorted by what is due next, and a preview beside it."""
