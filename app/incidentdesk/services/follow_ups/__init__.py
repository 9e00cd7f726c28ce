"""The preventive work that incidents lead to."""
