"""The filter bar: conditions as chips, built by picking field, operator and value."""
