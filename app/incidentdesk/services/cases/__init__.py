"""One incident in a transaction: read, changed through its gates, written with all that follows."""
