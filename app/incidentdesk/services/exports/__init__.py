"""What leaves the desk as a file: incidents as tables, and the whole desk as one document."""
