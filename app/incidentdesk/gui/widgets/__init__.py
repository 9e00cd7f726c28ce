"""Widgets that every room of the window shares; they know the theme, and nothing of incidents."""
