"""The first questions to a desk that is new."""
