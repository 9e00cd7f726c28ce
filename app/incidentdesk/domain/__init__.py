"""Rules of the process: incidents, conditions, clock, priority. Pure: no files, no clock of its own."""
