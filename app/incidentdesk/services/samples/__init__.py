"""The practice desk, the demonstration, and what a copy of the program proves of itself."""
