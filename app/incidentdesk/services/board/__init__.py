"""The state of major incidents for those who only wait."""
