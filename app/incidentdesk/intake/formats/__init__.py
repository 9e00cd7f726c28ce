"""One module for each kind of file that a history can be brought along in."""
