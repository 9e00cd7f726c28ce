"""What all use cases stand on: the desk's file, clock, settings and processes, rights, and who sees what."""
