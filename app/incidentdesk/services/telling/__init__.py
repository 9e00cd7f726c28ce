"""What the reporter is told, the callbacks that are promised, and words that do not come."""
