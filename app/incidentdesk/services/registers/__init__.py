"""Registers of people, services and devices: found, changed, merged, filled from files, printed."""
