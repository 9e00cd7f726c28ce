"""Copies of the desk: made, checked, and brought back."""
