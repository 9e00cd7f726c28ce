"""Major incidents in the window: raising one, and what is done with one."""
