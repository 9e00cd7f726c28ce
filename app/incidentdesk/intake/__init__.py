"""What comes in from outside: files of other systems, read into the neutral records of the import."""
