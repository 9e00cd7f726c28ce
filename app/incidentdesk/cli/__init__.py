"""The command line: scripts, monitoring and tests use it, and it stays as it is."""
